// The zone of each market's largest city: where a market has several, people there still say dates alike.
const zones: { readonly [market: string]: string } = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CN: 'Asia/Shanghai',
  DE: 'Europe/Berlin',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  HK: 'Asia/Hong_Kong',
  ID: 'Asia/Jakarta',
  IE: 'Europe/Dublin',
  IN: 'Asia/Kolkata',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NL: 'Europe/Amsterdam',
  PH: 'Asia/Manila',
  PL: 'Europe/Warsaw',
  SEA: 'Asia/Singapore',
  SG: 'Asia/Singapore',
  TH: 'Asia/Bangkok',
  TW: 'Asia/Taipei',
  UK: 'Europe/London',
  US: 'America/New_York',
  VN: 'Asia/Ho_Chi_Minh',
}

/** The IANA time zone that days are told by in a market; UTC for one that is not known. */
export const zoneOfMarket = (market: string): string => zones[market] ?? 'UTC'

/** A day as people in the market write it in this language, e.g. `22 November 2026`; null where the instant is none. */
export function dayIn(instant: string, market: string, locale: string): string | null {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return null
  const options = { dateStyle: 'long', timeZone: zoneOfMarket(market) } as const
  try {
    return new Intl.DateTimeFormat(locale, options).format(at)
  } catch {
    // A language tag that this machine cannot read; English is read everywhere.
    return new Intl.DateTimeFormat('en', options).format(at)
  }
}
