import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import {
  type MacroSteps,
  agentAction,
  fieldAction,
  noSteps,
  oneMessage,
  priorityAction,
  queueAction,
  snoozeFor,
  statusAction,
  subjectAction,
  tagsOf,
  unmappedAction,
  wordIn,
} from '../desk/desk-actions.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type WrittenText, forEveryone, macroItem } from '../desk/desk-macros.ts'
import { noteColleague } from '../desk/desk-people.ts'
import { queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportFormat, ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.gorgias

/**
 * Gorgias's macros, as `GET /api/macros` gives them, and the teams and users that they name: the fields of
 * developers.gorgias.com/reference/the-macro-object, actions and their arguments by the names that its macro editor writes.
 */
export const gorgias: ImportFormat = {
  name: 'gorgias',
  nouns: new Set(['teams', 'users', 'macros']),
  signs: [
    ['macros', 'intent'],
    ['macros', 'usage'],
  ],
  notRead: new Map([['tickets', 'only macros are read from Gorgias']]),
  async *read(folder, report) {
    const reading = new DeskReading('gorgias', folder, report)
    const { book } = reading
    yield* reading.items('teams', 'a team', (record, key) => {
      record.ignore('uri', 'created_datetime', 'decoration', 'members', 'description')
      return queueItem(record, book, { key, name: record.text('name', 120), kind: 'Team' })
    })
    for await (const record of reading.records('users')) noteUser(record, book)
    yield* reading.items('macros', 'a macro', (record, id) => gorgiasMacroItem(record, book, id))
    yield* reading.last()
  },
}

function noteUser(record: SourceRecord, book: DeskBook): void {
  record.ignore('uri', 'created_datetime', 'updated_datetime', 'deactivated_datetime', 'external_id', 'firstname')
  record.ignore('lastname', 'email', 'role', 'roles', 'country', 'timezone', 'bio', 'meta')
  noteColleague(record, book, record.id('id'), {
    name: record.text('name', 200) ?? '',
    locale: record.locale('language'),
    isActive: record.flag('active') ?? true,
  })
}

function gorgiasMacroItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  const steps = noSteps()
  for (const action of record.records('actions')) readAction(action, steps, book)
  record.ignore('uri', 'created_datetime', 'updated_datetime', 'external_id', 'archived_datetime')
  const facts = {
    externalId,
    title: record.text('name', 300),
    ...oneMessage(steps),
    locale: record.locale('language'),
    isActive: typeof record.raw('archived_datetime') !== 'string',
    usageCount: Math.max(0, Math.trunc(record.number('usage') ?? 0)),
    scopes: forEveryone,
  }
  return macroItem(record, book, facts, placeholderTables.gorgias)
}

/** The text as it was written, which is what is sent; its HTML where there is no other. */
function textIn(args: SourceRecord | null): WrittenText | null {
  const text = args?.text('body_text', longestText) ?? null
  const html = args?.text('body_html', longestText) ?? null
  if (text !== null && text.trim() !== '') return { text, isHtml: false }
  return html === null ? null : { text: html, isHtml: true }
}

function readAction(action: SourceRecord, { replies, notes, actions }: MacroSteps, book: DeskBook): void {
  const name = action.text('name', 60) ?? ''
  const args = action.record('arguments')
  const texts = name === 'setResponseText' ? replies : name === 'addInternalNote' ? notes : null
  if (texts !== null) {
    const written = textIn(args)
    if (written !== null) texts.push(written)
    return
  }
  const mapped = args === null ? null : mappedAction(name, args, book)
  const taken = mapped ?? unmappedAction(action, name, action.raw('arguments'))
  if (taken !== null) actions.push(taken)
}

function mappedAction(name: string, args: SourceRecord, book: DeskBook): MacroAction | null {
  switch (name) {
    case 'addTags':
      return { do: 'add-tags', tags: tagsOf(args.raw('tags')) }
    case 'removeTags':
      return { do: 'remove-tags', tags: tagsOf(args.raw('tags')) }
    case 'setStatus':
      return statusAction(statuses.get(wordIn(args.raw('status')).toLowerCase()))
    case 'setPriority':
      return priorityAction(priorities.get(wordIn(args.raw('priority')).toLowerCase()))
    case 'setTeamAssignee':
      return queueAction(book.queue(args.record('assignee_team')?.id('id') ?? null))
    case 'setAssignee':
      if (args.raw('assignee_user') === null) return { do: 'unassign' }
      return agentAction(book.agent(args.record('assignee_user')?.id('id') ?? null))
    default:
      return mappedField(name, args)
  }
}

function mappedField(name: string, args: SourceRecord): MacroAction | null {
  switch (name) {
    case 'setSubject':
      return subjectAction(args.raw('subject'), placeholderTables.gorgias)
    case 'setCustomFieldValue':
      return fieldAction(args.id('custom_field_id') ?? '', args.raw('value'), placeholderTables.gorgias)
    case 'snoozeTicket':
      return snoozeFor(wordIn(args.raw('snooze_timedelta')))
    default:
      return null
  }
}
