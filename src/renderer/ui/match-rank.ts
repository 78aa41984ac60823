const marks = /[\u0300-\u036f]/g

/** A text as it is compared: lower case, without accents, so that `hoan tien` finds `Hoàn tiền`. */
export const foldText = (text: string): string =>
  text.normalize('NFD').replace(marks, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase()

const isWordStart = (text: string, at: number): boolean => at > 0 && /[\s:/\-–_.,(#@]/.test(text[at - 1] ?? '')

/** How spread out the letters of `query` are in `text` when taken in order; null where they are not all there. */
function spread(query: string, text: string): number | null {
  let from = 0
  let first = -1
  for (const letter of query) {
    const at = text.indexOf(letter, from)
    if (at === -1) return null
    if (first === -1) first = at
    from = at + letter.length
  }
  return from - first - query.length
}

/**
 * How well a query fits a text, both folded: below 1 the text begins with it, below 2 a word does, below 3 it is inside, below 4 its
 * letters come in this order not too far apart. Smaller is better; null: it does not fit.
 */
export function matchRank(query: string, text: string): number | null {
  if (query === '') return 0
  const at = text.indexOf(query)
  if (at === 0) return text.length / 10_000
  for (let next = at; next !== -1; next = text.indexOf(query, next + 1)) {
    if (isWordStart(text, next)) return 1 + next / 10_000
  }
  if (at !== -1) return 2 + at / 10_000
  // One or two letters are in order in nearly every text: that says nothing.
  if (query.length < 3) return null
  const gap = spread(query, text)
  return gap === null || gap > query.length * 3 ? null : 3 + gap / 10_000
}
