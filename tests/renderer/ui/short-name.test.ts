import { expect, test } from 'vitest'
import { shortName } from '#renderer/ui/short-name.ts'

// Catches a long name that hides that its owner is typing.
test('a name is cut only where it is long, and never through a character', () => {
  expect(shortName('Ana Reyes')).toBe('Ana Reyes')
  expect(shortName('Anastasia Maria Concepcion Reyes')).toBe('Anastasia Maria Concepc…')
  expect(shortName('𠮷'.repeat(30))).toBe(`${'𠮷'.repeat(23)}…`)
})
