const token = /<(\/?)([a-z0-9]+)((?: [^>]*)?)\/?>|[^<]+/g

const apart = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre'])
const onItsOwnLine = new Set(['li', 'tr', 'dt', 'dd', 'br'])

const entities: { readonly [entity: string]: string } = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }
const decoded = (text: string): string => text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity)

/** What is written, with the marks of the lists, quotes and links it stands in. */
class Writer {
  #out = ''
  /** Line ends owed before the next text. */
  #breaks = 0
  #isSpaceOwed = false
  readonly #lists: { readonly isNumbered: boolean; count: number }[] = []
  readonly #links: { readonly href: string; readonly from: number }[] = []
  #quotes = 0
  #pres = 0
  #mark = ''

  open(tag: string, attributes: string): void {
    this.#separate(tag)
    if (tag === 'ul' || tag === 'ol') this.#lists.push({ isNumbered: tag === 'ol', count: 0 })
    if (tag === 'li') this.#mark = this.#nextMark()
    if (tag === 'blockquote') this.#quotes += 1
    if (tag === 'pre') this.#pres += 1
    if (tag === 'hr') this.text('---')
    if (tag === 'a')
      this.#links.push({ href: decoded(/href="([^"]*)"/.exec(attributes)?.[1] ?? ''), from: this.#out.length })
    if (tag === 'td' || tag === 'th') this.#isSpaceOwed = true
  }

  close(tag: string): void {
    if (tag === 'a') this.#closeLink()
    if (tag === 'ul' || tag === 'ol') this.#lists.pop()
    if (tag === 'blockquote') this.#quotes -= 1
    if (tag === 'pre') this.#pres -= 1
    if (tag === 'td' || tag === 'th') this.text(' |')
    if (tag !== 'br') this.#separate(tag)
  }

  text(written: string): void {
    if (this.#pres > 0) {
      for (const [index, line] of written.split('\n').entries()) {
        if (index > 0) this.#breaks += 1
        if (line !== '') this.#write(line)
      }
      return
    }
    const words = written.replace(/[\s\u00a0]+/g, ' ')
    if (words.startsWith(' ')) this.#isSpaceOwed = true
    const body = words.trim()
    if (body !== '') this.#write(body)
    if (words.endsWith(' ')) this.#isSpaceOwed = true
  }

  result(): string {
    return this.#out
  }

  #separate(tag: string): void {
    // The paragraph inside a list item, and a list inside a list, do not stand apart.
    const isTight = this.#mark !== '' || this.#lists.length > 0
    if (apart.has(tag)) this.#breaks = Math.max(this.#breaks, isTight ? 1 : 2)
    else if (tag === 'br') this.#breaks = Math.min(2, this.#breaks + 1)
    else if (onItsOwnLine.has(tag)) this.#breaks = Math.max(this.#breaks, 1)
  }

  #write(body: string): void {
    const indent = '  '.repeat(Math.max(0, this.#lists.length - 1))
    const prefix = '> '.repeat(this.#quotes)
    if (this.#out === '') this.#out = prefix + indent + this.#mark
    else if (this.#breaks > 0) this.#out += '\n'.repeat(this.#breaks) + prefix + indent + this.#mark
    else if (this.#isSpaceOwed && !/\s$/.test(this.#out)) this.#out += ' '
    this.#out += body
    this.#breaks = 0
    this.#isSpaceOwed = false
    this.#mark = ''
  }

  #nextMark(): string {
    const list = this.#lists.at(-1)
    if (list === undefined || !list.isNumbered) return '- '
    list.count += 1
    return `${list.count}. `
  }

  #closeLink(): void {
    const link = this.#links.pop()
    if (link === undefined || link.href === '') return
    const shown = this.#out.slice(link.from).trim()
    const address = link.href.replace(/^mailto:/i, '')
    if (shown === '') this.#write(address)
    else if (!shown.endsWith(address) && !shown.endsWith(link.href)) this.text(` (${address})`)
  }
}

/** HTML that `safeHtml` made, as text that reads well: paragraphs, list marks, quotes, and addresses in brackets. */
export function htmlText(safe: string): string {
  const writer = new Writer()
  for (const [whole, slash, tag, attributes] of safe.matchAll(token)) {
    if (tag === undefined) writer.text(decoded(whole))
    else if (slash === '/') writer.close(tag)
    else writer.open(tag, attributes ?? '')
  }
  return writer.result()
}
