import { X } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { editorKeys } from '#renderer/forms/editor-keys.ts'
import type { MacroContent } from '#shared/domain/macro.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { DialogFrame } from '#renderer/ui/dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { TabStrip } from '#renderer/ui/tab-strip.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import {
  archiveMacro,
  askReview,
  macroRights,
  publishMacro,
  saveMacroDraft,
  sendBack,
  versionsOf,
} from '#renderer/workspace/macro-writing.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import { type Editing, draftProblem, editMacro, editVersion, newMacro, takeUp, wholeContent } from './editor-draft.ts'
import { EditorExchange } from './editor-exchange.tsx'
import { EditorFoot, type EditorMoves, type EditorStanding } from './editor-foot.tsx'
import { EditorForm } from './editor-form.tsx'
import { EditorList } from './editor-list.tsx'
import { editorOptions } from './editor-options.ts'
import { EditorVersions } from './editor-versions.tsx'
import { MacroPreview } from './macro-preview.tsx'
import { useOpenCase } from './use-macros.ts'

type Side = 'preview' | 'versions'

const done = (named: Named, words: string): boolean => {
  if (!tellOutcome({ tell: notify }, named)) return false
  notify(words)
  return true
}

/** What lies open, as far as it is on its way, and what this agent may do next. */
function standingOf(workspace: Workspace, editing: Editing): EditorStanding {
  const version = workspace.get('macroVersions', editing.versionId)
  const macro = workspace.get('macros', editing.macroId)
  const isMine = version === undefined || version.authorId === workspace.me.id
  const isPersonal = editing.content.scope.of === 'agent'
  const isReviewed = version?.state === 'in-review' && !editing.isChanged
  const isReviewer = isReviewed && (!isMine || workspace.me.role === 'admin')
  const isNew = version === undefined || version.state === 'draft' || editing.isChanged
  const step = isReviewer ? 'publish' : !isMine ? null : isPersonal ? 'publish' : isNew ? 'ask-review' : null
  const problem = draftProblem(editing.content)
  const isUntouched = version === undefined && !editing.isChanged
  return {
    version,
    macro,
    isChanged: editing.isChanged,
    isMine,
    step: isUntouched ? null : step,
    problem: problem === null ? null : say(`macro-editor.problem-${problem}`),
  }
}

/** Keeps a draft as it stands; null where it cannot be, which is said. */
function keepDraft(workspace: Workspace, editing: Editing): Editing | null {
  if (draftProblem(editing.content) !== null) return null
  if (!editing.isChanged) return editing
  const { isChanged: _was, ...draft } = { ...editing, content: wholeContent(editing.content) }
  if (!tellOutcome({ tell: notify }, saveMacroDraft(workspace, draft))) return null
  return { ...draft, isChanged: false }
}

/** What the buttons and the keys of the editor do. */
function useMoves(editing: Editing | null, open: (next: Editing | null) => void): EditorMoves {
  const workspace = useWorkspace()
  const keep = (): Editing | null => {
    const kept = editing === null ? null : keepDraft(workspace, editing)
    if (kept !== null) open(kept)
    return kept
  }
  const goOn = (): void => {
    if (editing === null) return
    const { step } = standingOf(workspace, editing)
    const kept = step === null ? null : keep()
    const version = kept === null ? undefined : workspace.get('macroVersions', kept.versionId)
    if (version === undefined) return
    if (step === 'ask-review') return void done(askReview(workspace, version.id), say('macro-editor.review-asked'))
    if (!done(publishMacro(workspace, version, ''), say('macro-editor.published'))) return
    const macro = workspace.get('macros', version.macroId)
    open(macro === undefined ? null : editMacro(workspace, macro))
  }
  return {
    save: () => {
      if (keep() !== null) notify(say('macro-editor.kept'))
    },
    goOn,
    sendBack: (said) => {
      if (editing !== null) done(sendBack(workspace, editing.versionId, said), say('macro-editor.sent-back'))
    },
    discard: () => {
      if (editing === null) return
      if (done(archiveMacro(workspace, editing.macroId, editing.versionId), say('macro-editor.discarded'))) open(null)
    },
    archive: () => {
      if (editing === null) return
      if (done(archiveMacro(workspace, editing.macroId, null), say('macro-editor.archived'))) open(null)
    },
  }
}

/**
 * Goes on to something else without losing what was written: it is kept as a draft first. Where it cannot be kept, the first attempt says why,
 * and the next one leaves it.
 */
function useLeaving(editing: Editing | null): (then: () => void) => void {
  const workspace = useWorkspace()
  const warned = useRef<Editing | null>(null)
  return (then) => {
    if (editing === null || !editing.isChanged || warned.current === editing) return then()
    const problem = draftProblem(editing.content)
    if (problem !== null) {
      warned.current = editing
      return notify(say('macro-editor.leave-again', { why: say(`macro-editor.problem-${problem}`) }), { tone: 'bad' })
    }
    if (keepDraft(workspace, editing) === null) return
    notify(say('macro-editor.kept'))
    then()
  }
}

/** What stands beside the form: how it reads on the open case, or its versions. */
function Beside({ editing, onTakeUp }: { editing: Editing; onTakeUp: (next: Editing) => void }) {
  const [side, setSide] = useState<Side>('preview')
  const open = useOpenCase()
  const { macroId, content } = editing
  const read = useCallback((workspace: Workspace) => versionsOf(workspace, macroId), [macroId])
  const versions = useRows(['macroVersions'], read)
  const source = useMemo(() => ({ macroId, content: wholeContent(content) }), [macroId, content])
  return (
    <section className="flex min-h-0 min-w-0 flex-col border-s border-line" aria-label={say('macro-editor.beside')}>
      <TabStrip
        label={say('macro-editor.beside')}
        tabs={[
          { id: 'preview', label: say('macro-editor.preview') },
          { id: 'versions', label: say('macro-editor.versions', { n: versions.length }) },
        ]}
        activeId={side}
        onSelect={(id) => setSide(id === 'versions' ? 'versions' : 'preview')}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reached by keys */}
      <div className="scroll-slim min-h-0 flex-1 overflow-y-auto" tabIndex={0}>
        {side === 'preview' ? (
          <MacroPreview source={source} open={open} isJudged />
        ) : (
          <div className="px-4 py-3">
            <EditorVersions versions={versions} now={content} onTakeUp={(version) => onTakeUp(takeUp(version))} />
          </div>
        )}
      </div>
    </section>
  )
}

function Sheet({ editing, onChange }: { editing: Editing; onChange: (next: Editing) => void }) {
  const workspace = useWorkspace()
  const options = useRows(['agents', 'queues', 'teams', 'sites', 'forms', 'drivers'], editorOptions)
  const version = useRow('macroVersions', editing.versionId)
  const { editVersion: may } = macroRights(workspace)
  const isLocked = version !== undefined && !may(version)
  const set = (part: Partial<MacroContent>): void =>
    onChange({ ...editing, content: { ...editing.content, ...part }, isChanged: true })
  return (
    // Somebody else's draft is read here, and changed by its author.
    <fieldset disabled={isLocked} className="scroll-slim min-h-0 min-w-0 overflow-y-auto px-4 py-3">
      <legend className="sr-only">{say('macro-editor.sheet')}</legend>
      <EditorForm
        content={editing.content}
        note={editing.note}
        options={options}
        onChange={set}
        onNote={(note) => onChange({ ...editing, note, isChanged: true })}
      />
    </fieldset>
  )
}

/** Where macros are written: the list of them, the form, and how it reads on the open case. */
export function MacroEditor() {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const [editing, setEditing] = useState<Editing | null>(null)
  const moves = useMoves(editing, setEditing)
  const leave = useLeaving(editing)
  const field = useRef<HTMLInputElement>(null)
  const read = useCallback((of: Workspace) => (editing === null ? null : standingOf(of, editing)), [editing])
  const standing = useRows(['macros', 'macroVersions'], read)
  const onKeyDown = editorKeys({ ...moves, begin: () => leave(() => setEditing(newMacro(workspace))) })
  return (
    <div className="contents" onKeyDownCapture={onKeyDown}>
      <DialogFrame
        label={say('macro-editor.label')}
        className="h-[84vh] max-w-7xl"
        initialFocus={field}
        onClose={() => leave(() => show(null))}
      >
        <header className="flex items-center gap-3 border-b border-line px-4 py-2">
          <h2 className="flex-1 text-lg font-semibold">{say('macro-editor.label')}</h2>
          <EditorExchange />
          <IconButton label={say('common.close')} onClick={() => leave(() => show(null))}>
            <X size={16} aria-hidden />
          </IconButton>
        </header>
        <div className="grid min-h-0 flex-1 grid-cols-[15rem_minmax(0,1.3fr)_minmax(0,1fr)]">
          <nav aria-label={say('macro-editor.list')} className="flex min-h-0 flex-col border-e border-line p-2">
            <EditorList
              openId={editing === null ? null : (standing?.version?.id ?? editing.macroId)}
              onMacro={(macro) => leave(() => setEditing(editMacro(workspace, macro)))}
              onVersion={(version) => leave(() => setEditing(editVersion(version)))}
              onNew={() => leave(() => setEditing(newMacro(workspace)))}
              field={field}
            />
          </nav>
          {editing === null ? (
            <div className="col-span-2">
              <EmptyState title={say('macro-editor.choose')} text={say('macro-editor.choose-text')} />
            </div>
          ) : (
            <>
              <Sheet key={editing.versionId} editing={editing} onChange={setEditing} />
              <Beside editing={editing} onTakeUp={setEditing} />
            </>
          )}
        </div>
        {standing !== null && editing !== null && (
          <EditorFoot key={editing.versionId} standing={standing} moves={moves} />
        )}
      </DialogFrame>
    </div>
  )
}
