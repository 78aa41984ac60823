import { fieldNamed } from './query-fields.ts'

interface Place {
  readonly from: number
  readonly to: number
}

/** A piece of a query's text. `field`: a name that there is, with the values after its colon, quotes taken off. */
export type QueryToken = Place &
  (
    | { readonly kind: '(' | ')' | 'or' | '-' }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'field'; readonly name: string; readonly values: readonly string[] }
  )

/** Longer texts are cut here: nobody types them. */
export const longestQuery = 1000

const isSpace = (letter: string): boolean => /\s/.test(letter)
// A sign that ends a word. The bar between days, dots and colons are part of one.
const endsWord = (letter: string): boolean => letter === '"' || letter === '(' || letter === ')' || isSpace(letter)

/** Cuts a text into tokens. Takes every text there is; an open quote ends with the text. */
export class QueryTokens {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text.slice(0, longestQuery)
  }

  all(): QueryToken[] {
    const tokens: QueryToken[] = []
    for (let token = this.#next(); token !== null; token = this.#next()) tokens.push(token)
    return tokens
  }

  #next(): QueryToken | null {
    while (this.#at < this.#text.length && isSpace(this.#here())) this.#at += 1
    if (this.#at >= this.#text.length) return null
    const from = this.#at
    const letter = this.#here()
    if (letter === '(' || letter === ')') return this.#sign(letter)
    const after = this.#text[from + 1]
    if (letter === '-' && after !== undefined && !isSpace(after) && after !== '-' && after !== ')')
      return this.#sign('-')
    if (letter === '"') return { kind: 'text', text: this.#quoted(), from, to: this.#at }
    return this.#word(from)
  }

  #here(): string {
    return this.#text[this.#at] ?? ''
  }

  #sign(kind: '(' | ')' | '-'): QueryToken {
    this.#at += 1
    return { kind, from: this.#at - 1, to: this.#at }
  }

  /** What stands between quotes; the place is after the closing one. */
  #quoted(): string {
    const end = this.#text.indexOf('"', this.#at + 1)
    const text = this.#text.slice(this.#at + 1, end === -1 ? undefined : end)
    this.#at = end === -1 ? this.#text.length : end + 1
    return text
  }

  #bare(isEnd: (letter: string) => boolean): string {
    const from = this.#at
    while (this.#at < this.#text.length && !isEnd(this.#here())) this.#at += 1
    return this.#text.slice(from, this.#at)
  }

  #word(from: number): QueryToken {
    const name = this.#bare((letter) => endsWord(letter) || letter === ':')
    if (this.#here() === ':' && fieldNamed(name) !== undefined) {
      this.#at += 1
      return { kind: 'field', name, values: this.#values(), from, to: this.#at }
    }
    const text = name + this.#bare(endsWord)
    if (text.toLowerCase() === 'or') return { kind: 'or', from, to: this.#at }
    return { kind: 'text', text, from, to: this.#at }
  }

  /** Values with commas between them, each bare or in quotes. */
  #values(): string[] {
    const values: string[] = []
    for (;;) {
      const value = this.#here() === '"' ? this.#quoted() : this.#bare((letter) => endsWord(letter) || letter === ',')
      if (value.trim() !== '') values.push(value.trim())
      if (this.#here() !== ',') return values
      this.#at += 1
    }
  }
}
