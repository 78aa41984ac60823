import { type Extensions, Extension, Node } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import StarterKit from '@tiptap/starter-kit'
import { placeholder } from '#shared/macro-placeholders.ts'
import { isWebLink } from '#renderer/rich-text/web-link.ts'

/** A picture that stands in the text: its name; the picture itself is seen in the thread. */
const Picture = Node.create({
  name: 'picture',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ id: { default: '' }, alt: { default: '' } }),
  renderHTML: ({ node }) => ['span', { class: 'rich-picture' }, String(node.attrs['alt'])],
})

/** Marks the placeholders that nothing could fill. */
const Unfilled = Extension.create({
  name: 'unfilled',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations: ({ doc }) => {
          const found: Decoration[] = []
          doc.descendants((node, pos) => {
            for (const { index, 0: whole } of (node.text ?? '').matchAll(placeholder)) {
              found.push(Decoration.inline(pos + index, pos + index + whole.length, { class: 'rich-unfilled' }))
            }
          })
          return DecorationSet.create(doc, found)
        },
      },
    }),
  ],
})

/** What can be written: the marks that a written text has, and nothing else. */
export const extensions: Extensions = [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    trailingNode: false,
    link: { openOnClick: false, autolink: false, linkOnPaste: false, isAllowedUri: isWebLink },
  }),
  Picture,
  Unfilled,
]
