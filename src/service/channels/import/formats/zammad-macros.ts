import type { MacroAction } from '#shared/domain/macro-action.ts'
import type { NextCase } from '#shared/domain/macro.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { zammadColumns } from '../../macro-words/zammad-columns.ts'
import {
  type MacroSteps,
  agentAction,
  fieldAction,
  noSteps,
  priorityAction,
  queueAction,
  snoozeAction,
  statusAction,
  subjectAction,
  tagsOf,
  unmappedAction,
  wordIn,
} from '../desk/desk-actions.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type Scopes, forEveryone, forNobodyKnown, forQueues, macroItem } from '../desk/desk-macros.ts'
import { longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportItem } from './format.ts'
import type { ZammadNames } from './zammad-names.ts'

const nextCases: { readonly [flow: string]: NextCase } = { next_task: 'close-tab', next_from_overview: 'next' }

/**
 * A macro: `perform` says by a ticket's field what becomes of it, as in Zammad's `db/seeds/macros.rb`; `ux_flow_next_up` is one of the four of its
 * `app/models/macro.rb`.
 */
export function zammadMacroItem(
  record: SourceRecord,
  book: DeskBook,
  names: ZammadNames,
  externalId: string,
): ImportItem {
  const perform = record.record('perform')
  const steps = noSteps()
  for (const name of Object.keys(perform?.value ?? {})) {
    const action = perform?.record(name) ?? null
    if (action !== null) readStep(name, action, steps, { book, names })
  }
  const flow = record.text('ux_flow_next_up', 40) ?? 'none'
  const nextCase = nextCases[flow]
  if (flow !== 'none' && nextCase === undefined) record.unmapped(`macros.ux_flow_next_up: ${flow}`)
  record.ignore('created_at', 'updated_at', 'updated_by_id', 'created_by_id', 'updated_by', 'created_by')
  const facts = {
    externalId,
    title: record.text('name', 300),
    texts: steps.notes,
    isNote: true,
    actions: steps.actions,
    nextCase,
    locale: null,
    isActive: record.flag('active') ?? true,
    usageCount: 0,
    scopes: scopesOf(record, book),
  }
  return macroItem(record, book, facts, placeholderTables.zammad)
}

/** What tells a text module: the tables that Zammad exports may leave the id out, then its name does. */
export const moduleId = (record: SourceRecord): string =>
  record.id('id') ?? `named ${record.text('name', 160)?.trim() ?? ''}`

/** A text module: text alone, in HTML. */
export function textModuleItem(record: SourceRecord, book: DeskBook): ImportItem {
  const title = record.text('name', 300)?.trim() ?? ''
  const content = record.text('content', longestText) ?? ''
  record.ignore('created_at', 'updated_at', 'updated_by_id', 'created_by_id', 'updated_by', 'created_by', 'foreign_id')
  record.ignore('user_id')
  const facts = {
    externalId: `text-module:${moduleId(record)}`,
    title,
    // What is written without any tag Zammad makes HTML of only when it keeps it.
    texts: [{ text: content, isHtml: /<[a-z/!]/i.test(content) }],
    isNote: false,
    actions: [],
    locale: record.locale('locale'),
    isActive: record.flag('active') ?? true,
    usageCount: 0,
    scopes: scopesOf(record, book),
  }
  return macroItem(record, book, facts, placeholderTables.zammad)
}

/** Groups by their ids, or, in tables, by their names with commas between. None: for all. */
function scopesOf(record: SourceRecord, book: DeskBook): Scopes {
  const ids = record.words('group_ids')
  if (ids.length > 0) return forQueues(record, book, ids)
  const names = tagsOf(record.raw('groups'))
  if (names.length === 0) return forEveryone
  const [first, ...others] = names.flatMap((name, index): Scopes['scopes'][number][] => {
    const queue = book.queueCalled(name)
    return queue === null ? [] : [{ scope: { of: 'queue', queueId: queue.id }, suffix: index === 0 ? [] : [name] }]
  })
  if (others.length + (first === undefined ? 0 : 1) < names.length)
    record.unmapped(`${record.noun}: for a queue that is not in the export`)
  return first === undefined ? forNobodyKnown(record) : { scopes: [first, ...others], isUnclear: false }
}

interface Known {
  readonly book: DeskBook
  readonly names: ZammadNames
}

function readStep(name: string, action: SourceRecord, { notes, actions }: MacroSteps, known: Known): void {
  if (name === 'article.note') {
    notes.push({ text: action.text('body', longestText) ?? '', isHtml: true })
    if (action.flag('internal') === false)
      action.unmapped('macro action article.note that customers see: taken as a note')
    return
  }
  const mapped = mappedAction(name, action, known) ?? unmappedAction(action, name, action.value)
  if (mapped !== null) actions.push(mapped)
}

function mappedAction(name: string, action: SourceRecord, { book, names }: Known): MacroAction | null {
  const value = action.raw('value')
  const word = wordIn(value)
  switch (name) {
    case 'ticket.state_id':
      return statusAction(caseWords.zammad.statuses.get((names.states.get(word) ?? word).toLowerCase()))
    case 'ticket.priority_id':
      return priorityAction(caseWords.zammad.priorities.get((names.priorities.get(word) ?? word).toLowerCase()))
    case 'ticket.group_id':
      return queueAction(book.queue(word))
    case 'ticket.tags':
      return { do: action.text('operator', 20) === 'remove' ? 'remove-tags' : 'add-tags', tags: tagsOf(value) }
    case 'ticket.owner_id': {
      const condition = action.text('pre_condition', 40)
      if (condition === 'current_user.id') return { do: 'assign-me' }
      return condition === 'not_set' ? { do: 'unassign' } : agentAction(book.agent(word))
    }
    default:
      return mappedField(name, action)
  }
}

function mappedField(name: string, action: SourceRecord): MacroAction | null {
  const value = action.raw('value')
  switch (name) {
    case 'ticket.title':
      return subjectAction(value, placeholderTables.zammad)
    case 'ticket.pending_time':
      return action.text('operator', 20) === 'relative'
        ? snoozeAction(Number(wordIn(value)), pendingUnits[action.text('range', 20) ?? ''] ?? '')
        : null
    default:
      return ownField(name, action)
  }
}

const pendingUnits: { readonly [range: string]: string } = { minute: 'm', hour: 'h', day: 'd', week: 'w' }

/** A field that the account has added: only its value is set. */
function ownField(name: string, action: SourceRecord): MacroAction | null {
  const isPlain = Object.keys(action.value).every((key) => key === 'value' || key === 'value_completion')
  const key = name.startsWith('ticket.') ? name.slice('ticket.'.length) : ''
  if (key === '' || zammadColumns.has(key) || !isPlain) return null
  return fieldAction(key, action.raw('value'), placeholderTables.zammad)
}
