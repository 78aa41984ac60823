import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { MacroSource } from '#shared/applied-macro.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { setFavourite } from '#renderer/workspace/favourite-macros.ts'
import { useMacroRequest } from '#renderer/workspace/macro-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { macroPath } from '#shared/domain/macro.ts'
import { MacroPreview } from './macro-preview.tsx'
import { MacroQuestions } from './macro-questions.tsx'
import { folderPath, sourceOfItem, useMacroItems } from './use-macro-items.tsx'
import { type Used, sourceOf, useMacroUse, useOpenCase } from './use-macros.ts'

/** How an item was picked: Enter, Ctrl+Enter, or Shift+Enter to look first. */
type How = 'insert' | 'send' | 'look'

const howOf = (event: KeyboardEvent): How =>
  event.ctrlKey || event.metaKey ? 'send' : event.shiftKey ? 'look' : 'insert'

const digitOf = ({ code, ctrlKey, shiftKey }: KeyboardEvent): number | null => {
  const digit = Number(/^Digit([1-9])$/.exec(code)?.[1] ?? NaN)
  return ctrlKey && shiftKey && digit >= 1 ? digit : null
}

/** The macro that a favourite's key asked for: used at once where nothing has to be asked, else its questions. */
function useRequested(use: (source: MacroSource, how: How) => void): boolean {
  const workspace = useWorkspace()
  const [macro] = useState(() => {
    const macroId = useMacroRequest.getState().take()
    return macroId === null ? undefined : workspace.get('macros', macroId)
  })
  const begin = useEffectEvent(() => macro !== undefined && use(sourceOf(macro), 'insert'))
  useEffect(() => void begin(), [])
  return macro !== undefined
}

/** The list of macros over the desk, with a dry run of each beside it. Enter inserts into the composer, Ctrl+Enter sends at once. */
export function MacroPicker() {
  const workspace = useWorkspace()
  const open = useOpenCase()
  const { insert, sendNow } = useMacroUse(open)
  const show = useScreen((screen) => screen.show)
  const how = useRef<How>('insert')
  const highlighted = useRef<PickItem | null>(null)
  const [asked, setAsked] = useState<MacroSource | null>(null)
  const items = useMacroItems(open)

  const after = (used: Used, source: MacroSource): void => {
    if (used === 'done') show(null)
    else if (used === 'ask') setAsked(source)
  }
  const use = (source: MacroSource, by: How): void => {
    if (by === 'look') return setAsked(source)
    // The list goes first: the composer takes the focus, and a dialog that closes after it would give it back.
    after(by === 'send' ? sendNow(source) : insert(source), source)
  }
  const isRequested = useRequested((source, by) => {
    const used = insert(source)
    if (used === 'refused') show(null)
    else after(used, source)
    how.current = by
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    how.current = howOf(event)
    const digit = digitOf(event)
    const source = highlighted.current === null ? null : sourceOfItem(workspace, highlighted.current)
    if (digit === null || source === null || source.versionId !== undefined) return
    event.preventDefault()
    event.stopPropagation()
    const named = setFavourite(workspace, digit, source.macroId)
    if (!tellOutcome({ tell: notify }, named)) return
    notify(say('macro.favourite-set', { macro: macroPath(source.content.title).name, digit }))
  }
  if (asked !== null) {
    return <MacroQuestions source={asked} open={open} insert={insert} sendNow={sendNow} onClose={() => show(null)} />
  }
  if (isRequested) return null
  return (
    <div className="contents" onKeyDownCapture={onKeyDown}>
      <PickerDialog
        title={say('macro.pick')}
        placeholder={say('macro.search')}
        items={items}
        expand={folderPath}
        onPick={(item) => {
          const source = sourceOfItem(workspace, item)
          if (source !== null) use(source, how.current)
        }}
        onClose={() => show(null)}
        emptyText={say('macro.none-fit')}
        footer={open === null ? say('macro.no-case') : say('macro.keys')}
        preview={(item) => {
          highlighted.current = item
          const source = item === null ? null : sourceOfItem(workspace, item)
          return source === null ? null : <MacroPreview source={source} open={open} />
        }}
      />
    </div>
  )
}
