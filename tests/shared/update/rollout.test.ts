import { expect, test } from 'vitest'
import { compareVersions } from '#shared/update/release-version.ts'
import { type Halts, type OfferQuery, type Rollout, offeredVersion, placeOf } from '#shared/update/rollout.ts'

const since = '2026-11-23T06:00:00.000Z'
const seats = Array.from({ length: 1000 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`)
const desk: OfferQuery = { ring: 'broad', site: 'Manila', version: '1.2.0' }

const rollout = (percentage: number, more: Partial<Rollout> = {}, sites: Record<string, number> = {}): Rollout => ({
  format: 1,
  isStopped: false,
  oldest: null,
  rings: { broad: { version: '1.3.0', percentage, sites, since } },
  ...more,
})

/** Which seats are offered a version. */
const offered = (given: Rollout, asked = desk, halts: Halts = {}): string[] =>
  seats.filter((seat) => 'version' in offeredVersion(given, halts, asked, seat))

// Catches versions that are compared as text, by which 1.10 is older than 1.9.
test('versions are put in order by their numbers', () => {
  const sorted = ['1.10.0', '2.0.0', '1.9.9', '1.9.10', '0.0.1'].sort(compareVersions)
  expect(sorted).toEqual(['0.0.1', '1.9.9', '1.9.10', '1.10.0', '2.0.0'])
  expect(compareVersions('1.2.0', '1.2.0')).toBe(0)
})

// Catches shares that are far from what IT asked for, and a desk that had it at 10 % and not at 30 %.
test('of a thousand desks about as many get it as IT asked for, and a greater share takes in the smaller one', () => {
  expect(offered(rollout(0))).toEqual([])
  expect(offered(rollout(100))).toEqual(seats)
  const [tenth, third] = [offered(rollout(10)), offered(rollout(30))]
  expect(tenth.length).toBeGreaterThan(70)
  expect(tenth.length).toBeLessThan(130)
  expect(third.length).toBeGreaterThan(250)
  expect(third.length).toBeLessThan(350)
  expect(tenth.filter((seat) => !third.includes(seat))).toEqual([])
})

// Catches the same few desks that are the first with every version.
test('whoever is among the first is drawn anew for each version', () => {
  const first = (version: string): string[] => seats.filter((seat) => placeOf(seat, version) < 10)
  const both = first('1.3.0').filter((seat) => first('1.4.0').includes(seat))
  expect(both.length).toBeLessThan(30)
})

test('a site with a share of its own has that one, and the others the one of the ring', () => {
  const given = rollout(0, {}, { Manila: 100, Cebu: 0 })
  expect(offered(given)).toEqual(seats)
  expect(offered(given, { ...desk, site: 'Cebu' })).toEqual([])
  expect(offered(given, { ...desk, site: '' })).toEqual([])
  // A site that is called as what every object has.
  expect(offered(given, { ...desk, site: 'constructor' })).toEqual([])
})

const seat = seats[0] ?? ''

// Catches a ring that gets what another was given, an offer of what the desk has, and a version that would take it back.
test.each([
  ['another ring', { ring: 'fast' as const }, 'newest'],
  ['the same version', { version: '1.3.0' }, 'newest'],
  ['a newer version', { version: '1.10.0' }, 'newest'],
])('nothing is offered to a desk with %s', (_name, more, why) => {
  expect(offeredVersion(rollout(100), {}, { ...desk, ...more }, seat)).toEqual({ why })
})

test('a stopped service offers nothing to anybody, and a halted version nothing to its ring', () => {
  expect(offeredVersion(rollout(100, { isStopped: true }), {}, desk, seat)).toEqual({ why: 'stopped' })
  const halt = { version: '1.3.0', at: since, by: 'rule', why: 'crashes' } as const
  expect(offeredVersion(rollout(100), { broad: halt }, desk, seat)).toEqual({ why: 'halted' })
  expect(offeredVersion(rollout(100), { fast: halt }, desk, seat)).toEqual({ version: '1.3.0' })
  // What was halted before is no reason to hold back what mends it.
  expect(offeredVersion(rollout(100), { broad: { ...halt, version: '1.2.9' } }, desk, seat)).toEqual({
    version: '1.3.0',
  })
})

test('a desk that is older than the oldest that may work gets it whatever the share, but not what was halted', () => {
  const given = rollout(0, { oldest: '1.2.0' })
  expect(offeredVersion(given, {}, { ...desk, version: '1.1.9' }, seat)).toEqual({ version: '1.3.0' })
  expect(offeredVersion(given, {}, desk, seat)).toEqual({ why: 'later' })
  const halts: Halts = { broad: { version: '1.3.0', at: since, by: 'it', why: 'no' } }
  expect(offeredVersion(given, halts, { ...desk, version: '1.1.9' }, seat)).toEqual({ why: 'halted' })
})
