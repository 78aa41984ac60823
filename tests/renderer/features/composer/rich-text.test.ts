import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import { expect, test } from 'vitest'
import { docOfText } from '#renderer/features/composer/doc-of-text.ts'
import { extensions } from '#renderer/features/composer/rich-extensions.ts'
import { textOfDoc } from '#renderer/features/composer/text-of-doc.ts'
import { safeHtml } from '#service/effects/written-html.ts'

const schema = getSchema(extensions)
const docOf = (text: string): Node => Node.fromJSON(schema, docOfText(text))
const again = (text: string): string => textOfDoc(docOf(text)).text

// Catches a draft, a macro or a reply that is another text once it was opened with formatting.
test('a text comes back as it was after it was a document', () => {
  const texts = [
    'Hello Kim,\n\nyour order **A-100** is on its *way*.\nSee https://example.com/a_b\n\nAna',
    '- a new lid\n- the whole cooker\n\n1. open it\n2. press `Send`',
    '> It is\n> broken\n\nSorry.',
    'Dear {{ticket.requester.first_name}}, about {{order.number}}',
    '```\nconst a = 1\n```',
    '![label](attachment:00000000-0000-7000-8000-000000000001) as you see',
    '[our page](https://example.com) and 2 * 3 * 4 and photo_of_box_2.png',
    '',
  ]
  for (const text of texts) expect(again(text)).toBe(text)
})

// Catches signs that somebody typed and that come out as marks.
test('what is typed as signs is read as signs', () => {
  for (const typed of ['*not italic*', '> not a quote', '- not a list', '1. nor this', '`code`', '[a] (b) \\ c']) {
    const doc = Node.fromJSON(schema, {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: typed }] }],
    })
    const { text } = textOfDoc(doc)
    expect(safeHtml(text).replace(/&gt;/g, '>')).toBe(`<p>${typed}</p>`)
  }
})

// Catches a cursor that jumps elsewhere when something is put in or a placeholder is pointed at.
test('places of the text and of the document stand for each other', () => {
  const text = 'Hello **Kim**,\n\n- about {{order.number}}'
  const doc = docOf(text)
  const { posOf, offsetOf } = textOfDoc(doc)
  const at = text.indexOf('{{')
  expect(doc.textBetween(posOf(at), posOf(at + 16))).toBe('{{order.number}}')
  expect(offsetOf(posOf(at))).toBe(at)
  expect(offsetOf(posOf(3))).toBe(3)
})
