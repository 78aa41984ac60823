/* oxlint-disable jsx-a11y/prefer-tag-over-role -- Chrome 114 does not know <search> */
import { Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { say } from '#renderer/words/say.ts'

/** The search over every case on this computer. What it finds stands in the list as one types. */
export function SearchField() {
  const search = useScreen((screen) => screen.search)
  const focus = useScreen((screen) => screen.focus)
  const { setSearch, focusOn, pointAt } = useScreen.getState()
  const field = useRef<HTMLInputElement>(null)
  const keys = useKeyLabel('list.search')
  useEffect(() => {
    if (focus.target === 'search') field.current?.select()
  }, [focus])
  const clear = (): void => {
    setSearch('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && search !== '') clear()
    else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') focusOn('list')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      role="search"
      className="flex h-7 min-w-36 flex-[0_1_26rem] items-center gap-2 rounded-md border border-line bg-bg px-2 text-ink-3 focus-within:border-accent focus-within:bg-pane hover:border-edge"
    >
      <Search size={14} aria-hidden className="shrink-0" />
      <input
        ref={field}
        type="text"
        value={search}
        aria-label={say('bar.search-label')}
        placeholder={say('bar.search')}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setSearch(event.target.value)
          pointAt(null)
        }}
        onKeyDown={onKeyDown}
        className="min-w-0 flex-1 bg-transparent text-ink outline-none focus-visible:outline-none"
      />
      {search === '' ? (
        keys !== undefined && <Kbd>{keys}</Kbd>
      ) : (
        <button
          type="button"
          aria-label={say('bar.clear-search')}
          onClick={clear}
          className="-mr-1 flex size-5 shrink-0 items-center justify-center rounded-sm hover:bg-hover hover:text-ink"
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  )
}
