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
  statusAction,
  unmappedAction,
} from '../desk/desk-actions.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type Scopes, forEveryone, forNobodyKnown, forQueues, macroItem } from '../desk/desk-macros.ts'
import { noteColleague } from '../desk/desk-people.ts'
import { queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import type { ImportReport } from '../import-report.ts'
import { longestText } from '../message-body.ts'
import { SourceRecord } from '../source-record.ts'
import type { ImportFormat, ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.frappe

/**
 * The saved replies of Frappe Helpdesk: `GET /api/resource/HD Saved Reply?fields=["*"]` as `saved_replies.json`, and the teams they name as
 * `teams.json` (`HD Team`), the agents as `agents.json` (`HD Agent`). Documents are known by their names there.
 */
export const frappe: ImportFormat = {
  name: 'frappe',
  nouns: new Set(['teams', 'agents', 'saved_replies']),
  signs: [['saved_replies', 'message']],
  notRead: new Map([['tickets', 'only saved replies are read from Frappe Helpdesk']]),
  async *read(folder, report) {
    const reading = new DeskReading('frappe', folder, report)
    const { book } = reading
    for await (const record of reading.records('teams', nameOf)) yield teamItem(record, book)
    for await (const record of reading.records('agents', nameOf)) noteAgent(record, book)
    for await (const record of reading.records('saved_replies', nameOf)) {
      const item = savedReplyItem(record, book, report)
      if (item !== null) yield item
    }
    yield* reading.last()
  },
}

/** What a document is known by. */
const nameOf = (record: SourceRecord): string | null => record.id('name') ?? record.id('title')

function teamItem(record: SourceRecord, book: DeskBook): ImportItem {
  const key = nameOf(record) ?? record.id('team_name') ?? 'nameless'
  ignoreDocument(record)
  record.ignore('users', 'assignment_rule', 'ignore_restrictions', 'disabled')
  return queueItem(record, book, { key, name: record.text('team_name', 120) ?? key, kind: 'Team' })
}

/** Agents are known by their logins there. */
function noteAgent(record: SourceRecord, book: DeskBook): void {
  const login = nameOf(record)
  const name = record.text('agent_name', 200)?.trim() ?? ''
  ignoreDocument(record)
  record.ignore('user', 'user_image', 'availability', 'groups')
  const isActive = record.flag('is_active') ?? true
  noteColleague(record, book, login, { name: name === '' ? (login ?? '') : name, locale: null, isActive })
}

function savedReplyItem(record: SourceRecord, book: DeskBook, report: ImportReport): ImportItem | null {
  const externalId = nameOf(record)
  if (externalId === null) {
    record.leaveOut('a saved reply without a name')
    return null
  }
  const steps = noSteps()
  const message = record.text('message', longestText) ?? ''
  if (message.trim() !== '') steps.replies.push({ text: message, isHtml: true })
  for (const action of actionsOf(record, report)) readAction(action, steps, book)
  ignoreDocument(record)
  const facts = {
    externalId,
    title: record.text('title', 300),
    ...oneMessage(steps),
    locale: null,
    isActive: true,
    usageCount: 0,
    scopes: scopesOf(record, book),
  }
  return macroItem(record, book, facts, placeholderTables.frappe)
}

function readAction(action: SourceRecord, { notes, actions }: MacroSteps, book: DeskBook): void {
  const name = action.text('action_type', 60) ?? ''
  const value = action.text('value', longestText) ?? ''
  if (name === 'Add Comment') {
    notes.push({ text: value, isHtml: true })
    return
  }
  const mapped = mappedAction(name, value, book) ?? unmappedAction(action, name, value)
  if (mapped !== null) take(actions, mapped)
}

/** Each tag is an action of its own there; those that follow one another are one here. */
function take(actions: MacroAction[], action: MacroAction): void {
  const last = actions.at(-1)
  if (action.do === 'add-tags' && last?.do === 'add-tags') last.tags.push(...action.tags)
  else if (action.do === 'remove-tags' && last?.do === 'remove-tags') last.tags.push(...action.tags)
  else actions.push(action)
}

/** Actions are kept as a text that holds a list; over the API they may be the list itself. */
function actionsOf(record: SourceRecord, report: ImportReport): SourceRecord[] {
  const written = record.raw('actions')
  if (typeof written !== 'string') return record.records('actions')
  try {
    const list: unknown = JSON.parse(written === '' ? '[]' : written)
    return new SourceRecord({ actions: list }, record.place, record.noun, report).records('actions')
  } catch {
    record.coerced('saved_replies.actions holds broken JSON: left out')
    return []
  }
}

function scopesOf(record: SourceRecord, book: DeskBook): Scopes {
  const scope = record.text('scope', 20) ?? 'Global'
  const teams = record.records('teams').flatMap((team) => team.id('team') ?? [])
  if (scope === 'Global') return forEveryone
  // Whose a personal reply is says its owner, a login; who that is here nobody knows.
  return scope === 'Team' ? forQueues(record, book, teams) : forNobodyKnown(record)
}

function mappedAction(name: string, value: string, book: DeskBook): MacroAction | null {
  switch (name) {
    case 'Set Status':
      return statusAction(statuses.get(value.toLowerCase()))
    case 'Set Priority':
      return priorityAction(priorities.get(value.toLowerCase()))
    case 'Set Team':
      return queueAction(book.queue(value))
    case 'Assign to Me':
      return { do: 'assign-me' }
    case 'Assign Agent':
      return agentAction(book.agent(value))
    case 'Set Ticket Type':
      return fieldAction('ticket_type', value, placeholderTables.frappe)
    case 'Add Tag':
      return { do: 'add-tags', tags: [value.trim().slice(0, 100).toWellFormed()] }
    case 'Remove Tag':
      return { do: 'remove-tags', tags: [value.trim().slice(0, 100).toWellFormed()] }
    default:
      return null
  }
}

function ignoreDocument(record: SourceRecord): void {
  record.ignore('name', 'doctype', 'owner', 'creation', 'modified', 'modified_by', 'docstatus', 'idx', 'parent')
  record.ignore('_user_tags', '_comments', '_assign', '_liked_by')
}
