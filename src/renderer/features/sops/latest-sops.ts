import { marketsOf } from '#shared/sop-force.ts'
import type { Row } from '#shared/tables.ts'

type Sop = Row<'sops'>

const mostLatest = 12

/**
 * Those that changed last, each in one language: the one it was written in where that is here. Those that hold in other markets than
 * `market` alone come behind all others; null: no market comes first.
 */
export function latestSops(sops: readonly Sop[], market: string | null): Sop[] {
  const groups = new Map<string, Sop>()
  for (const sop of sops) {
    if (!groups.has(sop.groupId) || sop.locale === sop.sourceLocale) groups.set(sop.groupId, sop)
  }
  const isElsewhere = (sop: Sop): boolean => market !== null && marketsOf(sop)?.includes(market) === false
  return [...groups.values()]
    .map((sop) => ({ sop, isElsewhere: isElsewhere(sop) }))
    .sort(
      (a, b) => Number(a.isElsewhere) - Number(b.isElsewhere) || b.sop.updatedAt.localeCompare(a.sop.updatedAt, 'en'),
    )
    .slice(0, mostLatest)
    .map(({ sop }) => sop)
}
