import type { MacroAction } from '#shared/domain/macro.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type WrittenText, tagsOf, unmappedAction } from '../desk/desk-macros.ts'
import type { SourceRecord } from '../source-record.ts'

const { statuses, priorities } = caseWords.chatwoot

/** What the actions of a Chatwoot macro come to: `[{ action_name, action_params: [...] }]`. */
export function chatwootActions(
  macro: SourceRecord,
  book: DeskBook,
): { actions: MacroAction[]; texts: WrittenText[]; isNote: boolean } {
  const replies: WrittenText[] = []
  const notes: WrittenText[] = []
  const actions: MacroAction[] = []
  for (const action of macro.records('actions')) {
    const name = action.text('action_name', 60) ?? ''
    const value = action.raw('action_params')
    const params = Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value]
    const [first] = params
    if (name === 'send_message' || name === 'add_private_note') {
      if (typeof first === 'string') (name === 'send_message' ? replies : notes).push({ text: first, isHtml: false })
      else unmappedAction(action, name, value)
      continue
    }
    const mapped = mappedAction(name, params, book) ?? unmappedAction(action, name, value)
    if (mapped !== null) actions.push(mapped)
    if (name === 'snooze_conversation') action.coerced('macro action snooze_conversation: taken as on hold')
  }
  // A macro here writes one message: the reply, where there is one.
  if (replies.length > 0 && notes.length > 0) macro.unmapped("macro action add_private_note beside a macro's reply")
  const isNote = replies.length === 0 && notes.length > 0
  return { actions, texts: isNote ? notes : replies, isNote }
}

function mappedAction(name: string, params: readonly unknown[], book: DeskBook): MacroAction | null {
  const [first] = params
  const word = typeof first === 'string' || typeof first === 'number' ? String(first) : ''
  switch (name) {
    case 'add_label':
      return { do: 'add-tags', tags: tagsOf(params) }
    case 'remove_label':
      return { do: 'remove-tags', tags: tagsOf(params) }
    case 'assign_team': {
      const queue = book.queue(`team:${word}`)
      return queue === null ? null : { do: 'move-queue', queueId: queue.id }
    }
    case 'assign_agent':
      return word === 'self' ? { do: 'assign-me' } : word === 'nil' ? { do: 'unassign' } : null
    case 'resolve_conversation':
      return { do: 'set-status', status: 'solved' }
    case 'snooze_conversation':
      return { do: 'set-status', status: 'on-hold' }
    case 'change_status': {
      const status = statuses.get(word.toLowerCase())
      return status === undefined ? null : { do: 'set-status', status }
    }
    case 'change_priority': {
      const priority = priorities.get(word.toLowerCase())
      return priority === undefined ? null : { do: 'set-priority', priority }
    }
    default:
      return null
  }
}
