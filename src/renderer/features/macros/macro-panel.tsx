import { CornerDownLeft, Send, Zap } from 'lucide-react'
import { useMemo, useState } from 'react'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { useMacroRequest } from '#renderer/workspace/macro-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { rankMacros } from './rank-macros.ts'
import { recentMacros } from './recent-macros.ts'
import { isReviewDue, newestVersions } from './sop-standing.ts'
import { sourceOf, useActiveMacros, useMacroUse, useOpenCase } from './use-macros.ts'
import { useSuggestedMacros } from './use-suggested-macros.ts'

const suggested = 6
const listed = 60

function MacroRow({
  macro,
  note,
  isDue,
  onInsert,
  onSend,
}: {
  macro: Row<'macros'>
  note: string
  /** Its SOP has changed since it was written. */
  isDue: boolean
  onInsert: () => void
  onSend: () => void
}) {
  const { name } = macroPath(macro.title)
  return (
    <li className="group/macro flex items-center gap-1 rounded-md hover:bg-hover">
      <button
        type="button"
        title={macro.title}
        className="min-w-0 flex-1 rounded-md px-2 py-1 text-left"
        onClick={onInsert}
      >
        <span className="flex items-center gap-1.5">
          <bdi className="min-w-0 truncate">{name}</bdi>
          {isDue && <Tag tone="warn">{say('sop-editor.review-due')}</Tag>}
        </span>
        <span className="block truncate text-xs text-ink-3">{note}</span>
      </button>
      <span className="flex shrink-0 opacity-0 group-focus-within/macro:opacity-100 group-hover/macro:opacity-100">
        <IconButton size="sm" label={say('macro.insert')} onClick={onInsert}>
          <CornerDownLeft size={13} aria-hidden />
        </IconButton>
        <IconButton size="sm" label={say('macro.send-now')} onClick={onSend}>
          <Send size={13} aria-hidden />
        </IconButton>
      </span>
    </li>
  )
}

/** The macros beside the case: the best for it first, with the reason. */
export function MacroPanel() {
  const workspace = useWorkspace()
  const macros = useActiveMacros()
  const newest = useRows(['sops'], newestVersions)
  const open = useOpenCase()
  const { insert, sendNow } = useMacroUse(open)
  const [query, setQuery] = useState('')
  const row = open?.row
  // Read anew with each case and each search: what was just used comes first at once.
  const recent = recentMacros(workspace.me.id)
  const recentMark = recent.join(' ')
  const best = useSuggestedMacros(row, recentMark, suggested)
  const all = useMemo(
    () => rankMacros(macros, query, recentMark.split(' ')).slice(0, listed),
    [macros, query, recentMark],
  )
  if (macros.length === 0) {
    return <EmptyState icon={<Zap size={18} />} title={say('macro.none')} text={say('macro.none-text')} />
  }
  const use = (how: typeof insert, macro: Row<'macros'>): void => {
    if (how(sourceOf(macro)) !== 'ask') return
    // Its questions are asked over the desk, where there is room for them.
    useMacroRequest.getState().ask(macro.id)
    useScreen.getState().show('macros')
  }
  const line = (macro: Row<'macros'>, note: string) => (
    <MacroRow
      key={macro.id}
      macro={macro}
      note={note}
      isDue={isReviewDue(macro, newest)}
      onInsert={() => use(insert, macro)}
      onSend={() => use(sendNow, macro)}
    />
  )
  return (
    <div className="flex h-full flex-col">
      <div className="shrink-0 p-3 pb-2">
        <TextField
          type="search"
          aria-label={say('macro.search')}
          placeholder={say('macro.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div className="scroll-slim min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {query === '' && row !== undefined && best.length > 0 && (
          <section className="mb-3">
            <h3 className="px-2 pb-1 text-sm font-semibold">{say('macro.best')}</h3>
            <ul>{best.map(({ macro, why }) => line(macro, why))}</ul>
          </section>
        )}
        <section>
          <h3 className="px-2 pb-1 text-sm font-semibold">{say('macro.all')}</h3>
          {all.length === 0 ? (
            <p className="px-2 text-ink-2">{say('macro.none-fit')}</p>
          ) : (
            <ul>
              {all.map((macro) => line(macro, macroPath(macro.title).folders.join(' › ') || say('macro.no-folder')))}
            </ul>
          )}
        </section>
      </div>
    </div>
  )
}
