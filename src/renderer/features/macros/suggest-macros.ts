import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { searchTerms } from '#renderer/search/search-terms.ts'

type Macro = Row<'macros'>

/** Why a macro is suggested. */
export type Why = 'words' | 'queue' | 'market' | 'language' | 'recent' | 'used'

export interface Suggestion {
  readonly macro: Macro
  /** The strongest reason. */
  readonly why: Why
}

/** What a suggestion is made from. `queueName`: what the case's queue is called; `recent`: macro ids, the latest first. */
export interface SuggestFor {
  readonly row: Row<'cases'>
  readonly queueName: string
  readonly recent: readonly string[]
}

const languageOf = (locale: string | null): string | null => locale?.split('-')[0]?.toLowerCase() ?? null

// Rows are never changed in place, so the terms of a title stay true for as long as its row.
const titles = new WeakMap<Macro, ReadonlySet<string>>()

function titleTerms(macro: Macro): ReadonlySet<string> {
  const known = titles.get(macro)
  if (known !== undefined) return known
  const { folders, name } = macroPath(macro.title)
  const terms = new Set(searchTerms(`${folders.join(' ')} ${name}`))
  titles.set(macro, terms)
  return terms
}

/** The macros that fit this case best, with the reason; at most `limit`. */
export function suggestMacros(macros: readonly Macro[], from: SuggestFor, limit: number): Suggestion[] {
  const { row, queueName } = from
  const about = new Set(searchTerms(`${row.subject} ${row.snippet} ${row.tags.join(' ')} ${queueName}`))
  const terms = new Map(macros.map((macro) => [macro.id, titleTerms(macro)]))
  const weights = weightsOf([...terms.values()])
  return macros
    .map((macro) => ({ macro, ...scoreOf(macro, from, shared(terms.get(macro.id), about, weights)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.macro.usageCount - a.macro.usageCount)
    .slice(0, limit)
    .map(({ macro, why }) => ({ macro, why }))
}

/** How much a term says: nothing where every title has it, most where one has. */
function weightsOf(titles: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const title of titles) for (const term of title) counts.set(term, (counts.get(term) ?? 0) + 1)
  const of = (count: number): number => Math.log(titles.length / count) / Math.log(Math.max(2, titles.length))
  return new Map([...counts].map(([term, count]) => [term, of(count)]))
}

// Very short Latin words are in every sentence.
const isTelling = (term: string): boolean => term.length > 3 || /[^\0-\x7f]/.test(term)

const shared = (
  title: ReadonlySet<string> | undefined,
  about: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): number =>
  [...(title ?? [])]
    .filter((term) => about.has(term) && isTelling(term))
    .reduce((sum, term) => sum + (weights.get(term) ?? 0), 0)

function scoreOf(macro: Macro, { row, recent }: SuggestFor, words: number): { score: number; why: Why } {
  const { scope } = macro
  const isElsewhere =
    (scope.of === 'queue' && scope.queueId !== row.queueId) || (scope.of === 'market' && scope.market !== row.market)
  if (isElsewhere) return { score: 0, why: 'used' }
  const isLanguage = macro.locale !== null && languageOf(macro.locale) === languageOf(row.locale)
  const isOtherLanguage = macro.locale !== null && row.locale !== null && !isLanguage
  const reasons: [Why, number][] = [
    ['words', words * 3],
    ['queue', scope.of === 'queue' ? 2 : 0],
    ['language', isLanguage ? 1.5 : 0],
    ['market', scope.of === 'market' ? 0.5 : 0],
    ['recent', recent.includes(macro.id) ? 1 : 0],
    ['used', Math.log10(1 + macro.usageCount) / 3],
  ]
  const score = reasons.reduce((sum, [, part]) => sum + part, 0) * (isOtherLanguage ? 0.3 : 1)
  const [best] = reasons.sort((a, b) => b[1] - a[1])
  return { score, why: best?.[0] ?? 'used' }
}
