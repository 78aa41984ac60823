import { useCallback, useMemo, useRef, useState } from 'react'
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
import { useSuggestedMacros } from './use-suggested-macros.ts'

const recentShown = 5
const suggested = 5

// A search stands in the order of its fit, which folders would break up.
function foundItem(macro: Row<'macros'>): PickItem {
  const { folders, name } = macroPath(macro.title)
  return { id: macro.id, label: name, detail: folders.join(' › ') }
}

function itemOf(macro: Row<'macros'>, recent: readonly string[]): PickItem {
  const { folders, name } = macroPath(macro.title)
  const place = recent.indexOf(macro.id)
  const folder = folders.length === 0 ? say('macro.no-folder') : folders.join(' › ')
  const isRecent = place !== -1 && place < recentShown
  return isRecent
    ? { id: macro.id, label: name, detail: folders.join(' › '), group: say('macro.recent') }
    : { id: macro.id, label: name, group: folder }
}

/** Those that fit the open case best, with the reason: they stand first while nothing is searched for. */
function useBest(row: Row<'cases'> | undefined, recent: readonly string[]): PickItem[] {
  const found = useSuggestedMacros(row, recent.join(' '), suggested)
  return useMemo(
    () =>
      found.map(({ macro, why }) => ({
        id: macro.id,
        label: macroPath(macro.title).name,
        detail: why,
        group: say('macro.best'),
      })),
    [found],
  )
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
  const best = useBest(open?.row, recent)
  const items = useCallback(
    (query: string): PickItem[] => {
      const fitting = rankMacros(macros, query, recent)
      if (query.trim() !== '') return fitting.map(foundItem)
      const isBest = new Set(best.map(({ id }) => id))
      return [...best, ...fitting.filter(({ id }) => !isBest.has(id)).map((macro) => itemOf(macro, recent))]
    },
    [macros, recent, best],
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
