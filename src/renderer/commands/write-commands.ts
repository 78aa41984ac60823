import type { WordKey } from '#renderer/words/say.ts'
import { openPointed, rights } from './case-rights.ts'
import { type Command, type CommandContext, defineCommand } from './define-command.ts'

/** Why nothing can be written to a party of the case that is meant. */
export function cannotReply(context: CommandContext): WordKey | null {
  if (context.pointed === undefined) return 'commands.no-case'
  return rights(context).reply(context.pointed) ? null : 'refused.not-allowed'
}

function cannotNote(context: CommandContext): WordKey | null {
  if (context.pointed === undefined) return 'commands.no-case'
  return rights(context).note(context.pointed) ? null : 'refused.not-allowed'
}

/** Commands that write. */
export const writeCommands: readonly Command[] = [
  defineCommand({
    id: 'write.reply',
    group: 'write',
    title: 'commands.reply',
    keys: ['r', 'Alt+KeyL'],
    presetKeys: { zendesk: ['Control+Alt+KeyC'] },
    isForEditors: true,
    unavailable: cannotReply,
    run: (context) => {
      openPointed(context)
      context.screen.write('reply')
    },
  }),
  defineCommand({
    id: 'write.note',
    group: 'write',
    title: 'commands.note',
    keys: ['n', 'Alt+KeyP'],
    presetKeys: { zendesk: ['Control+Alt+KeyX'] },
    isForEditors: true,
    unavailable: cannotNote,
    run: (context) => {
      openPointed(context)
      context.screen.write('note')
    },
  }),
  defineCommand({
    id: 'write.macro',
    group: 'write',
    title: 'commands.macro',
    keys: ['m', 'Control+;'],
    presetKeys: { zendesk: ['Control+Alt+KeyM'] },
    isForEditors: true,
    unavailable: cannotReply,
    run: (context) => {
      openPointed(context)
      context.screen.show('macros')
    },
  }),
]
