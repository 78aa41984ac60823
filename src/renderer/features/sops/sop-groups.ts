import { marketsOf, sopsInForce } from '#shared/sop-force.ts'
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

const languagesOf = ({ source, translations }: SopGroup): string[] => [
  source.locale,
  ...translations.map(({ sop }) => sop.locale),
]

const isFor = (sop: Sop, markets: readonly string[] | null): boolean => {
  const own = marketsOf(sop)
  return markets === null || own === null || own.some((market) => markets.includes(market))
}

/** The languages that an SOP lacks: those in which others are there that hold in one of its own markets, and in no other. */
export function languagesMissing(group: SopGroup, groups: readonly SopGroup[]): string[] {
  const markets = marketsOf(group.source)
  const near = groups.filter(({ source }) => isFor(source, markets) && (markets === null || marketsOf(source) !== null))
  const here = new Set(languagesOf(group))
  return [...new Set(near.flatMap(languagesOf))].filter((locale) => !here.has(locale)).sort()
}
