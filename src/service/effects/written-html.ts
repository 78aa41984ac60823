import { type Block, type Inline, readText } from '#shared/written-text.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

const htmlOfInlines = (inlines: readonly Inline[]): string => inlines.map(htmlOfInline).join('')

function htmlOfInline(inline: Inline): string {
  switch (inline.is) {
    case 'text':
      return escaped(inline.text)
    case 'code':
      return `<code>${escaped(inline.text)}</code>`
    case 'bold':
      return `<strong>${htmlOfInlines(inline.inlines)}</strong>`
    case 'italic':
      return `<em>${htmlOfInlines(inline.inlines)}</em>`
    case 'link':
      return `<a href="${escaped(inline.url)}" rel="noopener noreferrer">${htmlOfInlines(inline.inlines)}</a>`
    case 'image':
      // As mail does it (RFC 2392): the attachment of this id.
      return `<img src="cid:${escaped(inline.id)}" alt="${escaped(inline.alt)}">`
    case 'break':
      return '<br>'
  }
}

function htmlOfBlock(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return `<p>${htmlOfInlines(block.inlines)}</p>`
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`
    case 'quote':
      return `<blockquote>${htmlOfBlocks(block.blocks)}</blockquote>`
    case 'list': {
      const items = block.items.map((item) => `<li>${htmlOfBlocks(item)}</li>`).join('')
      return block.isOrdered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`
    }
  }
}

const htmlOfBlocks = (blocks: readonly Block[]): string => blocks.map(htmlOfBlock).join('')

/** A written text as HTML of a dozen tags and one kind of link: everything that was typed is text in it, and nothing in it can run. */
export const safeHtml = (text: string): string => htmlOfBlocks(readText(text))
