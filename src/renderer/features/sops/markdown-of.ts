import { safeFragment } from '#renderer/rich-text/safe-html.ts'
import { say } from '#renderer/words/say.ts'

const marks: { readonly [tag: string]: string } = { STRONG: '**', B: '**', EM: '*', I: '*', CODE: '`' }
const headings: { readonly [tag: string]: string } = { H1: '# ', H2: '## ', H3: '### ', H4: '#### ' }
const blocks: ReadonlySet<string> = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'TABLE',
  'BLOCKQUOTE',
  'PRE',
  'UL',
  'OL',
])

/** HTML of a Help Center as Markdown, so that it can be written on. What Markdown cannot say stays as its words. Nothing of it runs or is loaded. */
export function markdownOf(html: string): string {
  // The window's policy lets nothing read HTML but what makes it safe first.
  return written(safeFragment(html, say('text.picture')))
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const written = (node: Node): string => [...node.childNodes].map(one).join('')

function one(node: ChildNode): string {
  if (node instanceof Text) return node.data.replace(/\s+/g, ' ')
  if (!(node instanceof HTMLElement)) return ''
  const { tagName } = node
  const inner = written(node)
  const mark = marks[tagName]
  if (mark !== undefined) return inner.trim() === '' ? inner : `${mark}${inner.trim()}${mark}`
  if (tagName === 'BR') return '\n'
  if (tagName === 'LI') return `${bullet(node)}${inner.trim()}\n`
  if (tagName === 'A') return linked(node, inner)
  const sign = headings[tagName]
  if (sign !== undefined) return `\n\n${sign}${inner.trim()}\n\n`
  return blocks.has(tagName) ? `\n\n${inner.trim()}\n\n` : inner
}

const bullet = (item: HTMLElement): string =>
  item.parentElement?.tagName === 'OL' ? `${[...item.parentElement.children].indexOf(item) + 1}. ` : '- '

function linked(link: HTMLElement, inner: string): string {
  const address = link.getAttribute('href') ?? ''
  return address.startsWith('https://') ? `[${inner.trim()}](${address})` : inner
}
