import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sop } from '#shared/domain/sop.ts'
import { isInForce, marketsOf, sopsInForce, successorOf, turnsPassed } from '#shared/sop-force.ts'
import { aSop, idOf } from '#tests/builders.ts'

const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString()
const now = (day: number): number => Date.UTC(2026, 10, day)

test('an SOP holds in each market from its own day until its own day, and no market that is not named', () => {
  const sop = aSop({
    effective: [
      { market: 'MY', from: at(10), to: null },
      { market: 'SG', from: at(20), to: at(25) },
    ],
  })
  expect([9, 10].map((day) => isInForce(sop, 'MY', now(day)))).toEqual([false, true])
  expect([19, 20, 24, 25].map((day) => isInForce(sop, 'SG', now(day)))).toEqual([false, true, true, false])
  expect(isInForce(sop, 'TH', now(15))).toBe(false)
  expect(marketsOf(sop)).toEqual(['MY', 'SG'])
})

// Catches an expiry that is a date on the screen and nothing else.
test('what has expired is not in force from that very instant on', () => {
  const sop = aSop({ expiresAt: at(10) })
  expect(isInForce(sop, null, now(10) - 1)).toBe(true)
  expect(isInForce(sop, null, now(10))).toBe(false)
})

test('a later version that is published already leaves the one before in force until its day', () => {
  const old = aSop({ id: idOf(1), version: 3 })
  const next = aSop({ id: idOf(2), version: 4, effective: [{ market: null, from: at(20), to: null }] })
  expect(sopsInForce([old, next], null, now(19)).map(({ version }) => version)).toEqual([3])
  expect(sopsInForce([old, next], null, now(20)).map(({ version }) => version)).toEqual([4])
  expect(successorOf(old, [next], now(19))).toBeNull()
  expect(successorOf(old, [next], now(20))).toBe(next)
})

const someVersion = fc.record({
  n: fc.nat(3),
  version: fc.integer({ min: 1, max: 4 }),
  locale: fc.constantFrom('en', 'th'),
  state: fc.constantFrom<Sop['state']>('draft', 'published', 'published', 'archived'),
  from: fc.option(fc.integer({ min: 1, max: 28 })),
  to: fc.option(fc.integer({ min: 1, max: 28 })),
  expires: fc.option(fc.integer({ min: 1, max: 28 })),
})

// Catches a window that shows something else offline than the rule says: compared with the slow way of saying it.
test('of each SOP and language at most one version is in force: the highest of those that hold', () => {
  fc.assert(
    fc.property(fc.array(someVersion, { maxLength: 8 }), fc.integer({ min: 1, max: 28 }), (rows, day) => {
      const sops = rows.map(({ n, version, locale, state, from, to, expires }, place) =>
        aSop({
          id: idOf(place + 1),
          groupId: idOf(0x100 + n),
          version,
          locale,
          state,
          effective: [{ market: 'MY', from: from === null ? null : at(from), to: to === null ? null : at(to) }],
          expiresAt: expires === null ? null : at(expires),
        }),
      )
      const found = sopsInForce(sops, 'MY', now(day))
      for (const { groupId, locale } of sops) {
        const holding = sops.filter((one, place) => {
          const { from, to, expires } = rows[place] ?? { from: null, to: null, expires: null }
          const isThen = (from ?? 0) <= day && day < (to ?? 99) && day < (expires ?? 99)
          return one.groupId === groupId && one.locale === locale && one.state === 'published' && isThen
        })
        const shown = found.filter((one) => one.groupId === groupId && one.locale === locale)
        expect(shown.length).toBe(Math.min(1, holding.length))
        expect(shown[0]?.version).toBe(
          holding.length === 0 ? undefined : Math.max(...holding.map((one) => one.version)),
        )
      }
      expect(turnsPassed(sops, now(day))).toBeLessThanOrEqual(turnsPassed(sops, now(day + 1)))
    }),
    { numRuns: 500 },
  )
})
