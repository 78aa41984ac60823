/** A stretch of a text, and whether it is one of the words that were searched for. */
export interface TextPart {
  readonly text: string
  readonly isMatch: boolean
  /** Where it begins, which tells it from the others. */
  readonly at: number
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** A text in parts: each of the words wherever it stands, in any case, and what lies between. Together they are the text. */
export function markedParts(text: string, words: readonly string[]): TextPart[] {
  const wanted = words.filter((word) => word.trim() !== '').sort((a, b) => b.length - a.length)
  if (wanted.length === 0) return [{ text, isMatch: false, at: 0 }]
  const parts: TextPart[] = []
  let at = 0
  const add = (to: number, isMatch: boolean): void => {
    if (to > at) parts.push({ text: text.slice(at, to), isMatch, at })
    at = to
  }
  for (const { index, 0: found } of text.matchAll(new RegExp(wanted.map(escaped).join('|'), 'giu'))) {
    add(index, false)
    add(index + found.length, true)
  }
  add(text.length, false)
  return parts
}
