import { withoutMarks } from '#shared/search-terms.ts'

/** A piece of a text around what was found, in parts: `isFound` marks the words that matched. */
export type Snippet = readonly { readonly text: string; readonly isFound: boolean }[]

const before = 40
const length = 170

// Marks are dropped letter by letter, so that places in the folded text are places in the text.
const folded = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/[^\0-\x7f]/gu, foldedLetter)

// A text in another script than ours is folded letter by letter, from some hundreds of different ones: each is worked out once.
const letters = new Map<string, string>()

function foldedLetter(letter: string): string {
  const known = letters.get(letter)
  if (known !== undefined) return known
  const plain = withoutMarks(letter.toLowerCase()).slice(0, letter.length).padEnd(letter.length)
  letters.set(letter, plain)
  return plain
}

/** The stretch of `text` around the first place where one of `terms` stands, with every such place in it marked. */
export function snippetOf(text: string, terms: readonly string[]): Snippet {
  const wanted = [...new Set(terms.map((term) => withoutMarks(term)))].filter((term) => term !== '')
  const all = folded(text)
  const places = wanted.map((term) => placeOf(all, term)).filter((place) => place >= 0)
  const from = startOf(text, places.length === 0 ? 0 : Math.min(...places))
  const piece = text.slice(from, from + length)
  const cut = marked(piece, wanted)
  const head = from > 0 ? [{ text: '… ', isFound: false }] : []
  const tail = from + length < text.length ? [{ text: ' …', isFound: false }] : []
  return [...head, ...cut, ...tail]
}

// At the start of a word where the script has such a thing, and nowhere inside one.
const isWordStart = (text: string, place: number): boolean => place === 0 || !/[a-z0-9]/.test(text[place - 1] ?? '')

function placeOf(text: string, term: string): number {
  for (let place = text.indexOf(term); place !== -1; place = text.indexOf(term, place + 1)) {
    if (isWordStart(text, place)) return place
  }
  return -1
}

function startOf(text: string, place: number): number {
  if (place <= before) return 0
  const space = text.indexOf(' ', place - before)
  return space === -1 || space >= place ? place : space + 1
}

function marked(piece: string, terms: readonly string[]): { text: string; isFound: boolean }[] {
  const text = folded(piece)
  const found: boolean[] = Array.from({ length: piece.length }, () => false)
  for (const term of terms) {
    for (let place = text.indexOf(term); place !== -1; place = text.indexOf(term, place + 1)) {
      if (isWordStart(text, place)) found.fill(true, place, place + term.length)
    }
  }
  const parts: { text: string; isFound: boolean }[] = []
  for (const [index, letter] of piece.split('').entries()) {
    const last = parts.at(-1)
    if (last !== undefined && last.isFound === found[index]) last.text += letter
    else parts.push({ text: letter, isFound: found[index] ?? false })
  }
  return parts
}
