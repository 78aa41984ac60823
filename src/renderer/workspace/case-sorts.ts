import { nextLegal, nextPromise } from '#shared/clocks/next-due.ts'
import { Priority, isOpenCase } from '#shared/domain/case.ts'
import type { ViewSort } from '#shared/domain/saved-view.ts'
import type { ListOrder } from '#shared/case-query/query-fields.ts'
import { type CaseRow, type Compare, byLatest, byWaiting } from './case-list.ts'

const rank = new Map(Priority.options.map((priority, at) => [priority, at]))

/** The value of each order; null stands at the end in both directions. */
const keys: { readonly [S in ViewSort]: (row: CaseRow) => string | number | null } = {
  waiting: (row) => row.waitingSince,
  updated: (row) => row.updatedAt,
  created: (row) => row.createdAt,
  priority: (row) => rank.get(row.priority) ?? 0,
  // Longer numbers are larger ones, and those of one length sort as text.
  number: (row) => String.fromCharCode(row.number.length) + row.number,
  snooze: (row) => row.snooze?.until ?? null,
  due: (row) => nextPromise(row)?.dueAt ?? null,
  legal: (row) => nextLegal(row)?.dueAt ?? null,
}

/** Puts cases in order by one of their clocks; among equal ones whoever waits longest comes first. */
export function compareBy({ by, isDescending }: ListOrder): Compare {
  const key = keys[by]
  const first = isDescending ? 1 : -1
  return (a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x === y) return byWaiting(a, b)
    if (x === null) return 1
    if (y === null) return -1
    return x < y ? first : -first
  }
}

/** Open cases by who has waited longest, then solved ones, the latest first: the order of a search that names none. */
export const byStanding: Compare = (a, b) => {
  const isOpen = isOpenCase(a)
  if (isOpen !== isOpenCase(b)) return isOpen ? -1 : 1
  return isOpen ? byWaiting(a, b) : byLatest(a, b)
}

const askDue = ({ ask }: CaseRow): string | null => ask?.dueAt ?? null

/** What is asked of somebody: the answer that is due first comes first, then whoever waits longest. */
export const byAskDue: Compare = (a, b) => {
  const [x, y] = [askDue(a), askDue(b)]
  if (x === y) return byWaiting(a, b)
  return x === null ? 1 : y === null || x < y ? -1 : 1
}
