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

const languageOf = (locale: string | null): string | null => locale?.split('-')[0]?.toLowerCase() ?? null

// Words that stand in nearly every case say nothing about this one.
const shortest = 4
const isTelling = (term: string): boolean => term.length >= shortest || /[^\0-\x7f]/.test(term)

/** The macros that fit this case best, with the reason; at most `limit`. `recent`: ids, the latest first. */
export function suggestMacros(
  macros: readonly Macro[],
  row: Row<'cases'>,
  recent: readonly string[],
  limit: number,
): Suggestion[] {
  const about = new Set(searchTerms(`${row.subject} ${row.snippet} ${row.tags.join(' ')}`).filter(isTelling))
  return macros
    .map((macro) => ({ macro, ...scoreOf(macro, row, about, recent) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.macro.usageCount - a.macro.usageCount)
    .slice(0, limit)
    .map(({ macro, why }) => ({ macro, why }))
}

function scoreOf(
  macro: Macro,
  row: Row<'cases'>,
  about: ReadonlySet<string>,
  recent: readonly string[],
): { score: number; why: Why } {
  const { scope } = macro
  if (scope.of === 'queue' && scope.queueId !== row.queueId) return { score: 0, why: 'used' }
  if (scope.of === 'market' && scope.market !== row.market) return { score: 0, why: 'used' }
  const { folders, name } = macroPath(macro.title)
  const words = [...new Set(searchTerms(`${folders.join(' ')} ${name}`))].filter((term) => about.has(term)).length
  const isLanguage = languageOf(macro.locale) !== null && languageOf(macro.locale) === languageOf(row.locale)
  const isOther = macro.locale !== null && row.locale !== null && !isLanguage
  const reasons: [Why, number][] = [
    ['words', words * 3],
    ['queue', scope.of === 'queue' ? 3 : 0],
    ['language', isLanguage ? 2.5 : 0],
    ['market', scope.of === 'market' ? 2 : 0],
    ['recent', recent.includes(macro.id) ? 1.5 : 0],
    ['used', Math.log10(1 + macro.usageCount) / 2],
  ]
  const score = reasons.reduce((sum, [, part]) => sum + part, 0) * (isOther ? 0.4 : 1)
  const [best] = reasons.sort((a, b) => b[1] - a[1])
  return { score, why: best?.[0] ?? 'used' }
}
