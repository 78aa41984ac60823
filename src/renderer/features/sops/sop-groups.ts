import { sopsInForce } from '#shared/sop-force.ts'
import type { Row } from '#shared/tables.ts'
import { grouped } from './grouped.ts'

type Sop = Row<'sops'>

/** An SOP in force with its translations. */
export interface SopGroup {
  readonly source: Sop
  readonly translations: readonly { readonly sop: Sop; readonly isOld: boolean }[]
  readonly isReviewDue: boolean
}

/** The SOPs in force by section and title, each with its translations; `now` in milliseconds since 1970. */
export function groupsOf(sops: readonly Sop[], now: number): SopGroup[] {
  const byGroup = grouped(sopsInForce(sops, null, now), ({ groupId }) => groupId)
  return [...byGroup.values()]
    .flatMap((group): SopGroup[] => {
      const source = group.find(({ locale, sourceLocale }) => locale === sourceLocale) ?? group[0]
      if (source === undefined) return []
      const others = group.filter((sop) => sop !== source).sort((a, b) => a.locale.localeCompare(b.locale))
      return [
        {
          source,
          translations: others.map((sop) => ({ sop, isOld: sop.version < source.version })),
          isReviewDue: (source.reviewAt ?? null) !== null && Date.parse(source.reviewAt ?? '') <= now,
        },
      ]
    })
    .sort((a, b) => a.source.section.localeCompare(b.source.section) || a.source.title.localeCompare(b.source.title))
}

/** The languages that any SOP is there in: what one of them lacks is missing. */
export const languagesAsked = (groups: readonly SopGroup[]): string[] =>
  [
    ...new Set(
      groups.flatMap(({ source, translations }) => [source.locale, ...translations.map(({ sop }) => sop.locale)]),
    ),
  ].sort()
