import { isWithTier2 } from '#shared/domain/escalation-state.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { openPointed, rights } from './case-rights.ts'
import { type Command, type CommandContext, defineCommand, withAltShift } from './define-command.ts'

/** Why nothing can be asked or answered on the case that is meant, or null. */
function cannotAsk(context: CommandContext): WordKey | null {
  const { workspace, pointed } = context
  if (pointed === undefined) return 'commands.no-case'
  const ask = pointed.ask ? workspace.get('asks', pointed.ask.id) : undefined
  const may = rights(context)
  if (ask !== undefined && may.answerAsk(ask)) return isWithTier2(ask.state) ? null : 'commands.escalation-elsewhere'
  if (ask?.state === 'returned' && may.followAsk(ask)) return null
  if (pointed.ask) return 'refused.ask-is-open'
  return may.askSupervisor(pointed) ? null : 'commands.no-ask'
}

/** Commands between agents and whoever leads at their site. */
export const askCommands: readonly Command[] = [
  defineCommand({
    id: 'ask.supervisor',
    group: 'escalation',
    title: 'commands.ask',
    keys: ['Shift+P'],
    presetKeys: withAltShift('q'),
    unavailable: cannotAsk,
    run: (context) => {
      openPointed(context)
      context.screen.show('ask')
    },
  }),
]
