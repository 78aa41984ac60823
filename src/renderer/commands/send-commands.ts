import { type AfterSending, useComposeRequests } from '#renderer/workspace/compose-request.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { type Command, type CommandContext, defineCommand } from './define-command.ts'

function cannotSend({ open, pointed }: CommandContext): WordKey | null {
  if (open === undefined) return 'commands.no-case'
  // While the keys are in the list another case may be meant than the one whose text is in sight.
  if (pointed?.id !== open.id) return 'commands.open-first'
  return useComposeRequests.getState().send === null ? 'refused.not-allowed' : null
}

const cannotSetStatus = (context: CommandContext): WordKey | null =>
  cannotSend(context) ?? (context.screen.composer === 'note' ? 'commands.note-sets-nothing' : null)

const sends = (command: Pick<Command, 'id' | 'title' | 'keys'>, after: AfterSending): Command =>
  defineCommand({
    ...command,
    group: 'write',
    isForEditors: true,
    unavailable: after === undefined ? cannotSend : cannotSetStatus,
    run: () => useComposeRequests.getState().send?.(after),
  })

/** Commands that send what is being written on the open case. */
export const sendCommands: readonly Command[] = [
  sends({ id: 'write.send', title: 'commands.send', keys: ['$mod+Enter'] }, undefined),
  sends({ id: 'write.send-solve', title: 'composer.send-solve', keys: ['$mod+Shift+Enter'] }, 'solved'),
  sends({ id: 'write.send-pending', title: 'composer.send-pending', keys: ['Control+Alt+Enter'] }, 'pending'),
]
