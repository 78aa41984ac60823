import type { MacroAction } from '#shared/domain/macro-action.ts'
import { nameOfLanguage } from './name-of-language.ts'
import { say } from './say.ts'

/** Gives the name of a row where it is known. */
type NameOfRow = (table: 'queues' | 'agents' | 'forms' | 'drivers', id: string) => string | undefined

/** What one action of a macro does, in words, e.g. "sets status to Pending". */
export function macroActionWords(action: MacroAction, nameOf: NameOfRow): string {
  switch (action.do) {
    case 'set-status':
      return say('macro.sets-status', { status: say(`status.${action.status}`) })
    case 'set-priority':
      return say('macro.sets-priority', { priority: say(`priority.${action.priority}`) })
    case 'add-tags':
      return say('macro.adds-tags', { tags: action.tags.join(', '), n: action.tags.length })
    case 'remove-tags':
      return say('macro.removes-tags', { tags: action.tags.join(', '), n: action.tags.length })
    case 'set-tags':
      return say('macro.sets-tags', { tags: action.tags.join(', '), n: action.tags.length })
    case 'assign-me':
      return say('macro.assigns-me')
    case 'assign':
      return say('macro.assigns', { name: nameOf('agents', action.agentId) ?? say('macro.unknown') })
    case 'unassign':
      return say('macro.unassigns')
    case 'move-queue':
      return say('macro.moves', { queue: nameOf('queues', action.queueId) ?? say('macro.unknown-queue') })
    default:
      return furtherWords(action, nameOf)
  }
}

type Further = Exclude<
  MacroAction,
  {
    do:
      | 'set-status'
      | 'set-priority'
      | 'add-tags'
      | 'remove-tags'
      | 'set-tags'
      | 'assign-me'
      | 'assign'
      | 'unassign'
      | 'move-queue'
  }
>

function furtherWords(action: Further, nameOf: NameOfRow): string {
  switch (action.do) {
    case 'set-subject':
      return say('macro.sets-subject', { subject: action.subject })
    case 'set-field':
      return action.value === null
        ? say('macro.clears-field', { field: action.key })
        : say('macro.sets-field', { field: action.key, value: String(action.value) })
    case 'set-driver':
      return say('macro.sets-driver', { name: nameOf('drivers', action.driverId) ?? say('macro.unknown') })
    case 'set-form':
      return say('macro.sets-form', { name: nameOf('forms', action.formId) ?? say('macro.unknown') })
    case 'set-language':
      return say('macro.sets-language', { language: nameOfLanguage(action.locale) })
    case 'follow':
      return action.agentId === 'me'
        ? say('macro.follows-me')
        : say('macro.follows', { name: nameOf('agents', action.agentId) ?? say('macro.unknown') })
    case 'snooze':
      return action.hours === null ? say('macro.snoozes-reply') : say('macro.snoozes', { n: action.hours })
    case 'add-note':
      return say('macro.adds-note', { text: action.text })
  }
}
