/**
 * What agents write is plain text with a few marks of Markdown: `**bold**`, `*italic*`, `` `code` ``, links, lists, quotes and pictures
 * by their attachment. Everything else stays as it was typed, so that any plain text means itself. Reading it makes this tree, and whoever
 * shows it makes elements of it: no text is ever taken for HTML.
 */
export type Inline =
  | { readonly is: 'text' | 'code'; readonly text: string }
  | { readonly is: 'bold' | 'italic'; readonly inlines: readonly Inline[] }
  | { readonly is: 'link'; readonly url: string; readonly inlines: readonly Inline[] }
  /** `id`: of the attachment. */
  | { readonly is: 'image'; readonly id: string; readonly alt: string }
  | { readonly is: 'break' }

export type Block =
  | { readonly is: 'paragraph'; readonly inlines: readonly Inline[] }
  | {
      readonly is: 'list'
      readonly isOrdered: boolean
      readonly start: number
      readonly items: readonly (readonly Block[])[]
    }
  | { readonly is: 'quote'; readonly blocks: readonly Block[] }
  | { readonly is: 'code'; readonly text: string }

// Deeper than anybody writes by hand; what lies below is text.
const deepest = 8

const marks = /[*_`\\[]|^ {0,3}(?:>|[-+] |\d{1,9}[.)] )|https:\/\//m

/** Whether a text means exactly itself, letter by letter. Cheap: most texts do. */
export const isPlainText = (text: string): boolean => !marks.test(text)

/** Reads a written text. Never throws; time grows with the length of the text. */
export const readText = (text: string): Block[] => readBlocks(text.replaceAll('\r\n', '\n').split('\n'), 0)

const fence = /^ {0,3}```/
const quoted = /^ {0,3}> ?/
const bullet = /^( {0,3})([-*+]|(\d{1,9})[.)]) +(?=\S)/

interface Taken {
  readonly block: Block
  readonly next: number
}

function readBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    if (lines[at]?.trim() === '') {
      at += 1
      continue
    }
    const { block, next } = readBlock(lines, at, depth)
    blocks.push(block)
    at = next
  }
  return blocks
}

function readBlock(lines: readonly string[], at: number, depth: number): Taken {
  const line = lines[at] ?? ''
  if (fence.test(line)) return readFence(lines, at)
  if (depth < deepest && quoted.test(line)) return readQuote(lines, at, depth)
  if (depth < deepest && bullet.test(line)) return readList(lines, at, depth)
  return readParagraph(lines, at, depth)
}

function readFence(lines: readonly string[], at: number): Taken {
  const end = lines.findIndex((line, index) => index > at && fence.test(line))
  const last = end === -1 ? lines.length : end
  return { block: { is: 'code', text: lines.slice(at + 1, last).join('\n') }, next: last + 1 }
}

function readQuote(lines: readonly string[], at: number, depth: number): Taken {
  let next = at
  while (next < lines.length && quoted.test(lines[next] ?? '')) next += 1
  const inner = lines.slice(at, next).map((line) => line.replace(quoted, ''))
  return { block: { is: 'quote', blocks: readBlocks(inner, depth + 1) }, next }
}

function readList(lines: readonly string[], at: number, depth: number): Taken {
  const first = bullet.exec(lines[at] ?? '')
  const isOrdered = first?.[3] !== undefined
  const items: Block[][] = []
  let next = at
  for (;;) {
    const mark = bullet.exec(lines[next] ?? '')
    if (mark === null || (mark[3] !== undefined) !== isOrdered) break
    const end = endOfItem(lines, next + 1)
    const [head = '', ...rest] = lines.slice(next, end)
    const inner = [head.slice(mark[0].length), ...rest.map((line) => line.replace(/^ {1,4}/, ''))]
    items.push(readBlocks(inner, depth + 1))
    next = end
  }
  return { block: { is: 'list', isOrdered, start: Number(first?.[3] ?? 1), items }, next }
}

/** What follows an item and is set in belongs to it. */
function endOfItem(lines: readonly string[], from: number): number {
  let end = from
  while (end < lines.length && /^ {2,}\S/.test(lines[end] ?? '')) end += 1
  return end
}

function readParagraph(lines: readonly string[], at: number, depth: number): Taken {
  let next = at + 1
  while (next < lines.length && !endsParagraph(lines[next] ?? '', depth)) next += 1
  return { block: { is: 'paragraph', inlines: readInlines(lines.slice(at, next).join('\n'), 0) }, next }
}

const endsParagraph = (line: string, depth: number): boolean =>
  line.trim() === '' || fence.test(line) || (depth < deepest && (quoted.test(line) || bullet.test(line)))

const isWordAt = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at))
const isSpaceAt = (text: string, at: number): boolean => at < 0 || at >= text.length || /\s/.test(text.charAt(at))

/** Reads the marks within a paragraph, left to right. */
class InlineReader {
  readonly #text: string
  readonly #depth: number
  readonly #found: Inline[] = []
  // Marks that nothing closes any more: looked for once, not at each of them.
  readonly #unclosed = new Set<string>()
  #plain = ''
  #at = 0

  constructor(text: string, depth: number) {
    this.#text = text
    this.#depth = depth
  }

  read(): Inline[] {
    while (this.#at < this.#text.length) if (!this.#mark()) this.#letter()
    this.#endText()
    return this.#found
  }

  #letter(): void {
    this.#plain += this.#text.charAt(this.#at)
    this.#at += 1
  }

  #endText(): void {
    if (this.#plain !== '') this.#found.push({ is: 'text', text: this.#plain })
    this.#plain = ''
  }

  #add(inline: Inline, next: number): true {
    this.#endText()
    this.#found.push(inline)
    this.#at = next
    return true
  }

  #mark(): boolean {
    switch (this.#text.charAt(this.#at)) {
      case '\n':
        return this.#add({ is: 'break' }, this.#at + 1)
      case '\\':
        return this.#escaped()
      case '`':
        return this.#code()
      case '*':
      case '_':
        return this.#emphasis()
      case '!':
        return this.#image()
      case '[':
        return this.#link()
      case 'h':
        return this.#address()
      default:
        return false
    }
  }

  #escaped(): boolean {
    if (!/[\\`*_[\]>+\-.)!#]/.test(this.#text.charAt(this.#at + 1))) return false
    this.#plain += this.#text.charAt(this.#at + 1)
    this.#at += 2
    return true
  }

  #code(): boolean {
    const end = this.#closing('`', this.#at + 1)
    if (end <= this.#at + 1) return false
    return this.#add({ is: 'code', text: this.#text.slice(this.#at + 1, end) }, end + 1)
  }

  #emphasis(): boolean {
    const sign = this.#text.charAt(this.#at)
    const isBold = sign === '*' && this.#text.charAt(this.#at + 1) === '*'
    const mark = isBold ? '**' : sign
    const from = this.#at + mark.length
    const mayOpen = !isSpaceAt(this.#text, from) && (isBold || !isWordAt(this.#text, this.#at - 1))
    if (!mayOpen || this.#depth >= deepest) return false
    const end = this.#closing(mark, from + 1)
    if (end === -1) return false
    const inlines = readInlines(this.#text.slice(from, end), this.#depth + 1)
    return this.#add({ is: isBold ? 'bold' : 'italic', inlines }, end + mark.length)
  }

  /** Where this mark is closed, from `from` on; -1 where it is not. */
  #closing(mark: string, from: number): number {
    if (this.#unclosed.has(mark)) return -1
    for (let end = this.#text.indexOf(mark, from); end !== -1; end = this.#text.indexOf(mark, end + mark.length)) {
      if (this.#closes(mark, end)) return end
    }
    this.#unclosed.add(mark)
    return -1
  }

  #closes(mark: string, end: number): boolean {
    if (this.#text.charAt(end - 1) === '\\') return false
    if (mark === '`') return true
    if (isSpaceAt(this.#text, end - 1)) return false
    if (mark === '**') return true
    // One star of two closes nothing, and a mark within a word is a letter.
    const isPart = this.#text.charAt(end + 1) === '*' || this.#text.charAt(end - 1) === '*'
    return !isWordAt(this.#text, end + 1) && !(mark === '*' && isPart)
  }

  #image(): boolean {
    const found = /^!\[([^\][\n]{0,300})\]\(attachment:([0-9a-f-]{36})\)/.exec(
      this.#text.slice(this.#at, this.#at + 400),
    )
    if (found === null) return false
    const [whole, alt = '', id = ''] = found
    return this.#add({ is: 'image', id, alt }, this.#at + whole.length)
  }

  #link(): boolean {
    const found = /^\[([^\][\n]{1,500})\]\((https:\/\/[^\s()<>]{1,2000})\)/.exec(
      this.#text.slice(this.#at, this.#at + 2600),
    )
    if (found === null) return false
    const [whole, words = '', url = ''] = found
    const inlines = this.#depth >= deepest ? [{ is: 'text' as const, text: words }] : readInlines(words, deepest)
    return this.#add({ is: 'link', url, inlines }, this.#at + whole.length)
  }

  /** An address that stands there as it is. What ends a sentence is not part of it. */
  #address(): boolean {
    if (this.#depth >= deepest || isWordAt(this.#text, this.#at - 1)) return false
    if (!this.#text.startsWith('https://', this.#at)) return false
    const [found = ''] = /^https:\/\/[^\s<>"'`]{1,2000}/.exec(this.#text.slice(this.#at, this.#at + 2010)) ?? []
    const url = found.replace(/[.,;:!?)\]}*_]+$/, '')
    if (url.length <= 'https://'.length) return false
    return this.#add({ is: 'link', url, inlines: [{ is: 'text', text: url }] }, this.#at + url.length)
  }
}

const readInlines = (text: string, depth: number): Inline[] => new InlineReader(text, depth).read()

const textOfInlines = (inlines: readonly Inline[]): string => inlines.map(textOfInline).join('')

function textOfInline(inline: Inline): string {
  switch (inline.is) {
    case 'text':
    case 'code':
      return inline.text
    case 'bold':
    case 'italic':
      return textOfInlines(inline.inlines)
    case 'link': {
      const words = textOfInlines(inline.inlines)
      return words === inline.url ? words : `${words} (${inline.url})`
    }
    case 'image':
      return `[${inline.alt}]`
    case 'break':
      return '\n'
  }
}

const setIn = (text: string, mark: string, rest: string): string =>
  text
    .split('\n')
    .map((line, at) => `${at === 0 ? mark : rest}${line}`)
    .join('\n')

function textOfBlock(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return textOfInlines(block.inlines)
    case 'code':
      return block.text
    case 'quote':
      return setIn(textOfBlocks(block.blocks), '> ', '> ')
    case 'list':
      return block.items
        .map((item, at) => setIn(textOfBlocks(item), block.isOrdered ? `${block.start + at}. ` : '- ', '  '))
        .join('\n')
  }
}

const textOfBlocks = (blocks: readonly Block[]): string => blocks.map(textOfBlock).join('\n\n')

/** The same without marks, for whatever shows plain text only: letter by letter what was typed where there are none. */
export const plainText = (text: string): string => (isPlainText(text) ? text : textOfBlocks(readText(text)))
