import { can } from '#shared/permissions.ts'
import type { WordKey } from '#renderer/words/say.ts'
import type { CommandContext } from './define-command.ts'

/** What an actor may do, as `can` says it. */
export const rights = ({ workspace }: CommandContext): ReturnType<typeof can> =>
  can({ kind: 'agent', agent: workspace.me })

/** For commands that change the case that is meant. */
export function cannotChange(context: CommandContext): WordKey | null {
  if (context.pointed === undefined) return 'commands.no-case'
  return rights(context).change(context.pointed) ? null : 'refused.not-allowed'
}

/** For commands by which an agent chooses who gets the case that is meant. */
function cannotChoose(context: CommandContext): WordKey | null {
  const { workspace, pointed } = context
  const queue = pointed === undefined ? undefined : workspace.get('queues', pointed.queueId)
  const why = cannotChange(context)
  if (why !== null || pointed === undefined || queue === undefined) return why
  return rights(context).choose(pointed, queue) ? null : 'refused.queue-is-pushed'
}

/** For commands that change the selected cases, or the one that is meant: which of many may not be changed is in the report. */
export const cannotChangeAny = (context: CommandContext): WordKey | null =>
  context.selected.size > 0 ? null : cannotChange(context)

/** For commands by which an agent chooses who gets the selected cases, or the one that is meant. */
export const cannotChooseAny = (context: CommandContext): WordKey | null =>
  context.selected.size > 0 ? null : cannotChoose(context)

/** Opens the case that is meant, so that what follows is about what the agent sees. */
export function openPointed({ screen, pointed }: CommandContext): void {
  if (pointed !== undefined && pointed.id !== screen.caseId) screen.openCase(pointed.id)
}
