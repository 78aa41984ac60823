import { mondayToFriday } from './clocks/open-hours.ts'
import { dayMs } from './clocks/zone-offsets.ts'
import { zoneIn } from './market-time.ts'

// Law holds from a day on, and a day begins at the midnight of its market.

const hoursIn = (market: string | null) => mondayToFriday(market === null ? 'UTC' : zoneIn(market))

function known(at: number, of: string): number {
  if (Number.isNaN(at)) throw new RangeError(`There is no such day or instant as "${of}".`)
  return at
}

/** The day that it is in a market at an instant, as `2026-12-01`; null: by UTC. Throws where the instant is none. */
export const dayIn = (at: string, market: string | null): string =>
  new Date(hoursIn(market).dayAt(known(Date.parse(at), at)) * dayMs).toISOString().slice(0, 10)

/** The instant at which a day, as `2026-12-01`, begins in a market, ISO 8601; null: by UTC. Throws where the day is none. */
export function dayBegins(day: string, market: string | null): string {
  const before = known(Date.parse(`${day}T00:00:00.000Z`), day) / dayMs - 1
  return new Date(hoursIn(market).endOf(before)).toISOString()
}

/** The beginning of the same day in another market. */
export const sameDayIn = (at: string | null, from: string | null, to: string | null): string | null =>
  at === null || from === to ? at : dayBegins(dayIn(at, from), to)
