import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type Scopes, forEveryone, forQueues, macroItem } from '../desk/desk-macros.ts'
import { queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportFormat, ImportItem } from './format.ts'

/**
 * osTicket's canned responses: the tables `ost_canned_response` and `ost_department` as a database tool writes them out, as
 * `canned_responses.csv` and `departments.csv` or as JSON.
 */
export const osticket: ImportFormat = {
  name: 'osticket',
  nouns: new Set(['departments', 'canned_responses']),
  signs: [['canned_responses', 'canned_id']],
  notRead: new Map([['tickets', 'only canned responses are read from osTicket']]),
  async *read(folder, report) {
    const reading = new DeskReading('osticket', folder, report)
    const { book } = reading
    for await (const record of reading.records('departments')) {
      const item = departmentItem(record, book)
      if (item !== null) yield item
    }
    for await (const record of reading.records('canned_responses', cannedId)) {
      const item = cannedItem(record, book)
      if (item !== null) yield item
    }
  },
}

const cannedId = (record: SourceRecord): string | null => record.id('canned_id') ?? record.id('id')

function departmentItem(record: SourceRecord, book: DeskBook): ImportItem | null {
  const key = record.id('id') ?? record.id('dept_id')
  const name = record.text('name', 120)
  if (key === null) {
    record.leaveOut('a department without an id')
    return null
  }
  // What a department has besides is how osTicket mails and routes.
  record.ignore(...Object.keys(record.value))
  return queueItem(record, book, { key, name, kind: 'Department' })
}

function cannedItem(record: SourceRecord, book: DeskBook): ImportItem | null {
  const externalId = cannedId(record)
  if (externalId === null) {
    record.leaveOut('a canned response without an id')
    return null
  }
  const response = record.text('response', longestText) ?? ''
  record.ignore('created', 'updated')
  const facts = {
    externalId,
    title: record.text('title', 300),
    texts: [{ text: response, isHtml: /<[a-z/!]/i.test(response) }],
    isNote: false,
    actions: [],
    locale: record.locale('lang'),
    isActive: record.flag('isenabled') ?? true,
    usageCount: 0,
    scopes: scopesOf(record, book),
  }
  return macroItem(record, book, facts, placeholderTables.osticket)
}

/** Department 0 is all of them. */
function scopesOf(record: SourceRecord, book: DeskBook): Scopes {
  const department = record.id('dept_id')
  return department === null || department === '0' ? forEveryone : forQueues(record, book, [department])
}
