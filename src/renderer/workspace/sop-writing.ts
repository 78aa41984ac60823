import type { SopContent } from '#shared/domain/sop.ts'
import type { Row } from '#shared/tables.ts'
import type { Named, OutboxEntry, Workspace } from './workspace.ts'

type Sop = Row<'sops'>

/** Something that is being written: a version of an SOP in one language, which may be new. */
export interface SopDraft {
  readonly sopId: string
  readonly groupId: string
  /** The version in force in this language; null: there is none. */
  readonly insteadOf: string | null
  /** Of a translation: the version that it says in another language. */
  readonly sourceId: string | null
  readonly content: SopContent
  readonly body: string
  readonly note: string
}

// What is said of a version comes after what was written of it.
const sopOf = (entry: OutboxEntry): unknown => (entry.args as { sopId?: unknown }).sopId
const after = (workspace: Workspace, sopId: string): string[] =>
  workspace
    .waiting()
    .filter((entry) => sopOf(entry) === sopId)
    .slice(-1)
    .map(({ opId }) => opId)

export const saveSopDraft = (workspace: Workspace, draft: SopDraft): Named =>
  workspace.mutate('sop.save-draft', { ...draft }, after(workspace, draft.sopId))

export const askSopReview = (workspace: Workspace, sopId: string): Named =>
  workspace.mutate('sop.ask-review', { sopId }, after(workspace, sopId))

export const sendSopBack = (workspace: Workspace, sopId: string, said: string): Named =>
  workspace.mutate('sop.send-back', { sopId, said }, after(workspace, sopId))

/** Puts a version in force in place of the one that was when it was begun. */
export const publishSop = (workspace: Workspace, { id, insteadOf = null }: Sop): Named =>
  workspace.mutate('sop.publish', { sopId: id, insteadOf: insteadOf ?? null, said: '' }, after(workspace, id))

/** Throws a draft away, or withdraws what is in force. */
export const archiveSop = (workspace: Workspace, sopId: string): Named =>
  workspace.mutate('sop.archive', { sopId }, after(workspace, sopId))

/** Whether this version still waits for somebody: its author, or a reviewer. */
export const isSopUnderWay = ({ state }: Sop): boolean => state === 'draft' || state === 'in-review'
