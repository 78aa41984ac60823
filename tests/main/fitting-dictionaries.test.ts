import { expect, test } from 'vitest'
import { fittingDictionaries } from '#main/fitting-dictionaries.ts'

const available = ['de', 'en', 'en-AU', 'en-GB', 'en-US', 'id', 'pt-BR', 'pt-PT', 'vi']

// Catches: texts of Manila marked for British spelling, a language that is checked twice, and Thai checked as if it were English.
test('each language gets the dictionary of its region, else the usual one, else the first; languages without one are left out', () => {
  expect(fittingDictionaries(['en-PH', 'fil-PH'], available)).toEqual(['en-US'])
  expect(fittingDictionaries(['en-SG', 'en', 'vi-VN'], available)).toEqual(['en-GB', 'vi'])
  expect(fittingDictionaries(['EN-au', 'id-ID', 'th-TH', 'zh-Hans', 'pt'], available)).toEqual(['en-AU', 'id', 'pt-BR'])
  expect(fittingDictionaries(['en'], [])).toEqual([])
})
