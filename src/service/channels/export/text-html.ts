import { escaped } from '../import/message-body.ts'

/** A text as HTML: its paragraphs, and their lines. */
export const textHtml = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').map(escaped).join('<br>'))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')
