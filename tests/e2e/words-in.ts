import { readFileSync } from 'node:fs'
import { en } from '#renderer/words/en.ts'
import { type Tongue, pseudoLanguage } from '#renderer/words/languages.ts'
import { pseudoWords } from '#renderer/words/pseudo-words.ts'
import type { WordKey, Words } from '#renderer/words/say.ts'

/** A text of the screens by its key, as it stands in the catalogue of one language. */
export type SayIn = (key: WordKey) => string

function wordsOf(tongue: Tongue): Words {
  if (tongue === 'en') return {}
  if (tongue === pseudoLanguage) return pseudoWords()
  const file = new URL(`../../src/renderer/words/catalogues/${tongue}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Words
}

/** The texts of a language, for finding things on a screen that speaks it. Only for texts without values. */
export function wordsIn(tongue: Tongue): SayIn {
  const words = wordsOf(tongue)
  return (key) => words[key] ?? en[key]
}
