import { htmlText } from './html-text.ts'
import { safeHtml } from './safe-html.ts'
import type { SourceRecord } from './source-record.ts'

/** The longest text of one message that is taken, in characters. */
export const longestText = 1_000_000

/** What a message says: its text, and its HTML made safe where it has any. */
export interface MessageBody {
  readonly text: string
  readonly html: string | null
}

/** The body of a message from its HTML and its plain text, either of which may be missing. `what` names the message in the report. */
export function messageBody(
  record: SourceRecord,
  { html, plain }: { html: string | null; plain: string | null },
  what: string,
): MessageBody {
  if (html === null || html.trim() === '') {
    if (plain === null || plain.trim() === '') record.coerced(`${what} without a text: kept empty`)
    return { text: plain ?? '', html: null }
  }
  const safe = safeHtml(html)
  const text = htmlText(safe)
  if (text === '') record.coerced(`${what} whose HTML holds no text: kept as its plain text`)
  return text === '' ? { text: plain ?? '', html: null } : { text, html: safe }
}

const shownNames = 50

/** The same with the names of the files that came with it: the files themselves are not in an export. */
export function withFileNames(body: MessageBody, names: readonly string[]): MessageBody {
  if (names.length === 0) return body
  const shown = [...names.slice(0, shownNames), ...(names.length > shownNames ? ['…'] : [])]
  const lines = shown.map((name) => `[Attachment: ${name.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed()}]`)
  const html = body.html === null ? null : `${body.html}<p>${lines.map(escaped).join('<br />')}</p>`
  return { text: [body.text, lines.join('\n')].filter((part) => part !== '').join('\n\n'), html }
}

const entities: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as HTML that shows it. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => entities[char] ?? char)

/** The names of the files in a record's list of attachments, which is reported: what they hold is not there. */
export function fileNames(record: SourceRecord, list: string, name: string): string[] {
  const files = record.records(list)
  if (files.length > 0) record.unmapped(`what the files in ${record.noun}.${list} hold: their names are noted`)
  return files.map((file) => file.text(name, 300)?.trim() || 'a file without a name')
}
