import { expect, test } from 'vitest'
import { spellingLanguages } from '#renderer/workspace/spell.ts'

// Catches: an agent of Manila who is told to write "colour", and two kinds of English of which each lets the mistakes of the other pass.
test('texts are spelt as in the first market of the agent, and in one English', () => {
  expect(spellingLanguages({ locale: 'en', languages: ['fil'], markets: ['PH', 'SG'] })).toEqual(['en-PH', 'fil-PH'])
  expect(spellingLanguages({ locale: 'vi-VN', markets: ['*'] })).toEqual(['vi-VN', 'en'])
  expect(spellingLanguages({ locale: 'th', markets: ['SEA', 'TH'] })).toEqual(['th-TH', 'en'])
})
