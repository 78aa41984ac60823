import { expect, test } from 'vitest'
import type { ActionLimit } from '#shared/domain/desk-action.ts'
import { anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const limit = (n: number, set: Partial<ActionLimit> = {}): ActionLimit => ({
  id: idOf(0x900 + n),
  role: 'tier-1',
  market: 'PH',
  kind: 'refund',
  most: 2000,
  currency: 'PHP',
  active: true,
  ...set,
})
const tierOne = limit(0)
const leads = limit(1, { role: 'supervisor', most: null, currency: null })
const newDesk = (): OnRows => new OnRows({ limits: [tierOne, leads] })
const siti = anAgent({ id: idOf(0x44), name: 'Siti Lim', role: 'supervisor' })
const admin = anAgent({ id: idOf(0x45), name: 'Root', role: 'admin' })
const save = (desk: OnRows, limits: ActionLimit[], by = siti) =>
  desk.run(by, 'limits.save', { limits, changeId: idOf(0x990) })

test('whoever leads says how far a role may go; nobody else does', () => {
  const desk = newDesk()
  expect(save(desk, [{ ...tierOne, most: 2500 }, limit(2, { kind: 'voucher', most: 300 })])).toBeNull()
  expect(desk.rows.get('limits', tierOne.id)?.most).toBe(2500)
  expect(desk.rows.get('limits', idOf(0x902))?.kind).toBe('voucher')
  for (const role of ['tier-1', 'tier-2', 'quality', 'knowledge'] as const) {
    expect(save(newDesk(), [tierOne], anAgent({ role }))).toEqual({ refused: 'not-allowed' })
  }
})

// Catches supervisors who raise their own limit, also by way of a row that was another role's.
test('how far those who lead may go is said by an administrator alone', () => {
  for (const limits of [
    [{ ...leads, most: 0 }],
    [limit(3, { role: 'admin' })],
    [{ ...leads, role: 'tier-1' as const }],
  ]) {
    expect(save(newDesk(), limits)).toEqual({
      refused: 'own-limit',
      about: limits[0]?.role === 'admin' ? 'admin' : 'supervisor',
    })
    expect(
      save(
        newDesk(),
        limits.map((one) => ({ ...one, market: 'SG' })),
        admin,
      ),
    ).toBeNull()
  }
})

// Catches two limits for one thing, of which nobody can say which holds.
test('one limit holds for a role, a market and an action; one that is out of use is in nobody’s way', () => {
  const twin = limit(4, { most: 1 })
  expect(save(newDesk(), [twin])).toEqual({ refused: 'limit-is-there' })
  expect(save(newDesk(), [twin, { ...twin, id: idOf(0x905), market: 'SG' }])).toEqual({ refused: 'limit-is-there' })
  expect(save(newDesk(), [limit(6, { market: 'VN' }), limit(7, { market: 'VN' })])).toEqual({
    refused: 'limit-is-there',
  })
  expect(save(newDesk(), [{ ...tierOne, active: false }, twin])).toBeNull()
  expect(save(newDesk(), [limit(8, { market: null })])).toBeNull()
})

test('a sum has its currency, and what costs nothing has no sum; all is saved or nothing', () => {
  const desk = newDesk()
  const good = { ...tierOne, most: 1 }
  expect(save(desk, [good, limit(9, { kind: 'voucher', currency: null })])).toEqual({
    refused: 'bad-limit',
    about: 'voucher',
  })
  expect(save(desk, [good, limit(9, { kind: 'seller-warning' })])).toEqual({
    refused: 'bad-limit',
    about: 'seller-warning',
  })
  expect(desk.rows.get('limits', tierOne.id)?.most).toBe(2000)
  expect(save(desk, [limit(9, { kind: 'listing-hold', most: null, currency: null })])).toBeNull()
})

// Catches a limit that somebody raised, and nobody can say who.
test('who changed which limit of a market stands in the history of settings, from what to what', () => {
  const desk = newDesk()
  const gone = { ...tierOne, active: false }
  expect(save(desk, [gone, limit(2, { kind: 'voucher', most: 300 }), limit(8, { role: 'tier-2', most: 0 })])).toBeNull()
  expect(desk.rows.get('settingChanges', idOf(0x990))).toMatchObject({
    of: 'limits',
    name: 'PH',
    byAgentId: siti.id,
    byName: 'Siti Lim',
    changes: [
      { field: 'tier-1 refund', from: '2000 PHP', to: null },
      { field: 'tier-1 voucher', from: null, to: '300 PHP' },
      { field: 'tier-2 refund', from: null, to: '0' },
    ],
  })
  // What stays as it was is no change.
  const same = newDesk()
  expect(save(same, [tierOne])).toBeNull()
  expect(same.rows.get('settingChanges', idOf(0x990))).toBeUndefined()
})

test('the limits of one market are saved at a time, so that the history says of which', () => {
  const both = [limit(2, { kind: 'voucher', most: 300 }), limit(9, { market: 'SG', currency: 'SGD' })]
  expect(save(newDesk(), both)).toEqual({ refused: 'bad-arguments', about: 'market' })
})
