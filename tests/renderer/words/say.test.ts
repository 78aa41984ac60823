import { expect, test } from 'vitest'
import { say, sayAt, sayIn } from '#renderer/words/say.ts'

// Catches "90001 ~was given to~ ליאור" with its words in the wrong order: a name from right to left pulls the rest of a sentence along.
test('a value that is written from right to left is set apart from the sentence around it', () => {
  expect(say('commands.assigned', { number: '90001', name: 'ליאור כהן' })).toBe(
    '90001 was given to \u2068ליאור כהן\u2069.',
  )
  expect(say('commands.assigned', { number: '90001', name: 'شركة النور' })).toContain('\u2068شركة النور\u2069')
})

// Catches invisible signs around everything: they would be copied along, and a search would not find what it finds now.
test('other values stay as they are', () => {
  expect(say('commands.assigned', { number: '90001', name: 'José 陈 สมชาย' })).toBe('90001 was given to José 陈 สมชาย.')
})

// Catches a name beside a kind or an addressee that is put together outside of the catalogue, in English order and on the wrong side.
test('who wrote, and to whom, are sentences of the catalogue with each name set apart', () => {
  expect(say('thread.by-party', { name: 'שמש', kind: 'seller' })).toBe('\u2068שמש\u2069 (seller)')
  expect(
    say('thread.by-to', { name: 'Ana Reyes', to: say('thread.to-party', { name: 'شمس', kind: 'customer' }) }),
  ).toBe('Ana Reyes \u2068to \u2068شمس\u2069 (customer)\u2069')
})

// Catches a day and a time that are joined as English does it, in every language.
test('a day with its time stands as the locale writes it', () => {
  const now = new Date(2026, 10, 20, 12)
  const at = new Date(2026, 10, 16, 10, 42).getTime()
  expect(sayAt(at, now)).toBe('Mon, Nov 16, 10:42')
  sayIn({}, 'zh-Hans')
  expect(sayAt(at, now)).toBe('11月16日周一 10:42')
  sayIn({}, 'en')
})
