import { createIntl } from 'react-intl'
import { afterEach, expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import { type Language, formatsFor, languageFor, languages } from '#renderer/words/languages.ts'
import { type WordKey, type Words, say, sayIn } from '#renderer/words/say.ts'

const others = languages.filter((language): language is Exclude<Language, 'en'> => language !== 'en')
const catalogues = import.meta.glob<Words>('../../../src/renderer/words/catalogues/*.json', {
  eager: true,
  import: 'default',
})
const wordsOf = (language: string): Words => catalogues[`../../../src/renderer/words/catalogues/${language}.json`] ?? {}

afterEach(() => sayIn({}, 'en'))

// Catches an English text that was added without its translations: agents would meet it in English. The list is what to translate.
test.each(others)('every text is there in %s', (language) => {
  const words = wordsOf(language)
  expect((Object.keys(en) as WordKey[]).filter((key) => (words[key] ?? '') === '')).toEqual([])
})

// Catches a text that was renamed or removed in English and stays behind in a catalogue.
test.each(others)('no text in %s is one that nothing says', (language) => {
  expect(Object.keys(wordsOf(language)).filter((key) => !(key in en))).toEqual([])
})

type Node = { type: number; value?: string; options?: { [name: string]: { value: Node[] } } }

/** The values that a message asks for, and which forms each plural has. */
function askedFor(nodes: readonly Node[], found = { names: new Set<string>(), forms: new Set<string>() }) {
  for (const { type, value, options } of nodes) {
    if (type !== 0 && type !== 7 && value !== undefined) found.names.add(value)
    for (const [form, option] of Object.entries(options ?? {})) {
      found.forms.add(form)
      askedFor(option.value, found)
    }
  }
  return found
}

const parsed = (locale: string, message: string): Node[] =>
  createIntl({ locale }).formatters.getMessageFormat(message, [locale]).getAst()

// Catches a translation with a name that was translated too, a value left out, or a bracket missing: it would be said as raw text.
test.each(others)(
  'every text in %s is a whole ICU message that asks for the same values as the English one',
  (language) => {
    const faults = Object.entries(wordsOf(language)).flatMap(([key, message]) => {
      const names = [...askedFor(parsed(language, message)).names].sort()
      const expected = [...askedFor(parsed('en', en[key as WordKey])).names].sort()
      return names.join() === expected.join() ? [] : [{ key, names, expected }]
    })
    expect(faults).toEqual([])
  },
)

// Catches a form that stands for several numbers and says none: in Filipino "one" is also 2, 3 and 10. The others know no forms at all.
test.each(others)('plurals in %s have one form, and numbers of their own where they must', (language) => {
  const faults = Object.entries(wordsOf(language)).flatMap(([key, message]) =>
    [...askedFor(parsed(language, message)).forms]
      .filter((form) => !form.startsWith('=') && form !== 'other')
      .map((form) => `${key}: ${form}`),
  )
  expect(faults).toEqual([])
})

test('the language of the screens follows from the locale of the agent', () => {
  const expected: { readonly [locale: string]: string } = {
    'en-PH': 'en',
    'ms-MY': 'ms',
    'id-ID': 'id',
    th: 'th',
    'vi-VN': 'vi',
    'zh-CN': 'zh-Hans',
    'zh-Hans-SG': 'zh-Hans',
    fil: 'fil',
    'tl-PH': 'fil',
    de: 'en',
    '': 'en',
  }
  expect(Object.fromEntries(Object.keys(expected).map((locale) => [locale, languageFor(locale)]))).toEqual(expected)
})

// Catches dates written as in the United States for everybody who reads English.
test('dates and numbers are written as in the locale of the agent where it is of the language', () => {
  expect(formatsFor('en', 'en-SG')).toBe('en-SG')
  expect(formatsFor('th', 'en-SG')).toBe('th')
  expect(formatsFor('en', 'en_US')).toBe('en')
  expect(formatsFor('en', 'zz-not a tag')).toBe('en')
})

// Catches a blank on the screen where a catalogue lags behind the English texts.
test('what a language lacks is said in English', () => {
  sayIn({ 'common.close': 'Tutup' }, 'ms')
  expect(say('common.close')).toBe('Tutup')
  expect(say('common.cancel')).toBe('Cancel')
})
