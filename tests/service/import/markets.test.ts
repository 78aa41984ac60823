import { expect, test } from 'vitest'
import { marketOfCountry, marketOfLocale } from '#service/channels/import/markets.ts'
import { MarketCode } from '#shared/domain/base.ts'

// Catches: cases that no agent sees, because their market is one that nobody serves.
test.each([
  ['en-US', 'US'],
  ['it', 'IT'],
  ['pt-BR', 'BR'],
  ['zh-Hant-TW', 'TW'],
  ['en', 'INTL'],
  ['es-419', 'ES'],
  ['tlh', 'INTL'],
  [null, 'INTL'],
])('the language %s speaks for the market %s', (locale, market) => {
  expect(marketOfLocale(locale)).toBe(market)
  expect(MarketCode.safeParse(market).success).toBe(true)
})

// Catches: orders put into a market by half a name.
test.each([
  ['USA', 'US'],
  [' germany ', 'DE'],
  ['UK', 'GB'],
  ['ph', 'PH'],
  ['Narnia', null],
])('the country %j is the market %s', (country, market) => {
  expect(marketOfCountry(country)).toBe(market)
})
