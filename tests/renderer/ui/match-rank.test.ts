import { expect, test } from 'vitest'
import { foldText, matchRank } from '#renderer/ui/match-rank.ts'
import { fittingItems } from '#renderer/ui/picker-entries.ts'

const labelsFor = (query: string, labels: readonly string[]): string[] =>
  fittingItems(
    labels.map((label) => ({ id: label, label })),
    query,
  ).map(({ label }) => label)

// Catches the obvious hit standing below accidental ones.
test('a beginning comes before the beginning of a word, that before the middle of one, that before scattered letters', () => {
  expect(labelsFor('set', ['Some extra text', 'Reset password', 'How to set status', 'Set status'])).toEqual([
    'Set status',
    'How to set status',
    'Reset password',
    'Some extra text',
  ])
})

// Catches agents who type without accents finding nothing in Vietnamese.
test('accents and case do not matter', () => {
  expect(matchRank(foldText('HOAN TIEN'), foldText('Hoàn tiền chưa nhận'))).toBeLessThan(1)
  expect(matchRank(foldText('don'), foldText('Đơn hàng'))).toBeLessThan(1)
})

// Catches Chinese and Thai being thrown away together with the accents.
test('letters of every script are kept', () => {
  expect(matchRank(foldText('退款'), foldText('如何申请退款'))).toBeLessThan(3)
  expect(matchRank(foldText('ขอ'), foldText('ขออุทธรณ์'))).toBeLessThan(1)
  expect(matchRank(foldText('退货'), foldText('退款'))).toBeNull()
})

// Catches a folder or a hidden word outranking the name itself.
test('a name that fits comes before a detail that does', () => {
  const items = [
    { id: 'a', label: 'Apology', detail: 'refund' },
    { id: 'b', label: 'Refund' },
  ]
  expect(fittingItems(items, 'refund').map(({ id }) => id)).toEqual(['b', 'a'])
})
