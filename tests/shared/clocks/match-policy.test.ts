import { expect, test } from 'vitest'
import { hoursFor, policiesFor } from '#shared/clocks/match-policy.ts'
import { openHours } from '#shared/clocks/open-hours.ts'
import type { ClockConditions, LegalTerm } from '#shared/domain/clock-policy.ts'
import { aCalendar, aCase, aPolicy, aQueue, idOf } from '#tests/builders.ts'

const [manila, sellers] = [idOf(1), idOf(2)]
const queue = aQueue({ siteIds: [manila], teamIds: [sellers] })
const row = aCase({ tags: ['vip', 'late'], driverId: idOf(16), partyKind: 'seller', locale: 'en-US', priority: 'high' })
const legal: LegalTerm = {
  amount: 14,
  unit: 'calendar-day',
  isRolling: false,
  endsOn: 'solved',
  source: 'A law',
  verifiedOn: null,
  owner: 'Legal',
}
const slaOf = (...policies: readonly ReturnType<typeof aPolicy>[]): string | null =>
  policiesFor(row, { policies, calendars: [], queues: [queue] }).sla?.id ?? null

// Catches: a condition that nobody looks at, so that a promise holds for cases that it was not made for.
test.each<[ClockConditions, ClockConditions]>([
  [{ markets: ['DE', 'US'] }, { markets: ['DE'] }],
  [{ queueIds: [queue.id] }, { queueIds: [idOf(9)] }],
  [{ priorities: ['high', 'urgent'] }, { priorities: ['urgent'] }],
  [{ partyKinds: ['seller'] }, { partyKinds: ['customer'] }],
  [{ driverIds: [idOf(16)] }, { driverIds: [idOf(15)] }],
  [{ locales: ['en-US'] }, { locales: ['en'] }],
  [{ tags: ['vip', 'gold'] }, { tags: ['gold'] }],
  [{ teamIds: [sellers] }, { teamIds: [manila] }],
  [{ siteIds: [manila] }, { siteIds: [sellers] }],
  [
    { markets: [], tags: ['vip'] },
    { markets: ['US'], tags: ['gold'] },
  ],
])('a policy for %j is for the case, one for %j is not', (when, notWhen) => {
  expect(slaOf(aPolicy({ when }))).not.toBeNull()
  expect(slaOf(aPolicy({ when: notWhen }))).toBeNull()
})

test('the first policy that fits and promises something counts; every legal term that fits runs beside it', () => {
  const [first, second, law, otherLaw, off] = [
    aPolicy({ id: idOf(0x71), position: 3 }),
    aPolicy({ id: idOf(0x72), position: 4 }),
    aPolicy({ id: idOf(0x73), position: 0, targets: [], legal }),
    aPolicy({ id: idOf(0x74), position: 5, legal }),
    aPolicy({ id: idOf(0x75), position: 1, active: false, legal }),
  ] as const
  const found = policiesFor(row, { policies: [second, off, otherLaw, first, law], calendars: [], queues: [queue] })
  expect(found.sla?.id).toBe(first.id)
  expect(found.legal.map(({ id }) => id)).toEqual([law.id, otherLaw.id])
})

// Catches: hours of the site where the law of the market counts, and hours of another market at the same site.
test('hours are those of the policy, else of the site, else of the market; a law knows no sites', () => {
  const ofMarket = aCalendar({ id: idOf(0x81), markets: ['US'] })
  const ofSite = aCalendar({ id: idOf(0x82), markets: [], siteIds: [manila], timeZone: 'Asia/Manila' })
  const ofOther = aCalendar({ id: idOf(0x80), markets: ['DE'], siteIds: [manila], timeZone: 'Europe/Berlin' })
  const named = aCalendar({ id: idOf(0x83), markets: [] })
  const rules = { policies: [], calendars: [ofMarket, ofSite, ofOther, named], queues: [queue] }
  expect(hoursFor(aPolicy(), row, rules, false)).toBe(openHours(ofSite))
  expect(hoursFor(aPolicy(), row, rules, true)).toBe(openHours(ofMarket))
  expect(hoursFor(aPolicy({ calendarId: named.id }), row, rules, true)).toBe(openHours(named))
  expect(hoursFor(aPolicy(), { ...row, queueId: idOf(9) }, rules, false)).toBe(openHours(ofMarket))
  // Nobody has written down any: every hour counts, and days are those of the market.
  const none = hoursFor(aPolicy(), row, { ...rules, calendars: [] }, false)
  expect(none.dayAt(Date.parse('2026-11-22T04:59:00.000Z'))).toBe(none.dayAt(Date.parse('2026-11-21T06:00:00.000Z')))
})
