import { expect, test } from 'vitest'
import { say } from '#renderer/words/say.ts'

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
