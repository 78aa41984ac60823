/** The text of one JSON value of a file and the line it begins on; null where it is longer than the limit, or unfit for `why`. */
export interface JsonElement {
  readonly line: number
  readonly text: string | null
  readonly why?: string
}

/** The longest value that is held in memory, in characters: the largest ticket Zendesk exports is far below. */
export const longestElement = 64 * 1024 * 1024

/** The lines of a text that are not blank: newline-delimited JSON. */
export async function* jsonLines(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  let rest = ''
  let isTooLong = false
  let line = 1
  for await (const chunk of chunks) {
    const parts = chunk.split('\n')
    for (const [index, part] of parts.entries()) {
      if (!isTooLong) rest += part
      if (rest.length > longestElement) {
        isTooLong = true
        rest = ''
      }
      if (index === parts.length - 1) continue
      if (isTooLong || rest.trim() !== '') yield { line, text: isTooLong ? null : rest }
      line += 1
      rest = ''
      isTooLong = false
    }
  }
  if (isTooLong || rest.trim() !== '') yield { line, text: isTooLong ? null : rest }
}

/**
 * The elements of a JSON list, one by one, without reading the whole of it into memory: either the list is the file, or it stands under
 * one of `names` in the file's object, as in a page of an API (`{ "tickets": [...], "next_page": null }`; `data.payload` is a list within an
 * object of it).
 */
export async function* listElements(
  chunks: AsyncIterable<string>,
  names: readonly string[],
): AsyncGenerator<JsonElement> {
  const scanner = new ListScanner(names)
  for await (const chunk of chunks) yield* scanner.scan(chunk)
  yield* scanner.end()
}

class ListScanner {
  readonly #names: readonly string[]
  #line = 1
  #depth = 0
  /** Depth of what stands directly in the wanted list; null outside of it. */
  #listDepth: number | null = null
  #isInString = false
  #isEscaped = false
  /** The last string at depth 1 and 2: the key, when a value follows. */
  readonly #keys = ['', '', '']
  #isKey = false
  #text: string | null = null
  #startLine = 1
  #isTooLong = false

  constructor(names: readonly string[]) {
    this.#names = names
  }

  *scan(chunk: string): Generator<JsonElement> {
    let from = 0
    for (let i = 0; i < chunk.length; i += 1) {
      const char = chunk[i] ?? ''
      if (char === '\n') this.#line += 1
      if (this.#isInString) {
        this.#insideString(char)
        continue
      }
      const isBetween = this.#listDepth === this.#depth
      if (isBetween && (char === ',' || char === ']')) {
        if (this.#text !== null) yield* this.#finish(chunk.slice(from, i))
        if (char === ']') this.#listDepth = null
      } else if (isBetween && this.#text === null && /\S/.test(char)) {
        this.#text = ''
        this.#startLine = this.#line
        from = i
      }
      this.#structure(char)
    }
    if (this.#text !== null) this.#grow(chunk.slice(from))
  }

  /** A list that breaks off: what was begun is handed on as it is, to be reported as broken. */
  *end(): Generator<JsonElement> {
    if (this.#text !== null) yield* this.#finish('')
  }

  #insideString(char: string): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (char === '\\') this.#isEscaped = true
    else if (char === '"') this.#isInString = false
    if (this.#isInString && this.#isKey) this.#keys[this.#depth] += char
  }

  #structure(char: string): void {
    if (char === '"') {
      this.#isInString = true
      this.#isKey = this.#depth >= 1 && this.#depth <= 2 && this.#listDepth === null
      if (this.#isKey) this.#keys[this.#depth] = ''
    } else if (char === '{' || char === '[') {
      const isWanted = char === '[' && (this.#depth === 0 || this.#isNamed())
      this.#depth += 1
      if (isWanted && this.#listDepth === null) this.#listDepth = this.#depth
    } else if (char === '}' || char === ']') {
      this.#depth -= 1
    }
  }

  /** Whether the list that begins here is one of those that are read. */
  #isNamed(): boolean {
    return this.#depth <= 2 && this.#names.includes(this.#keys.slice(1, this.#depth + 1).join('.'))
  }

  #grow(piece: string): void {
    if (this.#isTooLong) return
    this.#text += piece
    this.#isTooLong = (this.#text?.length ?? 0) > longestElement
    if (this.#isTooLong) this.#text = ''
  }

  *#finish(piece: string): Generator<JsonElement> {
    this.#grow(piece)
    yield { line: this.#startLine, text: this.#isTooLong ? null : this.#text }
    this.#text = null
    this.#isTooLong = false
  }
}
