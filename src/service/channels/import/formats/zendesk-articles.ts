import type { Row } from '#shared/tables.ts'
import { safeHtml } from '../safe-html.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, importRow } from './format.ts'
import { system, zendeskId } from './zendesk-book.ts'
import { skipped } from './zendesk-groups.ts'

const longestBody = 1_000_000

/** A Help Center article in one language becomes an SOP and its text. One without a text is reported, never made up. */
export function articleItem(record: SourceRecord): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'an article without an id')
  const body = record.text('body', longestBody)
  if (body === null || body.trim() === '') return skipped(record, 'an article without a text (a stub)')
  const locale = record.locale('locale') ?? 'en-US'
  // The export may give every language of an article the same id, or each its own.
  const identity = `${externalId}:${locale}`
  const id = zendeskId('sops', identity)
  const head: Row<'sops'> = {
    id,
    groupId: zendeskId('sop-groups', record.id('translation_group') ?? externalId),
    title: titleOf(record, externalId),
    locale,
    sourceLocale: record.locale('source_locale') ?? locale,
    section: record.text('section', 300) ?? '',
    labels: [...record.words('label_names'), ...(record.flag('outdated') === true ? ['outdated'] : [])],
    market: null,
    state: record.flag('draft') === true ? 'draft' : 'published',
    internal: record.flag('internal') ?? false,
    version: 1,
    updatedAt: updatedAt(record),
    source: { system, externalId: identity, ...referenceOf(record) },
  }
  const text = sopBody(record, id, body)
  record.reportRest()
  return { rows: [importRow('sops', head), importRow('sopBodies', text)], places: [record.place] }
}

function titleOf(record: SourceRecord, externalId: string): string {
  const title = record.text('title', 500)?.trim() ?? ''
  if (title !== '') return title
  record.coerced('articles.title is empty: named by the id')
  return `Article ${externalId}`
}

function updatedAt(record: SourceRecord): string {
  const at = record.instant('updated_at') ?? record.instant('created_at')
  if (at === null) record.coerced('articles.updated_at is missing: taken as 1970')
  return at ?? new Date(0).toISOString()
}

function referenceOf(record: SourceRecord): { reference?: string } {
  const reference = record.text('html_url', 1000) ?? record.text('x_path', 1000)
  return reference === null ? {} : { reference }
}

function sopBody(record: SourceRecord, id: string, body: string): Row<'sopBodies'> {
  const format = record.text('body_format', 20) ?? 'html'
  if (format === 'markdown') return { id, sopId: id, format: 'markdown', body }
  if (format !== 'html') record.coerced('articles.body_format is neither html nor markdown: taken as html')
  return { id, sopId: id, format: 'html', body: safeHtml(body) }
}
