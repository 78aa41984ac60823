import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import {
  type MacroSteps,
  agentAction,
  noSteps,
  oneMessage,
  priorityAction,
  queueAction,
  snoozeFor,
  statusAction,
  tagsOf,
  unmappedAction,
  wordIn,
} from '../desk/desk-actions.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type Scopes, forAgent, forEveryone, forNobodyKnown, forQueues, macroItem } from '../desk/desk-macros.ts'
import { noteColleague } from '../desk/desk-people.ts'
import { queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportFormat, ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.libredesk

// A new installation's own.
const statusNames: ReadonlyMap<string, string> = new Map([
  ['1', 'open'],
  ['2', 'snoozed'],
  ['3', 'resolved'],
  ['4', 'closed'],
])
const priorityNames: ReadonlyMap<string, string> = new Map([
  ['1', 'low'],
  ['2', 'medium'],
  ['3', 'high'],
])

/**
 * Libredesk's macros, as `GET /api/v1/macros` gives them, and the teams and users that they name: the fields of its
 * `internal/macro/models/models.go`, the actions of its `internal/automation/models/models.go`.
 */
export const libredesk: ImportFormat = {
  name: 'libredesk',
  nouns: new Set(['teams', 'users', 'macros']),
  signs: [['macros', 'message_content']],
  notRead: new Map([['conversations', 'only macros are read from Libredesk']]),
  async *read(folder, report) {
    const reading = new DeskReading('libredesk', folder, report)
    const { book } = reading
    yield* reading.items('teams', 'a team', (record, key) => {
      record.ignore(
        'created_at',
        'updated_at',
        'emoji',
        'timezone',
        'conversation_assignment_type',
        'business_hours_id',
      )
      return queueItem(record, book, { key, name: record.text('name', 120), kind: 'Team' })
    })
    for await (const record of reading.records('users')) noteUser(record, book)
    yield* reading.items('macros', 'a macro', (record, id) => libredeskMacroItem(record, book, id))
    yield* reading.last()
  },
}

function noteUser(record: SourceRecord, book: DeskBook): void {
  const names = [record.text('first_name', 100), record.text('last_name', 100)].map((part) => part?.trim() ?? '')
  record.ignore('created_at', 'updated_at', 'avatar_url', 'type', 'roles', 'availability_status', 'teams')
  record.ignore('permissions')
  const name = names.filter((part) => part !== '').join(' ')
  noteColleague(record, book, record.id('id'), { name, locale: null, isActive: record.flag('enabled') ?? true })
}

function libredeskMacroItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  const steps = noSteps()
  const content = record.text('message_content', longestText)
  // The short lists of newer builds (`/macros/compact`, `/macros/search`) say only that there is a text.
  if (record.flag('has_message_content') === true && content === null)
    record.unmapped('macros.message_content is not in this list: take the whole one, GET /api/v1/macros')
  if (content !== null && content.trim() !== '') steps.replies.push({ text: content, isHtml: true })
  for (const action of record.records('actions')) readAction(action, steps, book)
  const when = record.words('visible_when')
  if (when.length > 0 && when.length < 3) record.unmapped(`macros.visible_when: ${when.join(', ')}`)
  record.ignore('created_at', 'updated_at')
  const facts = {
    externalId,
    title: record.text('name', 300),
    ...oneMessage(steps),
    locale: null,
    isActive: true,
    usageCount: Math.max(0, Math.trunc(record.number('usage_count') ?? 0)),
    scopes: scopesOf(record, book),
  }
  return macroItem(record, book, facts, placeholderTables.libredesk)
}

function readAction(action: SourceRecord, { replies, notes, actions }: MacroSteps, book: DeskBook): void {
  const name = action.text('type', 60) ?? ''
  const texts = name === 'send_reply' ? replies : name === 'send_private_note' ? notes : null
  if (texts !== null) {
    texts.push({ text: wordIn(action.raw('value')), isHtml: true })
    return
  }
  const mapped = mappedAction(name, action, book) ?? unmappedAction(action, name, action.raw('value'))
  if (mapped !== null) actions.push(mapped)
}

function scopesOf(record: SourceRecord, book: DeskBook): Scopes {
  const team = record.id('team_id')
  const user = record.id('user_id')
  switch (record.text('visibility', 20) ?? 'all') {
    case 'all':
      return forEveryone
    case 'team':
      return forQueues(record, book, team === null ? [] : [team])
    case 'user':
      return forAgent(record, book, user)
    default:
      return forNobodyKnown(record)
  }
}

function mappedAction(name: string, action: SourceRecord, book: DeskBook): MacroAction | null {
  switch (name) {
    case 'add_tags':
      return { do: 'add-tags', tags: tagsOf(action.raw('value')) }
    case 'set_tags':
      return { do: 'set-tags', tags: tagsOf(action.raw('value')) }
    case 'remove_tags':
      return { do: 'remove-tags', tags: tagsOf(action.raw('value')) }
    case 'set_status':
      return statusAction(statuses.get(word(action, statusNames)))
    case 'set_priority':
      return priorityAction(priorities.get(word(action, priorityNames)))
    case 'assign_team':
      return queueAction(book.queue(wordIn(action.raw('value'))))
    case 'assign_user':
      return agentAction(book.agent(wordIn(action.raw('value'))))
    case 'snooze':
      return snoozeFor(wordIn(action.raw('value')))
    default:
      return null
  }
}

/** The first value: by its name where it is shown, else by the id that it stands for. */
function word(action: SourceRecord, names: ReadonlyMap<string, string>): string {
  const value = wordIn(action.raw('value')).toLowerCase()
  const shown = wordIn(action.raw('display_value')).toLowerCase()
  return shown !== '' ? shown : (names.get(value) ?? value)
}
