import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { fieldAction, subjectAction } from '../desk/desk-actions.ts'
import type { WrittenText } from '../desk/desk-macros.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ZendeskBook } from './zendesk-book.ts'

const { statuses, priorities } = caseWords.zendesk

/** What the actions of a macro come to. */
export interface MacroParts {
  readonly texts: WrittenText[]
  readonly actions: MacroAction[]
  isNote: boolean
}

/** Takes one action of a macro in; one without a counterpart goes to the report. */
export function readAction(action: SourceRecord, parts: MacroParts, book: ZendeskBook): void {
  const field = action.text('field', 100) ?? ''
  if (field === 'comment_value' || field === 'comment_value_html') return readText(action, field, parts)
  if (field === 'comment_mode_is_public') {
    parts.isNote = action.flag('value') === false
    return
  }
  const mapped = mappedAction(field, action, book)
  if (mapped === null) action.unmapped(`macro action ${field}: ${shown(action.raw('value'))}`)
  else parts.actions.push(mapped)
}

/** A comment's text: `"text"`, or `["channel:all", "text"]`. */
function readText(action: SourceRecord, field: string, parts: MacroParts): void {
  const value = action.raw('value')
  const isPair = Array.isArray(value)
  const list = isPair ? (value as unknown[]) : [value]
  const texts = list.filter((item): item is string => typeof item === 'string')
  const [channel] = texts
  if (isPair && channel?.startsWith('channel:') === true) {
    texts.shift()
    if (channel !== 'channel:all') action.coerced(`a macro's text for ${channel} only: taken for all`)
  }
  for (const text of texts) {
    parts.texts.push({ text, isHtml: field === 'comment_value_html' })
  }
}

function mappedAction(field: string, action: SourceRecord, book: ZendeskBook): MacroAction | null {
  switch (field) {
    case 'status':
      return statusAction(action)
    case 'priority':
      return priorityAction(action)
    case 'set_tags':
    case 'current_tags':
    case 'remove_tags':
      return { do: tagActions[field], tags: action.words('value') }
    case 'assignee_id':
      return assigneeAction(action, book)
    case 'group_id': {
      const queue = book.queues.get(action.id('value') ?? '')
      return queue === undefined ? null : { do: 'move-queue', queueId: queue.id }
    }
    case 'subject':
      return subjectAction(action.raw('value'), placeholderTables.zendesk)
    case 'cc':
    case 'follower':
      return followAction(action, book)
    default:
      return keptFields.has(field) || customField.test(field)
        ? fieldAction(field.replace(customField, ''), action.raw('value'), placeholderTables.zendesk)
        : null
  }
}

const tagActions = { set_tags: 'set-tags', current_tags: 'add-tags', remove_tags: 'remove-tags' } as const
/** What this desk has no word for is kept as a field of the case under Zendesk's own. */
const keptFields: ReadonlySet<string> = new Set(['type', 'brand_id', 'custom_status_id', 'ticket_form_id', 'locale_id'])
const customField = /^(custom_fields_|ticket_fields_)(?=[0-9]+$)/

/** Colleagues follow a case here; a party who is copied in has no counterpart. */
function followAction(action: SourceRecord, book: ZendeskBook): MacroAction | null {
  const value = action.raw('value')
  if (value === 'current_user') return { do: 'follow', agentId: 'me' }
  const known = book.users.get(action.id('value') ?? '')
  return known?.isAgent === true ? { do: 'follow', agentId: known.agentId } : null
}

function statusAction(action: SourceRecord): MacroAction | null {
  const status = statuses.get(action.text('value', 40) ?? '')
  return status === undefined || status === 'new' ? null : { do: 'set-status', status }
}

function priorityAction(action: SourceRecord): MacroAction | null {
  const priority = priorities.get(action.text('value', 40) ?? '')
  return priority === undefined ? null : { do: 'set-priority', priority }
}

/** Zendesk writes an empty value for "nobody". */
function assigneeAction(action: SourceRecord, book: ZendeskBook): MacroAction | null {
  const value = action.raw('value')
  if (value === 'current_user') return { do: 'assign-me' }
  if (value === '' || value === null) return { do: 'unassign' }
  const known = book.users.get(action.id('value') ?? '')
  return known?.isAgent === true ? { do: 'assign', agentId: known.agentId } : null
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60)
