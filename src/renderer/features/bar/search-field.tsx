/* oxlint-disable jsx-a11y/prefer-tag-over-role -- Chrome 114 does not know <search> */
import { Search, X } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { announce } from '#renderer/ui/toast-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { sayFirstProblem } from '#renderer/words/query-words.ts'
import { say } from '#renderer/words/say.ts'
import { CompletionList, offerId } from './completion-list.tsx'
import { MarkedSearch } from './marked-search.tsx'
import { useCompletions } from './use-completions.ts'

/** The field's text lies below it a second time, in colours, and moves along with it. */
function useFollowedScroll(text: string) {
  const field = useRef<HTMLInputElement>(null)
  const marked = useRef<HTMLDivElement>(null)
  const follow = (): void => {
    if (marked.current !== null) marked.current.scrollLeft = field.current?.scrollLeft ?? 0
  }
  useLayoutEffect(follow, [text])
  return { field, marked, follow }
}

/** What is offered below the field, and which of it the arrows have come to. */
function useOffers(search: string, caret: number, isIn: boolean) {
  const [active, setActive] = useState(-1)
  const [isShut, setShut] = useState(false)
  const completions = useCompletions(search, caret, isIn && !isShut)
  const { offers } = completions
  const at = active < offers.length ? active : -1
  return {
    ...completions,
    active: at,
    shut: () => setShut(true),
    reopen: () => {
      setActive(-1)
      setShut(false)
    },
    move: setActive,
  }
}

/** What is wrong with the search, read out as well. */
function useProblems(search: string) {
  const { problems } = useMemo(() => parseQuery(search), [search])
  const problem = sayFirstProblem(problems)
  useEffect(() => {
    if (problem !== null) announce(problem)
  }, [problem])
  return { problems, problem }
}

/** What a key does while offers are open; false where it is none of theirs. */
function offerKey(
  event: KeyboardEvent,
  isTyped: boolean,
  { offers, active, reopen, move, shut, pick }: ReturnType<typeof useOffers> & { pick: (at: number) => void },
): boolean {
  if (offers.length === 0) return false
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const by = event.key === 'ArrowDown' ? 1 : -1
    const next = active === -1 && by === -1 ? offers.length - 1 : active + by
    // Up from the first one, and down from the last, is back in the field, where nothing is chosen.
    if (next < 0 || next >= offers.length) reopen()
    else move(next)
  } else if (event.key === 'Enter' && active !== -1) pick(active)
  else if (event.key === 'Tab' && !event.shiftKey && isTyped) pick(Math.max(0, active))
  else if (event.key === 'Escape' && active !== -1) shut()
  else return false
  return true
}

/** The search over every case on this computer, with completion. What it finds stands in the list as one types. */
export function SearchField() {
  const search = useScreen((screen) => screen.search)
  const focus = useScreen((screen) => screen.focus)
  const { setSearch, keepSearch, focusOn, pointAt } = useScreen.getState()
  const { field, marked, follow } = useFollowedScroll(search)
  const [isIn, setIn] = useState(false)
  const [caret, setCaret] = useState(0)
  const offers = useOffers(search, caret, isIn)
  const listId = useId()
  const problemId = useId()
  const keys = useKeyLabel('list.search')
  const { problems, problem } = useProblems(search)
  const hasOffers = offers.offers.length > 0
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (focus.target === 'search') field.current?.select()
  }, [focus, field])
  useLayoutEffect(() => {
    // React would leave the caret at the end of the text.
    if (wanted.current !== null) field.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  }, [search, field])
  const write = (text: string, at: number): void => {
    setSearch(text)
    setCaret(at)
    pointAt(null)
    offers.reopen()
  }
  const clear = (): void => {
    write('', 0)
    field.current?.focus()
  }
  const take = (at: number): void => {
    const taken = offers.take(at)
    if (taken === null) return
    wanted.current = taken.caret
    write(taken.text, taken.caret)
    field.current?.focus()
  }
  const toList = (): void => {
    if (search.trim() !== '' && problem === null) keepSearch(search.trim())
    // The list may have its rows only later; what is typed until then is for the desk, never more for this field.
    field.current?.blur()
    focusOn('list')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (!offerKey(event, search.trim() !== '', { ...offers, pick: take })) {
      if (event.key === 'Escape' && search !== '') clear()
      else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') toList()
      else return
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div role="search" className="relative min-w-36 flex-[0_1_26rem]">
      <div className="flex h-7 items-center gap-2 rounded-md border border-line bg-bg px-2 text-ink-3 focus-within:border-accent focus-within:bg-pane hover:border-edge">
        <Search size={14} aria-hidden className="shrink-0" />
        <div className="relative min-w-0 flex-1">
          <div
            ref={marked}
            aria-hidden
            className="pointer-events-none absolute inset-0 overflow-hidden whitespace-pre text-ink"
          >
            <MarkedSearch text={search} problems={problems} />
          </div>
          <input
            ref={field}
            type="text"
            role="combobox"
            value={search}
            aria-label={say('bar.search-label')}
            aria-autocomplete="list"
            aria-expanded={hasOffers}
            aria-controls={hasOffers ? listId : undefined}
            aria-activedescendant={offers.active === -1 ? undefined : offerId(listId, offers.active)}
            aria-invalid={problem === null ? undefined : true}
            aria-describedby={problem === null ? undefined : problemId}
            placeholder={say('bar.search')}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => write(target.value, target.selectionStart ?? target.value.length)}
            onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
            onFocus={() => {
              setIn(true)
              offers.reopen()
            }}
            onBlur={() => setIn(false)}
            onScroll={follow}
            onKeyDown={onKeyDown}
            className="relative w-full bg-transparent text-transparent caret-ink outline-none selection:bg-accent/25 focus-visible:outline-none"
          />
        </div>
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
      {hasOffers && (
        <CompletionList
          listId={listId}
          title={offers.title}
          offers={offers.offers}
          active={offers.active}
          onPick={take}
        />
      )}
      <p id={problemId} className="sr-only">
        {problem}
      </p>
    </div>
  )
}
