import { lacking } from '#shared/mutations/sop-version-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { sopRights } from '#renderer/workspace/sop-work.ts'
import { archiveSop, askSopReview, publishSop, saveSopDraft, sendSopBack } from '#renderer/workspace/sop-writing.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import { type SopEditing, sopProblem, wholeSop } from './sop-drafts.ts'

/** What can be done with what lies open, in the order it goes. */
export interface SopMoves {
  readonly save: () => void
  /** The next step on its way: asking for a review, or publishing. */
  readonly goOn: () => void
  readonly sendBack: (said: string) => void
  readonly discard: () => void
  readonly withdraw: () => void
}

export interface SopStanding {
  readonly version: Row<'sops'> | undefined
  /** What is in force and may be withdrawn. */
  readonly inForce: Row<'sops'> | undefined
  readonly isChanged: boolean
  readonly isMine: boolean
  readonly mayPublish: boolean
  readonly step: 'ask-review' | 'publish' | null
  /** Why it cannot be kept as it is, or what it lacks to be published, in words. */
  readonly problem: string | null
  readonly lacks: string | null
}

const lackWords = {
  owner: 'sop-editor.lacks-owner',
  reviewAt: 'sop-editor.lacks-review',
  expiresAt: 'sop-editor.lacks-expiry',
  legalOwner: 'sop-editor.lacks-legal',
} as const

/** What a version still lacks to be put in force, in words. */
function lacksOf({ content }: SopEditing): string | null {
  const field = lacking(content, new Date().toISOString())
  const key = Object.entries(lackWords).find(([name]) => name === field)?.[1]
  return key === undefined ? null : say(key)
}

/** What comes next on the way of a version, for this agent; null: nothing. */
function stepOf({ me }: Workspace, { isChanged }: SopEditing, version: Row<'sops'> | undefined): SopStanding['step'] {
  if (version === undefined) return isChanged ? 'ask-review' : null
  const rights = sopRights({ me })
  const isReviewer = rights.publishSop() && (version.author?.agentId !== me.id || me.role === 'admin')
  if (version.state === 'in-review' && !isChanged) return isReviewer ? 'publish' : null
  return rights.editSop(version) && (version.state === 'draft' || isChanged) ? 'ask-review' : null
}

/** How far what lies open is, and what this agent may do next. */
export function standingOf(workspace: Workspace, editing: SopEditing): SopStanding {
  const version = workspace.get('sops', editing.sopId)
  const rights = sopRights(workspace)
  const isMine = version === undefined || rights.editSop(version)
  const problem = sopProblem(editing)
  return {
    version,
    inForce: editing.insteadOf === null ? undefined : workspace.get('sops', editing.insteadOf),
    isChanged: editing.isChanged,
    isMine,
    mayPublish: rights.publishSop(),
    step: stepOf(workspace, editing, version),
    problem: problem === null ? null : say(`sop-editor.problem-${problem}`),
    lacks: lacksOf(editing),
  }
}

/** Keeps a draft as it stands; null where it cannot be, which is said. */
export function keepSop(workspace: Workspace, editing: SopEditing): SopEditing | null {
  const { body, isChanged, bodyOf: _begun, ...draft } = { ...editing, content: wholeSop(editing.content) }
  if (sopProblem(editing) !== null || body === null) return null
  if (!isChanged && workspace.get('sops', editing.sopId) !== undefined) return editing
  if (!tellOutcome({ tell: notify }, saveSopDraft(workspace, { ...draft, body }))) return null
  return { ...editing, content: draft.content, isChanged: false }
}

const done = (named: Named, words: string): boolean => {
  if (!tellOutcome({ tell: notify }, named)) return false
  notify(words)
  return true
}

/** What the buttons and the keys of the editor do. */
export function useSopMoves(editing: SopEditing | null, open: (next: SopEditing | null) => void): SopMoves {
  const workspace = useWorkspace()
  const keep = (): SopEditing | null => {
    const kept = editing === null ? null : keepSop(workspace, editing)
    if (kept !== null) open(kept)
    return kept
  }
  const goOn = (): void => {
    const step = editing === null ? null : standingOf(workspace, editing).step
    const kept = step === 'ask-review' ? keep() : editing
    if (step === null || kept === null) return
    if (step === 'ask-review') return void done(askSopReview(workspace, kept.sopId), say('macro-editor.review-asked'))
    const version = workspace.get('sops', kept.sopId)
    if (version !== undefined && done(publishSop(workspace, version), say('sop-editor.published'))) open(null)
  }
  return {
    save: () => {
      if (keep() !== null) notify(say('macro-editor.kept'))
    },
    goOn,
    sendBack: (said) => {
      if (editing !== null) done(sendSopBack(workspace, editing.sopId, said), say('macro-editor.sent-back'))
    },
    discard: () => {
      if (editing !== null && done(archiveSop(workspace, editing.sopId), say('macro-editor.discarded'))) open(null)
    },
    withdraw: () => {
      const inForceId = editing?.insteadOf ?? null
      if (inForceId !== null && done(archiveSop(workspace, inForceId), say('sop-editor.withdrawn'))) open(null)
    },
  }
}
