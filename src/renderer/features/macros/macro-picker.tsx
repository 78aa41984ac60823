import { useCallback, useRef, useState } from 'react'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { MacroPreview } from './macro-preview.tsx'
import { rankMacros } from './rank-macros.ts'
import { recentMacros } from './recent-macros.ts'
import { useActiveMacros, useMacroUse, useOpenCase } from './use-macros.ts'

const recentShown = 5

function itemOf(macro: Row<'macros'>, isSearch: boolean, recent: readonly string[]): PickItem {
  const { folders, name } = macroPath(macro.title)
  const place = recent.indexOf(macro.id)
  const folder = folders.length === 0 ? say('macro.no-folder') : folders.join(' › ')
  // A search stands in the order of its fit, which folders would break up.
  if (isSearch) return { id: macro.id, label: name, detail: folders.join(' › ') }
  const isRecent = place !== -1 && place < recentShown
  return isRecent
    ? { id: macro.id, label: name, detail: folders.join(' › '), group: say('macro.recent') }
    : { id: macro.id, label: name, group: folder }
}

/** The list of macros over the desk. Enter inserts into the composer, Ctrl+Enter sends at once. */
export function MacroPicker() {
  const workspace = useWorkspace()
  const macros = useActiveMacros()
  const open = useOpenCase()
  const { insert, sendNow } = useMacroUse(open)
  const show = useScreen((screen) => screen.show)
  const [recent] = useState(() => recentMacros(workspace.me.id))
  const isAtOnce = useRef(false)
  const items = useCallback(
    (query: string) => rankMacros(macros, query, recent).map((macro) => itemOf(macro, query.trim() !== '', recent)),
    [macros, recent],
  )
  const pick = ({ id }: PickItem): void => {
    const macro = workspace.get('macros', id)
    if (macro === undefined) return
    if (!isAtOnce.current) {
      show(null)
      insert(macro)
    } else if (sendNow(macro)) show(null)
  }
  return (
    <div
      className="contents"
      // The list itself makes no difference between Enter and Ctrl+Enter.
      onKeyDownCapture={(event) => {
        isAtOnce.current = event.ctrlKey || event.metaKey
      }}
    >
      <PickerDialog
        title={say('macro.pick')}
        placeholder={say('macro.search')}
        items={items}
        onPick={pick}
        onClose={() => show(null)}
        emptyText={macros.length === 0 ? say('macro.none-text') : say('macro.none-fit')}
        footer={open === null ? say('macro.no-case') : say('macro.keys')}
        preview={(item) => {
          const macro = item === null ? undefined : workspace.get('macros', item.id)
          return macro === undefined ? null : <MacroPreview macro={macro} open={open} />
        }}
      />
    </div>
  )
}
