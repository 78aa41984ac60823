import { X } from 'lucide-react'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { editorKeys } from '#renderer/forms/editor-keys.ts'
import type { SopContent } from '#shared/domain/sop.ts'
import { DialogFrame } from '#renderer/ui/dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { TabStrip } from '#renderer/ui/tab-strip.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { sopRights } from '#renderer/workspace/sop-work.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { markdownOf } from './markdown-of.ts'
import { EditorBeside } from './sop-editor-beside.tsx'
import { SopFoot } from './sop-foot.tsx'
import { SopForm } from './sop-form.tsx'
import { type SopEditing, editSop, newSop, sopProblem } from './sop-drafts.ts'
import { SopHeard } from './sop-heard.tsx'
import { SopList } from './sop-list.tsx'
import { SopUse } from './sop-use.tsx'
import { keepSop, standingOf, useSopMoves } from './use-sop-moves.ts'

type Part = 'write' | 'heard' | 'use'
const parts: readonly Part[] = ['write', 'heard', 'use']

/** Where SOPs are written, reviewed and put in force, and where one sees what agents say of them. */
export function SopEditor() {
  const show = useScreen((screen) => screen.show)
  const [part, setPart] = useState<Part>('write')
  const [editing, setEditing] = useState<SopEditing | null>(null)
  const leave = useLeaving(editing)
  const field = useRef<HTMLInputElement>(null)
  return (
    <DialogFrame
      label={say('sop-editor.label')}
      className="h-[86vh] max-w-7xl"
      initialFocus={field}
      onClose={() => leave(() => show(null))}
    >
      <header className="flex items-center gap-3 border-b border-line px-4 py-1.5">
        <h2 className="text-lg font-semibold">{say('sop-editor.label')}</h2>
        <div className="min-w-0 flex-1">
          <TabStrip
            label={say('sop-editor.label')}
            tabs={parts.map((id) => ({ id, label: say(`sop-editor.part-${id}`) }))}
            activeId={part}
            onSelect={(id) => leave(() => setPart(parts.find((one) => one === id) ?? 'write'))}
          />
        </div>
        <IconButton label={say('common.close')} onClick={() => leave(() => show(null))}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {part === 'write' && <Writing editing={editing} open={setEditing} leave={leave} field={field} />}
      {part === 'heard' && <SopHeard />}
      {part === 'use' && <SopUse />}
    </DialogFrame>
  )
}

/** Goes on to something else without losing what was written: it is kept as a draft first, or the first attempt says why it cannot be. */
function useLeaving(editing: SopEditing | null): (then: () => void) => void {
  const workspace = useWorkspace()
  const warned = useRef<SopEditing | null>(null)
  return (then) => {
    if (editing === null || !editing.isChanged || warned.current === editing) return then()
    const problem = sopProblem(editing)
    if (problem !== null) {
      warned.current = editing
      return notify(say('macro-editor.leave-again', { why: say(`sop-editor.problem-${problem}`) }), { tone: 'bad' })
    }
    if (keepSop(workspace, editing) === null) return
    notify(say('macro-editor.kept'))
    then()
  }
}

interface WritingProps {
  readonly editing: SopEditing | null
  readonly open: (next: SopEditing | null) => void
  readonly leave: (then: () => void) => void
  /** Takes the field in which SOPs are looked for. */
  readonly field: RefObject<HTMLInputElement | null>
}

function Writing({ editing, open, leave, field }: WritingProps) {
  const workspace = useWorkspace()
  const moves = useSopMoves(editing, open)
  const read = useCallback((of: Workspace) => (editing === null ? null : standingOf(of, editing)), [editing])
  const standing = useRows(['sops'], read)
  const onKeyDown = editorKeys({ ...moves, begin: () => leave(() => open(newSop(workspace))) })
  return (
    <div className="contents" onKeyDownCapture={onKeyDown}>
      <div className="grid min-h-0 flex-1 grid-cols-[18rem_minmax(0,1.3fr)_minmax(0,1fr)]">
        <nav aria-label={say('sop-editor.list')} className="flex min-h-0 flex-col border-e border-line p-2">
          <SopList
            openId={editing?.sopId ?? null}
            onOpen={(sop) => leave(() => open(editSop(workspace, sop, Date.now())))}
            onTranslate={(next) => leave(() => open(next))}
            onNew={() => leave(() => open(newSop(workspace)))}
            field={field}
          />
        </nav>
        {editing === null ? (
          <div className="col-span-2">
            <EmptyState title={say('sop-editor.choose')} text={say('sop-editor.choose-text')} />
          </div>
        ) : (
          <>
            <Sheet key={editing.sopId} editing={editing} onChange={open} />
            <EditorBeside key={`beside ${editing.sopId}`} editing={editing} />
          </>
        )}
      </div>
      {standing !== null && editing !== null && <SopFoot key={editing.sopId} standing={standing} moves={moves} />}
    </div>
  )
}

/** The form, once the text it begins with is read. */
function Sheet({ editing, onChange }: { editing: SopEditing; onChange: (next: SopEditing) => void }) {
  const workspace = useWorkspace()
  const { state, rows } = useCold('sopBodies', editing.bodyOf ?? editing.sopId)
  const version = useRow('sops', editing.sopId)
  const begun = rows[0]
  useEffect(() => {
    if (editing.body !== null || state === 'loading') return
    const text = begun === undefined ? '' : begun.format === 'html' ? markdownOf(begun.body) : begun.body
    onChange({ ...editing, body: text })
  }, [editing, state, begun, onChange])
  const rights = sopRights(workspace)
  const isLocked = version === undefined ? !rights.writeSop() : !rights.editSop(version)
  const set = (part: Partial<SopContent>): void =>
    onChange({ ...editing, content: { ...editing.content, ...part }, isChanged: true })
  return (
    // Somebody else's draft is read here, and changed by its author.
    <fieldset disabled={isLocked} className="scroll-slim min-h-0 min-w-0 overflow-y-auto px-4 py-3">
      <legend className="sr-only">{say('sop-editor.sheet')}</legend>
      <SopForm
        editing={editing}
        onChange={set}
        onBody={(body) => onChange({ ...editing, body, isChanged: true })}
        onNote={(note) => onChange({ ...editing, note, isChanged: true })}
      />
    </fieldset>
  )
}
