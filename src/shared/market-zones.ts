/** Where most parties of a market are, as the time zone database calls it. Markets of several zones have that of their largest city. */
const zones: { readonly [market: string]: string } = {
  AE: 'Asia/Dubai',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
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
  SA: 'Asia/Riyadh',
  SG: 'Asia/Singapore',
  TH: 'Asia/Bangkok',
  TW: 'Asia/Taipei',
  UK: 'Europe/London',
  US: 'America/New_York',
  VN: 'Asia/Ho_Chi_Minh',
}

/** The time zone of a market; undefined for a group of markets, or one that nobody wrote down here. */
export const zoneOfMarket = (market: string): string | undefined => zones[market]
