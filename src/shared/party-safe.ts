const opens = /^ {0,3}:::\s*internal\s*$/i
const closes = /^ {0,3}:::\s*$/

/** A part of an SOP's text: for everyone, or for the desk alone. */
export interface SopPart {
  readonly isInternal: boolean
  readonly text: string
}

/** A Markdown text in its parts: what stands between `:::internal` and `:::` is for the desk alone. One that is never closed goes on to the end. */
export function partsOf(markdown: string): SopPart[] {
  const parts: { isInternal: boolean; lines: string[] }[] = [{ isInternal: false, lines: [] }]
  let isInternal = false
  for (const line of markdown.split('\n')) {
    if (isInternal ? closes.test(line) : opens.test(line)) {
      isInternal = !isInternal
      parts.push({ isInternal, lines: [] })
    } else parts.at(-1)?.lines.push(line)
  }
  return parts
    .map((part) => ({ isInternal: part.isInternal, text: part.lines.join('\n').trim() }))
    .filter(({ text }) => text !== '')
}

/** What of a Markdown text a party may read. */
export const partySafe = (markdown: string): string =>
  partsOf(markdown)
    .filter(({ isInternal }) => !isInternal)
    .map(({ text }) => text)
    .join('\n\n')
