import { expect, test } from 'vitest'
import { chooseVariant, isOfLanguage } from '#shared/macro-variants.ts'

const macro = {
  locale: 'en',
  template: 'Hello',
  variants: [
    { locale: 'zh-Hans', template: '您好' },
    { locale: 'zh-Hant', template: '您好（繁）' },
    { locale: 'pt-BR', template: 'Olá' },
  ],
}
const chosen = (party: string | null, ofCase: string | null = null, by: string | null = null) => {
  const { locale, why } = chooseVariant(macro, { party, case: ofCase }, by)
  return `${locale} ${why}`
}

// Catches a party who reads traditional Chinese and is answered in simplified, and one who is answered in nothing they read.
test('the text is in the language of the party, else of the case, else its own; the agent may choose', () => {
  expect(chosen('zh-Hant-TW')).toBe('zh-Hant party')
  expect(chosen('zh-Hans-SG')).toBe('zh-Hans party')
  expect(chosen('pt')).toBe('pt-BR party')
  expect(chosen('EN-us')).toBe('en party')
  expect(chosen(null, 'pt-PT')).toBe('pt-BR case')
  expect(chosen('th', 'pt')).toBe('pt-BR case')
  expect(chosen('th', 'th')).toBe('en none-fits')
  expect(chosen('th', null, 'zh-Hans')).toBe('zh-Hans chosen')
  expect(chosen('en', null, 'xx')).toBe('en party')
  expect(chooseVariant({ locale: null, template: 'Hi' }, { party: 'th', case: null }).why).toBe('only')
})

test('a language without a script is met by any script of it, one with a script by that one alone', () => {
  expect(isOfLanguage('zh-Hant', 'zh')).toBe(true)
  expect(isOfLanguage('zh-Hant', 'zh-Hans')).toBe(false)
  expect(isOfLanguage('de-AT', 'de')).toBe(true)
  expect(isOfLanguage('de', 'den')).toBe(false)
})
