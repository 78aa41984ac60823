import { type ComparedLine, compareParts } from './compare-lines.ts'

/** A part of a page in Markdown: a paragraph, a list, a table. `label`: what stands before it, which is not compared. */
export interface Block {
  readonly kind: 'title' | 'text' | 'internal' | 'step'
  readonly markdown: string
  readonly label?: string
}

/** Two pages side by side: what both have, what one of them has, and what stands in both in other words. */
export type ComparedBlock =
  | { readonly is: 'same' | 'gone' | 'new'; readonly block: Block }
  | { readonly is: 'changed'; readonly block: Block; readonly words: readonly ComparedLine[] }

const fence = /^ {0,3}(```|~~~)/

/** A text in Markdown in its blocks, which are set apart by an empty line. What is indented belongs to what is above it. */
export function blocksOf(markdown: string): string[] {
  const blocks: string[][] = [[]]
  let isFenced = false
  let isApart = false
  for (const line of markdown.split('\n')) {
    if (fence.test(line)) isFenced = !isFenced
    const isEmpty = line.trim() === ''
    if (isApart && !isEmpty && !/^\s/.test(line)) blocks.push([])
    isApart = isEmpty && !isFenced
    blocks.at(-1)?.push(line)
  }
  return blocks.map((lines) => lines.join('\n').replace(/^\n+|\s+$/g, '')).filter((block) => block !== '')
}

/** The words of a block as one reads them, in their lines: without the signs of Markdown. */
export const cleanText = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^ {0,3}#{1,6}\s+/gm, '')
    .replace(/^ {0,3}>\s?/gm, '')
    .replace(/^(\s*)[-*+]\s+/gm, '$1• ')
    .replace(/\*\*|__|~~|`/g, '')
    .replace(/(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])/g, '')

/** Signs of which words alone would make no sense: tables, and code. */
const isDrawn = (markdown: string): boolean => /^\s*\|/m.test(markdown) || /^ {0,3}(```|~~~)/m.test(markdown)

/** More words than this side by side would take too much room. */
const mostWords = 1500

const wordsOf = (text: string, words: Intl.Segmenter): string[] =>
  [...words.segment(text)].map(({ segment }) => segment)

/** Neighbours that are alike as one, so that a changed sentence is not read word by word. */
function joined(lines: readonly ComparedLine[]): ComparedLine[] {
  const all: { is: ComparedLine['is']; line: string }[] = []
  for (const { is, line } of lines) {
    const last = all.at(-1)
    if (last?.is === is) last.line += line
    else all.push({ is, line })
  }
  return all
}

/** How a block reads in both pages, or null where it is rather another one: less than half of the words are the same. */
function sameBlock(before: Block, after: Block, words: Intl.Segmenter): readonly ComparedLine[] | null {
  if (before.kind !== after.kind || isDrawn(before.markdown) || isDrawn(after.markdown)) return null
  const clean = [cleanText(before.markdown), cleanText(after.markdown)] as const
  // Where only a sign or an address changed, that is what there is to be seen.
  const [old, now] = clean[0] === clean[1] ? [before.markdown, after.markdown] : clean
  const [a, b] = [wordsOf(old, words), wordsOf(now, words)]
  if (a.length > mostWords || b.length > mostWords) return null
  const lines = compareParts(a, b)
  const shared = lines.filter(({ is, line }) => is === 'same' && line.trim() !== '').length
  const all = Math.max(...[a, b].map((some) => some.filter((word) => word.trim() !== '').length))
  return shared * 2 >= all ? joined(lines) : null
}

const keyOf = ({ kind, markdown }: Block): string => `${kind} ${markdown}`

/**
 * What differs between two pages. `locale`: in whose words, where a language sets no spaces between them.
 */
export function compareBlocks(before: readonly Block[], after: readonly Block[], locale: string): ComparedBlock[] {
  const words = new Intl.Segmenter(locale, { granularity: 'word' })
  const found: ComparedBlock[] = []
  let [i, j] = [0, 0]
  let gone: Block[] = []
  let fresh: Block[] = []
  // Of what went and what came at one place, that is the same which has most of its words.
  const settle = (): void => {
    for (const block of gone) {
      const at = fresh.findIndex((one) => sameBlock(block, one, words) !== null)
      const now = fresh[at]
      if (now === undefined) {
        found.push({ is: 'gone', block })
        continue
      }
      for (const one of fresh.slice(0, at)) found.push({ is: 'new', block: one })
      found.push({ is: 'changed', block: now, words: sameBlock(block, now, words) ?? [] })
      fresh = fresh.slice(at + 1)
    }
    for (const block of fresh) found.push({ is: 'new', block })
    gone = []
    fresh = []
  }
  for (const { is } of compareParts(before.map(keyOf), after.map(keyOf))) {
    const [old, now] = [before[i], after[j]]
    if (is !== 'new') i += 1
    if (is !== 'gone') j += 1
    if (is === 'gone' && old !== undefined) gone.push(old)
    if (is === 'new' && now !== undefined) fresh.push(now)
    if (is === 'same' && now !== undefined) {
      settle()
      found.push({ is, block: now })
    }
  }
  settle()
  return found
}
