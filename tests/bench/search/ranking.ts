import { type BenchRow, benchRow } from '../statistics.ts'

/** How many places of a list are looked at. */
export const depth = 5

/** How one query was answered. */
export interface Answered {
  readonly locale: string
  /** One divided by the place of the first right answer; 0 where it is not among the first five (TREC-8, Voorhees 1999). */
  readonly reciprocal: number
  /** The share of the right answers that is among the first five, of at most five. */
  readonly recall: number
}

/** How good a list is, of which `right` are the right ones. */
export function answered<T>(locale: string, list: readonly T[], right: ReadonlySet<T>): Answered {
  const first = list.slice(0, depth)
  const place = first.findIndex((one) => right.has(one))
  const found = first.filter((one) => right.has(one)).length
  return {
    locale,
    reciprocal: place === -1 ? 0 : 1 / (place + 1),
    recall: found / Math.min(depth, Math.max(1, right.size)),
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** MRR@5 and recall@5 of one subject as rows, named after the set; `n` is the number of queries. */
export function qualityRows(subject: string, set: string, all: readonly Answered[]): BenchRow[] {
  if (all.length === 0) return []
  const row = (metric: string, value: number): BenchRow => ({
    ...benchRow('search', subject, `${set}-${metric}`, [value]),
    n: all.length,
  })
  return [
    row('mrr5', mean(all.map(({ reciprocal }) => reciprocal))),
    row('recall5', mean(all.map(({ recall }) => recall))),
  ]
}

const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? ''

/** A language with fewer queries than this is part of the whole only. */
const fewest = 20

/** The same for each language: `gnome_zh-mrr5`. */
export const qualityByLanguage = (subject: string, set: string, all: readonly Answered[]): BenchRow[] =>
  [...Map.groupBy(all, ({ locale }) => languageOf(locale))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([language, some]) => (some.length < fewest ? [] : qualityRows(subject, `${set}_${language}`, some)))
