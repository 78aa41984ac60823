import { useDisputeRequest } from '#renderer/workspace/dispute-request.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { openPointed, rights } from './case-rights.ts'
import { type Command, type CommandContext, defineCommand } from './define-command.ts'

function cannotWork(context: CommandContext): WordKey | null {
  if (context.pointed === undefined) return 'commands.no-case'
  return rights(context).dispute(context.pointed) ? null : 'refused.not-allowed'
}

/** Commands about disputes, and about what is given or done because of a case. */
export const disputeCommands: readonly Command[] = [
  defineCommand({
    id: 'dispute.next',
    group: 'escalation',
    title: 'commands.dispute',
    keys: ['Shift+D'],
    presetKeys: { zendesk: ['Control+Alt+Shift+KeyD'], 'no-single-keys': ['Control+Alt+Shift+KeyD'] },
    unavailable: cannotWork,
    run: (context) => {
      openPointed(context)
      useDisputeRequest.getState().ask(null)
      context.screen.show('dispute')
    },
  }),
  defineCommand({
    id: 'action.ask',
    group: 'escalation',
    title: 'commands.action',
    keys: ['Shift+G'],
    unavailable: cannotWork,
    run: (context) => {
      openPointed(context)
      context.screen.show('action')
    },
  }),
  defineCommand({
    id: 'dispute.deadlines',
    group: 'desk',
    title: 'commands.deadlines',
    keys: [],
    unavailable: (context) => (rights(context).setUp() ? null : 'refused.not-allowed'),
    run: ({ screen }) => screen.show('deadlines'),
  }),
  defineCommand({
    id: 'action.limits',
    group: 'desk',
    title: 'commands.limits',
    keys: [],
    unavailable: (context) => (rights(context).setUp() ? null : 'commands.only-leads'),
    run: ({ screen }) => screen.show('limits'),
  }),
]
