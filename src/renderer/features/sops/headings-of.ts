import { plainText } from '#renderer/search/plain-text.ts'

/** A heading of an SOP: which one it is among those of the first three levels, counted from 0. */
export interface Heading {
  readonly place: number
  readonly level: number
  readonly words: string
}

const markdownHeading = /^ {0,3}(#{1,3})\s+(.+?)\s*#*$/
const htmlHeading = /<h([1-3])\b[^>]*>([\s\S]*?)<\/h\1>/gi
const fence = /^ {0,3}(```|~~~)/

/** The headings of a body in their order, as plain words. */
export function headingsOf(body: string, format: 'markdown' | 'html'): Heading[] {
  const found = format === 'html' ? ofHtml(body) : ofMarkdown(body)
  return found.map(({ level, words }, place) => ({ place, level, words: plainText(words, format) }))
}

const ofHtml = (html: string): { level: number; words: string }[] =>
  [...html.matchAll(htmlHeading)].map(([, level, words = '']) => ({ level: Number(level), words }))

function ofMarkdown(markdown: string): { level: number; words: string }[] {
  const found: { level: number; words: string }[] = []
  let isCode = false
  for (const line of markdown.split('\n')) {
    if (fence.test(line)) isCode = !isCode
    const [, signs, words] = isCode ? [] : (markdownHeading.exec(line) ?? [])
    if (signs !== undefined && words !== undefined) found.push({ level: signs.length, words })
  }
  return found
}
