import { marketOfCountry, unknownMarket } from '../markets.ts'
import type { SourceRecord } from '../source-record.ts'

/** The market of the country that an address names. */
export function marketOfAddress(address: SourceRecord | null, name: string): string {
  const country = address?.text(name, 100) ?? null
  if (country === null || country === '') return unknownMarket
  const market = marketOfCountry(country)
  if (market === null)
    address?.coerced(`${address.noun}.${name} is no country that is known: taken as ${unknownMarket}`)
  return market ?? unknownMarket
}
