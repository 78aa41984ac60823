import type { Named } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import type { Desk } from './define-command.ts'

/** Says why something was refused, or that this computer could not keep it. True where it was not refused. */
export function tellOutcome(desk: Pick<Desk, 'tell'>, named: Named): boolean {
  if ('refused' in named) {
    desk.tell(say(`refused.${named.refused}`), { tone: 'bad' })
    return false
  }
  named.isSaved.catch(() => desk.tell(say('sync.disk-refused'), { tone: 'bad' }))
  return true
}
