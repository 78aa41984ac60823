import type { Sop, SopWindow } from './domain/sop.ts'

// Which version of an SOP holds where and when. Asked by the service's clock and by every window, which goes by its own clock while it is offline.

type Holding = Pick<Sop, 'state' | 'market' | 'effective' | 'expiresAt'>
type Version = Holding & Pick<Sop, 'id' | 'groupId' | 'locale' | 'version' | 'publishedAt' | 'updatedAt'>

/** From when until when it holds in which markets. */
export const windowsOf = ({ effective, market }: Pick<Sop, 'effective' | 'market'>): readonly SopWindow[] =>
  effective ?? [{ market, from: null, to: null }]

/** The markets it is for; null: every one. */
export function marketsOf(sop: Pick<Sop, 'effective' | 'market'>): readonly string[] | null {
  const markets = windowsOf(sop).flatMap(({ market }) => market ?? [])
  return markets.length < windowsOf(sop).length ? null : [...new Set(markets)]
}

/** The one market it is for; null: it is for several, or for every one. */
export function onlyMarketOf(sop: Pick<Sop, 'effective' | 'market'>): string | null {
  const [market = null, ...others] = marketsOf(sop) ?? []
  return others.length === 0 ? market : null
}

const begins = ({ from }: SopWindow): number => (from === null ? Number.NEGATIVE_INFINITY : Date.parse(from))
const ends = ({ to }: SopWindow): number => (to === null ? Number.POSITIVE_INFINITY : Date.parse(to))
const expires = ({ expiresAt }: Pick<Sop, 'expiresAt'>): number =>
  expiresAt === null || expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)

/** Whether it is published and holds now, in milliseconds since 1970; in this market, or with null in any. */
export const isInForce = (sop: Holding, market: string | null, now: number): boolean =>
  sop.state === 'published' &&
  now < expires(sop) &&
  windowsOf(sop).some(
    (window) =>
      (market === null || window.market === null || window.market === market) &&
      begins(window) <= now &&
      now < ends(window),
  )

/** Since when it holds everywhere it is for, in milliseconds since 1970: the version before it is over then. */
export const takesOverAt = (sop: Pick<Sop, 'effective' | 'market'>): number => Math.max(...windowsOf(sop).map(begins))

/** When it is over by itself, in milliseconds since 1970; Infinity: never. */
export const isOverAt = (sop: Holding): number => Math.min(expires(sop), Math.max(...windowsOf(sop).map(ends)))

/** Whether one version comes before another: the higher, and of two with one number the one that was published later. */
const isNewer = (a: Version, b: Version): boolean =>
  a.version > b.version || (a.version === b.version && (a.publishedAt ?? a.updatedAt) > (b.publishedAt ?? b.updatedAt))

const tongue = ({ groupId, locale }: Version): string => `${groupId} ${locale}`

/** Of each SOP the version that is in force now in each language; `market` null: in any market. */
export function sopsInForce<S extends Version>(sops: readonly S[], market: string | null, now: number): S[] {
  const best = new Map<string, S>()
  for (const sop of sops) {
    if (!isInForce(sop, market, now)) continue
    const other = best.get(tongue(sop))
    if (other === undefined || isNewer(sop, other)) best.set(tongue(sop), sop)
  }
  return [...best.values()]
}

/** How many of the instants at which something begins or is over lie behind us: another number means that another version may be in force. */
export const turnsPassed = (sops: readonly Holding[], now: number): number =>
  sops
    .filter(({ state }) => state === 'published')
    .flatMap((sop) => [...windowsOf(sop).flatMap((window) => [begins(window), ends(window)]), expires(sop)])
    .filter((at) => Number.isFinite(at) && at <= now).length

/** The published version that is newer than this one in its language and holds everywhere by now, or null. */
export const successorOf = <S extends Version>(sop: Version, others: readonly S[], now: number): S | null =>
  others.find(
    (other) =>
      other.id !== sop.id &&
      tongue(other) === tongue(sop) &&
      other.state === 'published' &&
      isNewer(other, sop) &&
      takesOverAt(other) <= now,
  ) ?? null
