/** Where cases go whose market nothing tells. */
export const unknownMarket = 'INTL'

// A language that one market accounts for, for tags that name no region.
const ofLanguage: { readonly [language: string]: string } = {
  cs: 'CZ',
  da: 'DK',
  de: 'DE',
  el: 'GR',
  en: unknownMarket,
  es: 'ES',
  fi: 'FI',
  fil: 'PH',
  fr: 'FR',
  he: 'IL',
  hu: 'HU',
  id: 'ID',
  it: 'IT',
  ja: 'JP',
  ko: 'KR',
  ms: 'MY',
  nb: 'NO',
  nl: 'NL',
  pl: 'PL',
  pt: 'PT',
  ro: 'RO',
  ru: 'RU',
  sk: 'SK',
  sl: 'SI',
  sv: 'SE',
  th: 'TH',
  tr: 'TR',
  uk: 'UA',
  vi: 'VN',
  zh: 'CN',
}

/** The market that a language tag speaks for: its region (`en-US`: `US`), else that of the language (`it`: `IT`), else `INTL`. */
export function marketOfLocale(tag: string | null): string {
  if (tag === null) return unknownMarket
  const { language, region } = new Intl.Locale(tag)
  // A region of digits is a group of countries by UN number, which no market is called by.
  if (region !== undefined && /^[A-Z]{2}$/.test(region)) return region
  return ofLanguage[language] ?? unknownMarket
}

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
const codes = letters.flatMap((a) => letters.map((b) => a + b))
const byName = new Map<string, string>([
  ...codes.flatMap((code) => {
    const name = names.of(code)
    return name === undefined ? [] : [[name.toLowerCase(), code] as const]
  }),
  ['usa', 'US'],
  ['united states of america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['czech republic', 'CZ'],
  ['holland', 'NL'],
])

/** The market of a country's English name or two-letter code; null where it is neither. */
export function marketOfCountry(country: string): string | null {
  const known = byName.get(country.trim().toLowerCase())
  if (known !== undefined) return known
  const code = country.trim().toUpperCase()
  return /^[A-Z]{2}$/.test(code) && names.of(code) !== undefined ? code : null
}
