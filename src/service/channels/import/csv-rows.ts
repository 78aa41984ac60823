import { type JsonElement, longestElement } from './json-elements.ts'

/**
 * The rows of a table as objects by the names in its first row, one by one. Commas, semicolons or tabs, whichever the first row uses; a cell
 * in quotes may hold any of them, line ends, and quotes written twice (RFC 4180).
 */
export async function* csvRows(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  const scanner = new CsvScanner()
  for await (const chunk of chunks) yield* scanner.scan(chunk)
  yield* scanner.end()
}

class CsvScanner {
  #names: readonly string[] | null = null
  #separator: string | null = null
  #cells: string[] = []
  #cell = ''
  /** Within quotes; or right behind one that ends them, unless another follows. */
  #quote: 'none' | 'in' | 'behind' = 'none'
  #line = 1
  #startLine = 1
  #length = 0

  /** The rows that end in this piece of the text. */
  scan(chunk: string): JsonElement[] {
    const rows: JsonElement[] = []
    for (const char of chunk) {
      this.#length += 1
      if (char === '\n') this.#line += 1
      // A quote that never ends must not gather the rest of the file.
      if (this.#quote === 'in' && this.#length <= longestElement) {
        if (char === '"') this.#quote = 'behind'
        else this.#cell += char
      } else if (char === '\n') {
        rows.push(...this.#endRow())
      } else {
        this.#outside(char)
      }
    }
    return rows
  }

  /** The row that ends with the text. */
  end(): JsonElement[] {
    if (this.#quote !== 'in') return this.#endRow()
    return [{ line: this.#startLine, text: null, why: 'a text in quotes that never ends' }]
  }

  #outside(char: string): void {
    if (char === '"' && this.#quote === 'behind') {
      this.#cell += char
      this.#quote = 'in'
    } else if (char === '"' && this.#cell === '' && this.#quote === 'none') {
      this.#quote = 'in'
    } else if (this.#isSeparator(char)) {
      this.#endCell()
    } else if (char !== '\r' && this.#length <= longestElement) {
      this.#cell += char
    }
  }

  /** The first one in the first row is the one that counts. */
  #isSeparator(char: string): boolean {
    if (this.#separator === null && (char === ',' || char === ';' || char === '\t')) this.#separator = char
    return char === this.#separator
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#quote = 'none'
  }

  #endRow(): JsonElement[] {
    this.#endCell()
    const cells = this.#cells
    const isTooLong = this.#length > longestElement
    const line = this.#startLine
    this.#cells = []
    this.#length = 0
    this.#startLine = this.#line
    if (cells.length === 1 && cells[0] === '' && !isTooLong) return []
    if (this.#names !== null) return [isTooLong ? { line, text: null } : rowOf(this.#names, cells, line)]
    this.#names = cells.map((name) => name.trim())
    return []
  }
}

function rowOf(names: readonly string[], cells: readonly string[], line: number): JsonElement {
  if (cells.length !== names.length)
    return { line, text: null, why: 'a row with more or fewer cells than the first row' }
  return { line, text: JSON.stringify(Object.fromEntries(names.map((name, index) => [name, cells[index]]))) }
}
