import type { MacroAction } from '#shared/domain/macro.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import {
  type Scopes,
  type WrittenText,
  forEveryone,
  forNobodyKnown,
  forQueues,
  macroItem,
  tagsOf,
  unmappedAction,
} from '../desk/desk-macros.ts'
import { longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportItem } from './format.ts'
import type { ZammadNames } from './zammad-names.ts'

/** A macro: `perform` says by a ticket's field what becomes of it. */
export function zammadMacroItem(
  record: SourceRecord,
  book: DeskBook,
  names: ZammadNames,
  externalId: string,
): ImportItem {
  const perform = record.record('perform')
  const texts: WrittenText[] = []
  const actions: MacroAction[] = []
  for (const name of Object.keys(perform?.value ?? {})) {
    const action = perform?.record(name) ?? null
    if (action === null) continue
    if (name === 'article.note') {
      texts.push({ text: action.text('body', longestText) ?? '', isHtml: true })
      if (action.flag('internal') === false)
        action.unmapped('macro action article.note that customers see: taken as a note')
      continue
    }
    const mapped = mappedAction(name, action, book, names) ?? unmappedAction(record, name, perform?.raw(name))
    if (mapped !== null) actions.push(mapped)
  }
  const flow = record.text('ux_flow_next_up', 40)
  if (flow !== null && flow !== 'none') record.unmapped(`macros.ux_flow_next_up: ${flow}`)
  record.ignore('created_at', 'updated_at', 'updated_by_id', 'created_by_id', 'updated_by', 'created_by')
  const facts = {
    externalId,
    title: record.text('name', 300),
    texts,
    isNote: true,
    actions,
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

function mappedAction(name: string, action: SourceRecord, book: DeskBook, names: ZammadNames): MacroAction | null {
  const value = action.raw('value')
  const first: unknown = Array.isArray(value) ? value[0] : value
  const word = typeof first === 'string' || typeof first === 'number' ? String(first) : ''
  switch (name) {
    case 'ticket.state_id': {
      const status = caseWords.zammad.statuses.get((names.states.get(word) ?? word).toLowerCase())
      return status === undefined ? null : { do: 'set-status', status }
    }
    case 'ticket.priority_id': {
      const priority = caseWords.zammad.priorities.get((names.priorities.get(word) ?? word).toLowerCase())
      return priority === undefined ? null : { do: 'set-priority', priority }
    }
    case 'ticket.group_id': {
      const queue = book.queue(word)
      return queue === null ? null : { do: 'move-queue', queueId: queue.id }
    }
    case 'ticket.tags':
      return { do: action.text('operator', 20) === 'remove' ? 'remove-tags' : 'add-tags', tags: tagsOf(value) }
    case 'ticket.owner_id': {
      const condition = action.text('pre_condition', 40)
      return condition === 'current_user.id' ? { do: 'assign-me' } : condition === 'not_set' ? { do: 'unassign' } : null
    }
    default:
      return null
  }
}
