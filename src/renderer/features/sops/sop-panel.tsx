/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the field keeps the focus and names the active row, which native lists cannot [aria-activedescendant] */
import { BookOpen, Search } from 'lucide-react'
import { type KeyboardEvent, useCallback, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import type { Snippet } from '#renderer/search/snippet.ts'
import type { SopHit } from '#renderer/search/sop-index.ts'
import type { SopSearch } from '#renderer/search/sop-search.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { takeTypedAhead } from '#renderer/ui/typed-ahead.ts'
import { say } from '#renderer/words/say.ts'
import { sopWhyWords } from '#renderer/words/why-words.ts'
import { noteOpenedSop } from '#renderer/workspace/case-actions.ts'
import { siteMarket } from '#renderer/workspace/policy.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useFocusTarget } from '#renderer/workspace/use-focus-target.ts'
import { useSopsHere } from '#renderer/workspace/sops-here.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { useSuggestions } from '#renderer/workspace/use-suggestions.ts'
import { latestSops } from './latest-sops.ts'
import { SopLine } from './sop-line.tsx'
import { SopReader } from './sop-reader.tsx'
import { useSopAnswer } from './use-sop-answer.ts'
import { NotFoundReport } from './not-found-report.tsx'

interface Listed {
  readonly sop: Row<'sops'>
  readonly snippet: Snippet
  /** Why it is suggested; null where it was searched for. */
  readonly why: string | null
}

const mostFound = 30
const noMacros = { mostMacros: 0, mostSops: 6, recent: '' } as const
/** About as many as there is room for. */
const shownAtOnce = 10

/** What was found, or what suits the case, or simply the latest. */
function useListed(
  search: SopSearch,
  question: string,
): { heading: string; list: Listed[]; isComplete: boolean; answered: string | null } {
  const here = useSopsHere()
  const sops = useMemo(() => new Map(here.map((sop) => [sop.id, sop])), [here])
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const isAsked = question.trim() !== ''
  const who = { locale: row?.locale ?? null, market: row?.market ?? siteMarket() }
  const answer = useSopAnswer(search, question, who, mostFound)
  const suggestions = useSuggestions(isAsked ? undefined : row, noMacros)
  const list = useMemo(() => {
    const listed = ({ sopId, snippet }: SopHit, why: string | null): Listed[] => {
      const sop = sops.get(sopId)
      return sop === undefined ? [] : [{ sop, snippet, why }]
    }
    if (isAsked) return (answer?.hits ?? []).flatMap((hit) => listed(hit, null))
    const suggested = (suggestions?.sops ?? []).flatMap((hit) => listed({ ...hit, snippet: [] }, sopWhyWords(hit.why)))
    return suggested.length > 0
      ? suggested
      : latestSops([...sops.values()], siteMarket()).map((sop) => ({ sop, snippet: [], why: null }))
  }, [answer, suggestions, sops, isAsked])
  const isSuggested = !isAsked && list.some(({ why }) => why !== null)
  const heading = isAsked
    ? say(list.length === mostFound ? 'sop.found-most' : 'sop.found', { n: list.length })
    : say(isSuggested ? 'sop.for-case' : 'sop.latest')
  return { heading, list, isComplete: answer?.isComplete ?? true, answered: answer?.question ?? null }
}

/** The first lines of a new list at once, the others right after: nobody reads the tenth before the first. */
function useFirstLines(list: Listed[]): readonly Listed[] {
  const drawn = useDeferredValue(list)
  return useMemo(() => (drawn === list ? list : list.slice(0, shownAtOnce)), [drawn, list])
}

/** SOP search and reading beside the case. All of it from this computer. */
export function SopPanel({ search }: { readonly search: SopSearch }) {
  const question = useScreen((screen) => screen.sopSearch)
  const setQuestion = useScreen((screen) => screen.setSopSearch)
  const sopId = useScreen((screen) => screen.sopId)
  const showSop = useScreen((screen) => screen.showSop)
  const isReading = sopId !== null
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const { heading, list, isComplete, answered } = useListed(search, question)
  const lines = useFirstLines(list)
  const ask = (text: string): void => {
    setQuestion(text)
    setActive(0)
    if (isReading) showSop(null)
  }
  useFocusTarget('sop-search', field, () => {
    const { text } = takeTypedAhead()
    if (text !== '') ask(question + text)
  })
  const at = Math.min(active, list.length - 1)
  const workspace = useWorkspace()
  const caseId = useScreen((screen) => screen.caseId)
  const open = useCallback(
    (id: string) => {
      showSop(id)
      if (caseId !== null) noteOpenedSop(workspace, caseId, id)
    },
    [workspace, caseId, showSop],
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const chosen = list[at]
    if (move !== 0) setActive(Math.max(0, Math.min(list.length - 1, at + move)))
    else if (event.key === 'Enter' && chosen !== undefined) open(chosen.sop.id)
    else return
    event.preventDefault()
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="relative shrink-0 p-3 pb-2">
        <Search size={14} aria-hidden className="pointer-events-none absolute top-5 left-5.5 text-ink-3" />
        <TextField
          ref={field}
          type="search"
          role="combobox"
          aria-expanded={!isReading}
          aria-controls={isReading ? undefined : listId}
          aria-activedescendant={isReading || at < 0 ? undefined : `${listId}-${at}`}
          aria-label={say('sop.search')}
          placeholder={say('sop.search-placeholder')}
          value={question}
          className="pl-8"
          onKeyDown={onKeyDown}
          onChange={(event) => ask(event.target.value)}
        />
      </div>
      {isReading ? (
        <SopReader key={sopId} sopId={sopId} onBack={() => showSop(null)} />
      ) : (
        <div className="scroll-slim min-h-0 flex-1 overflow-y-auto px-2 pb-3">
          {!isComplete && <p className="px-2 pb-1 text-sm text-ink-3">{say('sop.indexing')}</p>}
          {list.length === 0 ? (
            answered !== null && <NothingFound question={question} />
          ) : (
            <>
              <h3 className="px-2 pb-1 text-sm font-semibold">
                <output>{heading}</output>
              </h3>
              <div id={listId} role="listbox" aria-label={say('sop.results')} data-answers={answered ?? undefined}>
                {lines.map(({ sop, snippet, why }, index) => (
                  <SopLine
                    key={sop.id}
                    id={`${listId}-${index}`}
                    sop={sop}
                    snippet={snippet}
                    why={why}
                    isActive={index === at}
                    onOpen={open}
                  />
                ))}
              </div>
            </>
          )}
        </div>
      )}
    </div>
  )
}

function NothingFound({ question }: { question: string }) {
  const isAsked = question.trim() !== ''
  return (
    <EmptyState
      icon={<BookOpen size={18} />}
      title={say(isAsked ? 'sop.none-found' : 'sop.none')}
      text={say(isAsked ? 'sop.none-found-text' : 'sop.none-text')}
      action={isAsked ? <NotFoundReport key={question} question={question} /> : undefined}
    />
  )
}
