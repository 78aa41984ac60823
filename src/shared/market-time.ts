import { zoneOfMarket } from './market-zones.ts'

/** A group of markets tells its days as most of its parties do. */
const groups: { readonly [market: string]: string } = { SEA: 'Asia/Singapore' }

/** The time zone that a market's days go by; UTC where nobody wrote it down. */
export const zoneIn = (market: string): string => zoneOfMarket(market) ?? groups[market] ?? 'UTC'

/** A day as people in the market write it in this language, e.g. `22 November 2026`; null where the instant is none. By UTC where nobody wrote down the market's zone. */
export function dayIn(instant: string, market: string, locale: string): string | null {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return null
  const options = { dateStyle: 'long', timeZone: zoneIn(market) } as const
  try {
    return new Intl.DateTimeFormat(locale, options).format(at)
  } catch {
    // A language tag that this machine cannot read; English is read everywhere.
    return new Intl.DateTimeFormat('en', options).format(at)
  }
}
