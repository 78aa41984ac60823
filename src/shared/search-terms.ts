// Runs of letters and digits in any script; an apostrophe inside a word keeps it one word.
const runs = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu
const ascii = /^[\0-\x7f]*$/
const han = /\p{Script=Han}/u
// Scripts written without spaces between words, which only a dictionary can cut.
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hiragana}\p{Script=Katakana}]/u
const hanOrNot = /\p{Script=Han}+|\P{Script=Han}+/gu
const latinMarks = /([a-z])\p{M}+/gu

const segmenter = new Intl.Segmenter('th', { granularity: 'word' })

/**
 * The terms of a text, for an index, a question and a model alike: words in lower case; Han as pairs of characters; Thai and its like as the
 * dictionary cuts them; Latin words both as written and without their marks, so that `hoan tien` finds `hoàn tiền`.
 */
export function searchTerms(text: string): string[] {
  const terms: string[] = []
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(runs)) {
    if (ascii.test(run)) terms.push(run)
    else if (han.test(run))
      for (const [part] of run.matchAll(hanOrNot)) terms.push(...(han.test(part) ? pairs(part) : words(part)))
    else terms.push(...words(run))
  }
  return terms
}

const words = (run: string): string[] => (unspaced.test(run) ? cut(run) : [...new Set([run, withoutMarks(run)])])

const cut = (run: string): string[] =>
  [...segmenter.segment(run)].filter(({ isWordLike }) => isWordLike === true).map(({ segment }) => segment)

// A dictionary cuts the same Chinese phrase in different ways in different sentences; pairs are the same everywhere.
function pairs(run: string): string[] {
  const letters = Array.from(run)
  if (letters.length === 1) return letters
  return letters.slice(0, -1).map((letter, index) => letter + letters[index + 1])
}

/** A word as people type it in a hurry: Latin letters without their marks, `đ` as `d`. */
export const withoutMarks = (word: string): string =>
  word.normalize('NFD').replace(latinMarks, '$1').normalize('NFC').replaceAll('đ', 'd').replaceAll('ß', 'ss')

/** How many letters a piece of a word has: enough to tell words apart, few enough to be in all forms of one. */
const pieceLength = 4
/** Scripts that do not write short vowels say as much with one letter less. */
const shortPieceLength = 3
const inflected = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}]+$/u
const unvowelled = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{M}]+$/u

/**
 * The pieces of a word, with where it begins and ends as letters of their own: its other forms and the words made with it have most of
 * them (`refund`, `refunds`, `Refundierung`). No rules of any one language. None for scripts that do not inflect, nor for
 * a word with marks, whose plain form is a term as well.
 */
export function piecesOf(term: string): string[] {
  const length = inflected.test(term) ? pieceLength : unvowelled.test(term) ? shortPieceLength : null
  if (length === null || term.length < length || withoutMarks(term) !== term) return []
  const word = `^${term}$`
  return Array.from({ length: word.length - length + 1 }, (_, at) => word.slice(at, at + length))
}
