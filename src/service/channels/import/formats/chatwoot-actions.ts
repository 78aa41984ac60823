import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import {
  type MacroSteps,
  agentAction,
  noSteps,
  oneMessage,
  priorityAction,
  queueAction,
  statusAction,
  tagsOf,
  unmappedAction,
  wordIn,
} from '../desk/desk-actions.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import type { SourceRecord } from '../source-record.ts'

const { statuses, priorities } = caseWords.chatwoot

/** What the actions of a Chatwoot macro come to: `[{ action_name, action_params: [...] }]`, named as in its `app/models/macro.rb` (ACTIONS_ATTRS). */
export function chatwootActions(macro: SourceRecord, book: DeskBook): ReturnType<typeof oneMessage> {
  const steps = noSteps()
  for (const action of macro.records('actions')) readAction(action, steps, book)
  return oneMessage(steps)
}

function readAction(action: SourceRecord, { replies, notes, actions }: MacroSteps, book: DeskBook): void {
  const name = action.text('action_name', 60) ?? ''
  const params = action.raw('action_params')
  const texts = name === 'send_message' ? replies : name === 'add_private_note' ? notes : null
  if (texts !== null && wordIn(params) !== '') {
    texts.push({ text: wordIn(params), isHtml: false })
    return
  }
  const mapped = mappedAction(name, params, book) ?? unmappedAction(action, name, params)
  if (mapped !== null) actions.push(mapped)
}

function mappedAction(name: string, params: unknown, book: DeskBook): MacroAction | null {
  const word = wordIn(params)
  switch (name) {
    case 'add_label':
      return { do: 'add-tags', tags: tagsOf(params) }
    case 'remove_label':
      return { do: 'remove-tags', tags: tagsOf(params) }
    case 'assign_team':
      return queueAction(book.queue(`team:${word}`))
    case 'assign_agent':
      if (word === 'self') return { do: 'assign-me' }
      return word === 'nil' ? { do: 'unassign' } : agentAction(book.agent(word))
    case 'remove_assigned_agent':
      return { do: 'unassign' }
    case 'resolve_conversation':
      return { do: 'set-status', status: 'solved' }
    case 'snooze_conversation':
      // A macro there puts it aside without a time: until the contact writes.
      return { do: 'snooze', hours: null }
    case 'change_status':
      return statusAction(statuses.get(word.toLowerCase()))
    case 'change_priority':
      return priorityAction(priorities.get(word.toLowerCase()))
    default:
      return null
  }
}
