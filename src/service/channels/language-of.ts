import { detectAll } from 'tinyld'

// A few words fit many languages.
const fewestLetters = 12
const surest = 0.35

/** The language that a text is written in, e.g. `pt`, or undefined where that cannot be told. */
export function languageOf(text: string): string | undefined {
  const letters = text.replace(/[^\p{L}]+/gu, '')
  // A Han, Thai or Korean letter says more than a Latin one.
  const weight = /[\p{Script=Han}\p{Script=Thai}\p{Script=Hangul}\p{Script=Hiragana}]/u.test(letters) ? 4 : 1
  if (letters.length * weight < fewestLetters) return undefined
  const [best] = detectAll(text.slice(0, 2000))
  return best !== undefined && best.accuracy >= surest ? best.lang : undefined
}
