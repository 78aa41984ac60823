import type { MacroAction } from '#shared/domain/macro.ts'
import { say } from './say.ts'

/** What one action of a macro does, in words, e.g. "sets status to Pending". `queueName` gives a queue's name where it is known. */
export function macroActionWords(action: MacroAction, queueName: (id: string) => string | undefined): string {
  switch (action.do) {
    case 'set-status':
      return say('macro.sets-status', { status: say(`status.${action.status}`) })
    case 'set-priority':
      return say('macro.sets-priority', { priority: say(`priority.${action.priority}`) })
    case 'add-tags':
      return say('macro.adds-tags', { tags: action.tags.join(', '), n: action.tags.length })
    case 'remove-tags':
      return say('macro.removes-tags', { tags: action.tags.join(', '), n: action.tags.length })
    case 'assign-me':
      return say('macro.assigns-me')
    case 'unassign':
      return say('macro.unassigns')
    case 'move-queue':
      return say('macro.moves', { queue: queueName(action.queueId) ?? say('macro.unknown-queue') })
  }
}
