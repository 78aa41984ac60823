import { expect, test } from 'vitest'
import type { Row } from '#shared/tables.ts'
import { rankMacros } from '#renderer/features/macros/rank-macros.ts'

const macro = (title: string, of: Partial<Row<'macros'>> = {}): Row<'macros'> => ({
  id: title,
  title,
  template: '',
  html: null,
  kind: 'reply',
  actions: [],
  scope: { of: 'workspace' },
  locale: null,
  active: true,
  usageCount: 0,
  source: null,
  ...of,
})

const titles = (macros: readonly Row<'macros'>[]): string[] => macros.map(({ title }) => title)

// Catches the macro an agent names by its first letters standing below one that only mentions the word.
test('a title that begins so comes before a word in a title, and that before the text', () => {
  const macros = [
    macro('Late::Parcel on its way', { template: 'Your refund follows.', usageCount: 900 }),
    macro('Payments::Partial refund', { usageCount: 500 }),
    macro('Payments::Refund sent'),
  ]
  expect(titles(rankMacros(macros, 'refund', []))).toEqual([
    'Payments::Refund sent',
    'Payments::Partial refund',
    'Late::Parcel on its way',
  ])
})

// Catches a list in which one's daily macro has to be searched for every time.
test('among those that fit alike the lately used come first, then the most used', () => {
  const macros = [macro('A', { usageCount: 1 }), macro('B', { usageCount: 9 }), macro('C')]
  expect(titles(rankMacros(macros, '', ['C']))).toEqual(['C', 'B', 'A'])
})

// Catches Vietnamese and Chinese macros that can be found only by typing every mark or a whole title.
test('accents need not be typed, and a part of a Chinese title is enough', () => {
  const macros = [macro('Tiếng Việt::Hoàn tiền'), macro('中文::请提供照片')]
  expect(titles(rankMacros(macros, 'hoan tien', []))).toEqual(['Tiếng Việt::Hoàn tiền'])
  expect(titles(rankMacros(macros, '照片', []))).toEqual(['中文::请提供照片'])
})
