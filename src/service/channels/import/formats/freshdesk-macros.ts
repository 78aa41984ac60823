import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import {
  agentAction,
  fieldAction,
  priorityAction,
  queueAction,
  statusAction,
  tagsOf,
  unmappedAction,
  wordIn,
} from '../desk/desk-actions.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import {
  type Scopes,
  type WrittenText,
  forEveryone,
  forNobodyKnown,
  forQueues,
  macroItem,
} from '../desk/desk-macros.ts'
import { fileNames, longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.freshdesk

/** A canned response; its folder becomes that of the macro. `folders` are their names by their ids. */
export function cannedItem(
  record: SourceRecord,
  book: DeskBook,
  folders: ReadonlyMap<string, string>,
  externalId: string,
): ImportItem {
  const folder = folders.get(record.id('folder_id') ?? '') ?? ''
  const title = record.text('title', 250)?.trim() ?? ''
  const html = record.text('content_html', longestText)
  const plain = record.text('content', longestText)
  fileNames(record, 'attachments', 'name')
  record.ignore('created_at', 'updated_at')
  const facts = {
    externalId: `canned:${externalId}`,
    title: folder === '' || title === '' ? title : `${folder}::${title}`,
    texts: [html === null || html.trim() === '' ? { text: plain ?? '', isHtml: false } : { text: html, isHtml: true }],
    isNote: false,
    actions: [],
    locale: null,
    isActive: true,
    usageCount: 0,
    scopes: scopesOf(record, book),
  }
  return macroItem(record, book, facts, placeholderTables.freshdesk)
}

/** `visibility` of developers.freshdesk.com/api/#canned-responses: 0 for all, 1 for who made it, whom the API does not name, 2 for groups. */
function scopesOf(record: SourceRecord, book: DeskBook): Scopes {
  const visibility = record.number('visibility') ?? 0
  if (visibility === 2) return forQueues(record, book, record.words('group_ids'))
  record.ignore('group_ids')
  if (visibility === 0) return forEveryone
  if (visibility !== 1) record.coerced('canned_responses.visibility is not known: taken as personal')
  return forNobodyKnown(record)
}

/** A scenario automation: a macro of actions, with a note where it writes one. */
export function scenarioItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  const texts: WrittenText[] = []
  const actions: MacroAction[] = []
  for (const action of record.records('actions')) {
    const name = action.text('name', 60) ?? ''
    const value = action.raw('value')
    if (name === 'add_comment' || name === 'add_note') {
      const text = noteText(action)
      if (text !== null) texts.push({ text, isHtml: true })
      continue
    }
    const mapped = mappedAction(name, value, book) ?? unmappedAction(action, name, value)
    if (mapped !== null) actions.push(mapped)
  }
  record.ignore('created_at', 'updated_at')
  const facts = {
    externalId: `scenario:${externalId}`,
    title: record.text('name', 300),
    texts,
    isNote: true,
    actions,
    description: record.text('description', 500),
    locale: null,
    isActive: true,
    usageCount: 0,
    scopes: record.flag('private') === true ? forNobodyKnown(record) : forEveryone,
  }
  return macroItem(record, book, facts, placeholderTables.freshdesk)
}

/**
 * What a note says. Freshdesk keeps it as `comment`, and its API tells of an action the name and the value alone: then the note is there without
 * its text, and has to be written again.
 */
function noteText(action: SourceRecord): string | null {
  const text = action.text('value', longestText) ?? action.text('comment', longestText)
  if (action.flag('private') === false)
    action.unmapped('scenario action add_comment that customers see: taken as a note')
  if (text !== null && text.trim() !== '') return text
  action.unmapped('scenario action add_comment: the API leaves its text out')
  return null
}

function mappedAction(name: string, value: unknown, book: DeskBook): MacroAction | null {
  const word = wordIn(value)
  switch (name) {
    case 'status':
      return statusAction(statuses.get(word))
    case 'priority':
      return priorityAction(priorities.get(word))
    case 'group_id':
      return queueAction(book.queue(word))
    case 'add_tag':
    case 'add_tags':
      return { do: 'add-tags', tags: tagsOf(value) }
    case 'responder_id':
      // Freshdesk writes -1 for whoever runs it, and nothing for nobody.
      if (word === '-1') return { do: 'assign-me' }
      return word === '' ? { do: 'unassign' } : agentAction(book.agent(word))
    case 'ticket_type':
      return fieldAction('type', value, placeholderTables.freshdesk)
    default:
      // A field of the account's own, as tickets name it.
      return name.startsWith('cf_') ? fieldAction(name, value, placeholderTables.freshdesk) : null
  }
}
