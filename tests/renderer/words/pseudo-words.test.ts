import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import { pseudoMessage, pseudoWords } from '#renderer/words/pseudo-words.ts'

const intl = createIntl({ locale: 'en' })
const filled = (message: string, values = {}): string =>
  String(intl.formatters.getMessageFormat(message, ['en']).format(values))

test('a text is accented, longer and in brackets', () => {
  expect(pseudoMessage('Close')).toBe('⟦Ćĺóšé~~~⟧')
})

// Catches an accent on the name of a value, after which nothing would be filled in.
test('values and the forms of a plural stay as they are, the texts in them do not', () => {
  const message = pseudoMessage('{name}: {n, plural, =0 {no cases} one {# case of {name}} other {# cases}} here')
  expect(filled(message, { name: 'Ana', n: 0 })).toContain('Ana: ńó ćášéš ĥéŕé')
  expect(filled(message, { name: 'Ana', n: 1 })).toContain('1 ćášé óƒ Ana')
})

// Catches a message that the maker breaks: in the pseudo-locale a screen would say its raw text.
test('every text there is stays a whole ICU message, and at least a third longer', () => {
  for (const [key, message] of Object.entries(pseudoWords())) {
    expect(() => intl.formatters.getMessageFormat(message, ['en'])).not.toThrow()
    const letters = en[key as keyof typeof en].replace(/\{.*\}/g, '').length
    expect(message.length).toBeGreaterThanOrEqual(letters * 1.33)
  }
})
