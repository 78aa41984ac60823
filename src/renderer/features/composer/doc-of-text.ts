import type { JSONContent } from '@tiptap/core'
import { type Block, type Inline, readText } from '#shared/written-text.ts'

type Marks = NonNullable<JSONContent['marks']>

const inlines = (all: readonly Inline[], marks: Marks): JSONContent[] => all.flatMap((one) => inline(one, marks))

function inline(one: Inline, marks: Marks): JSONContent[] {
  const marked = marks.length === 0 ? {} : { marks }
  switch (one.is) {
    case 'text':
      return [{ type: 'text', text: one.text, ...marked }]
    case 'code':
      return [{ type: 'text', text: one.text, marks: [...marks, { type: 'code' }] }]
    case 'bold':
    case 'italic':
      return inlines(one.inlines, [...marks, { type: one.is }])
    case 'link':
      return inlines(one.inlines, [...marks, { type: 'link', attrs: { href: one.url } }])
    case 'image':
      return [{ type: 'picture', attrs: { id: one.id, alt: one.alt } }]
    case 'break':
      return [{ type: 'hardBreak' }]
  }
}

function block(one: Block): JSONContent {
  switch (one.is) {
    case 'paragraph':
      return { type: 'paragraph', content: inlines(one.inlines, []) }
    case 'code':
      return { type: 'codeBlock', content: one.text === '' ? [] : [{ type: 'text', text: one.text }] }
    case 'quote':
      return { type: 'blockquote', content: blocks(one.blocks) }
    case 'list': {
      const content = one.items.map((item) => ({ type: 'listItem', content: itemBlocks(item) }))
      return one.isOrdered
        ? { type: 'orderedList', attrs: { start: one.start }, content }
        : { type: 'bulletList', content }
    }
  }
}

const nothing: JSONContent = { type: 'paragraph' }
const blocks = (all: readonly Block[]): JSONContent[] => (all.length === 0 ? [nothing] : all.map(block))

// An item begins with a paragraph, whatever it holds.
const itemBlocks = (all: readonly Block[]): JSONContent[] =>
  all[0]?.is === 'paragraph' ? blocks(all) : [nothing, ...all.map(block)]

/** A written text as the document that shows it. A last line that is empty stays one to write on. */
export const docOfText = (text: string): JSONContent => ({
  type: 'doc',
  content: text.endsWith('\n') && text.trim() !== '' ? [...blocks(readText(text)), nothing] : blocks(readText(text)),
})
