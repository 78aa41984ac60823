const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (written, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? written
    const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written
  })

const ofHtml = (html: string): string =>
  decoded(html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' '))

const ofMarkdown = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>\s][^>]*>/g, ' ')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/^ {0,3}:::.*$/gm, ' ')
    .replace(/^[\s|:-]+$/gm, ' ')
    .replace(/[*`~|]+|__/g, ' ')

/** The words of an SOP's body on one line, for searching and for snippets only: what is shown is made safe elsewhere. */
export const plainText = (body: string, format: 'markdown' | 'html'): string =>
  (format === 'html' ? ofHtml(body) : ofMarkdown(body)).replace(/\s+/g, ' ').trim()
