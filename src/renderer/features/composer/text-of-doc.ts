import type { Mark, Node } from '@tiptap/pm/model'
import { placeholder } from '#shared/macro-placeholders.ts'
import { readText } from '#shared/written-text.ts'

/** A place of the document and where it stands in the text. Both grow together. */
interface Place {
  readonly pos: number
  readonly at: number
}

/** A document as the text that it is kept and sent as, and how to go from one to the other. */
export interface WrittenDoc {
  readonly text: string
  /** Where a position of the document stands in the text. */
  readonly offsetOf: (pos: number) => number
  /** The position that a place of the text stands for. */
  readonly posOf: (offset: number) => number
}

const signs: { readonly [mark: string]: string } = { bold: '**', italic: '*', code: '`' }

/** Whether a text is read as itself, also at the beginning of a line. */
const meansItself = (text: string): boolean => {
  const [block, ...others] = readText(text)
  if (block === undefined) return true
  const [inline, ...more] = block.is === 'paragraph' ? block.inlines : []
  return others.length + more.length === 0 && inline?.is === 'text' && inline.text === text
}

/** What was typed, so that it is read as typed; placeholders stay whole. */
function escaped(text: string): string {
  if (text.trim() === '' || meansItself(text.trim())) return text
  const parts = text.split(new RegExp(`(${placeholder.source})`, 'g')).filter((_part, at) => at % 3 !== 2)
  return parts
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/[\\`*_[]/g, '\\$&').replace(/^( {0,3})([>+-]|\d{1,9}[.)])/, escapeStart),
    )
    .join('')
}

const escapeStart = (_all: string, space: string, mark: string): string =>
  `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`

/** Writes the document out, noting where each of its letters comes to stand. */
class Writer {
  text = ''
  readonly places: Place[] = []

  note(pos: number): void {
    this.places.push({ pos, at: this.text.length })
  }

  blocks(parent: Node, from: number, indent: string): void {
    parent.forEach((child, offset, index) => {
      if (index > 0) this.text += `\n${child.type.name === 'listItem' ? '' : `${indent.trimEnd()}\n`}${indent}`
      this.block(child, from + offset, indent)
    })
  }

  block(node: Node, pos: number, indent: string): void {
    const inside = pos + 1
    switch (node.type.name) {
      case 'blockquote':
        this.text += '> '
        return this.blocks(node, inside, `${indent}> `)
      case 'bulletList':
      case 'orderedList':
        return this.list(node, inside, indent)
      case 'codeBlock':
        this.text += `\`\`\`\n${indent}`
        this.note(inside)
        this.text += `${node.textContent.replaceAll('\n', `\n${indent}`)}\n${indent}\`\`\``
        return this.note(inside + node.content.size)
      default:
        return this.inlines(node, inside, indent)
    }
  }

  list(node: Node, from: number, indent: string): void {
    const start = Number(node.attrs['start'] ?? 1)
    node.forEach((item, offset, index) => {
      const mark = node.type.name === 'orderedList' ? `${start + index}. ` : '- '
      this.text += `${index === 0 ? '' : `\n${indent}`}${mark}`
      this.item(item, from + offset + 1, indent)
    })
  }

  /** The blocks of an item stand close: a blank line would end the list. */
  item(item: Node, from: number, indent: string): void {
    item.forEach((child, offset, index) => {
      if (index > 0) this.text += `\n${indent}  `
      this.block(child, from + offset, `${indent}  `)
    })
  }

  inlines(parent: Node, from: number, indent: string): void {
    this.note(from)
    let open: readonly Mark[] = []
    parent.forEach((child, offset) => {
      const wanted = child.marks.filter(({ type }) => type.name in signs)
      open = this.marks(open, child.isText ? wanted : [])
      this.note(from + offset)
      this.text += this.inline(child, indent, open)
      this.note(from + offset + child.nodeSize)
    })
    this.marks(open, [])
  }

  /** Closes marks that end here and opens those that begin, the inner ones first. */
  marks(open: readonly Mark[], wanted: readonly Mark[]): readonly Mark[] {
    const kept = open.findIndex((mark, at) => wanted[at]?.eq(mark) !== true)
    const same = kept === -1 ? open.length : kept
    for (const mark of open.slice(same).reverse()) this.text += signs[mark.type.name] ?? ''
    for (const mark of wanted.slice(same)) this.text += signs[mark.type.name] ?? ''
    return wanted
  }

  inline(node: Node, indent: string, open: readonly Mark[]): string {
    if (node.type.name === 'hardBreak') return `\n${indent}`
    if (node.type.name === 'picture') return `![${String(node.attrs['alt'])}](attachment:${String(node.attrs['id'])})`
    const text = node.text ?? ''
    const url: unknown = node.marks.find(({ type }) => type.name === 'link')?.attrs['href']
    if (typeof url === 'string') return url === text ? text : `[${text.replace(/[[\]]/g, '')}](${url})`
    return open.some(({ type }) => type.name === 'code') ? text : escaped(text)
  }
}

/** The text of a document. */
export function textOfDoc(doc: Node): WrittenDoc {
  const writer = new Writer()
  writer.blocks(doc, 0, '')
  const { text, places } = writer
  const between = (of: 'pos' | 'at', to: 'pos' | 'at', value: number): number => {
    const before = places.filter((place) => place[of] <= value).at(-1)
    const after = places.find((place) => place[of] > value)
    if (before === undefined) return places[0]?.[to] ?? 0
    return Math.min(before[to] + value - before[of], after?.[to] ?? Infinity)
  }
  const last = places.at(-1)
  return {
    text: text.trim() === '' ? '' : text,
    offsetOf: (pos) => Math.min(between('pos', 'at', pos), text.length),
    posOf: (offset) => Math.min(between('at', 'pos', offset), last?.pos ?? 1),
  }
}
