import { expect, test } from 'vitest'
import {
  cellFault,
  changedLimits,
  inherited,
  needsCurrency,
  sheetFaults,
  sheetOf,
} from '#renderer/features/limits/limits-sheet.ts'
import type { ActionLimit } from '#shared/domain/desk-action.ts'
import { idOf } from '#tests/builders.ts'

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
const limits = [
  limit(0),
  limit(1, { kind: 'seller-warning', most: 0, currency: null }),
  limit(2, { role: 'tier-2', market: null, most: null, currency: null }),
  limit(3, { kind: 'voucher', active: false }),
]

test('a sheet shows what a market says itself, and what holds where it says nothing', () => {
  const sheet = sheetOf(limits, 'PH')
  expect(sheet).toEqual({ currency: 'PHP', cells: { 'tier-1 refund': '2000', 'tier-1 seller-warning': '0' } })
  expect(inherited(limits, 'tier-2', 'PH', 'refund')).toBe('*')
  expect(inherited(limits, 'tier-1', 'PH', 'voucher')).toBe('0')
  expect(sheetOf(limits, null).cells).toEqual({ 'tier-2 refund': '*' })
})

// Catches a save that writes what nobody changed, or makes a second row where there is one.
test('what is saved is what was changed: emptied is out of use, and what is new gets a row of its own', () => {
  const sheet = sheetOf(limits, 'PH')
  expect(changedLimits(limits, 'PH', sheet)).toEqual([])
  const cells = { ...sheet.cells, 'tier-1 refund': '1500,50', 'tier-1 seller-warning': '', 'tier-2 voucher': '*' }
  expect(changedLimits(limits, 'PH', { ...sheet, cells })).toMatchObject([
    { id: idOf(0x900), most: 1500.5, currency: 'PHP', active: true },
    { id: idOf(0x901), active: false },
    { role: 'tier-2', kind: 'voucher', market: 'PH', most: null, currency: null, active: true },
  ])
  expect(changedLimits(limits, 'PH', { ...sheet, currency: 'USD' })).toMatchObject([{ currency: 'USD', most: 2000 }])
})

test('an amount is an amount, a measure is allowed or not, and a sum needs three letters of a currency', () => {
  expect(['', '*', '0', '12.5', '12,5'].map((text) => cellFault('refund', text))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect(['-1', 'all', '1.234,5'].map((text) => cellFault('refund', text))).toEqual(['amount', 'amount', 'amount'])
  expect(cellFault('listing-hold', '5')).toBe('yes-or-no')
  expect(needsCurrency({ currency: '', cells: { 'tier-1 refund': '*', 'tier-2 refund': '0' } })).toBe(false)
  expect(needsCurrency({ currency: '', cells: { 'tier-1 refund': '5' } })).toBe(true)
  expect(needsCurrency({ currency: 'PH', cells: {} })).toBe(true)
  expect(sheetFaults({ currency: '', cells: { 'tier-1 refund': 'x', 'tier-2 refund': '5' } })).toBe(2)
})
