import { favouriteDigits, favouriteMacros } from '#renderer/workspace/favourite-macros.ts'
import { useMacroRequest } from '#renderer/workspace/macro-request.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { openPointed, rights } from './case-rights.ts'
import { type Command, type CommandContext, always, defineCommand } from './define-command.ts'

/** Why nothing can be written to a party of the case that is meant. */
export function cannotReply(context: CommandContext): WordKey | null {
  if (context.pointed === undefined) return 'commands.no-case'
  return rights(context).reply(context.pointed) ? null : 'refused.not-allowed'
}

function cannotNote(context: CommandContext): WordKey | null {
  if (context.pointed === undefined) return 'commands.no-case'
  return rights(context).note(context.pointed) ? null : 'refused.not-allowed'
}

const appliesFavourite = (digit: number): Command =>
  defineCommand({
    id: `write.favourite-${digit}`,
    group: 'write',
    title: `commands.favourite-${digit}` as WordKey,
    keys: [`Control+Shift+Digit${digit}`],
    isForEditors: true,
    unavailable: (context) => {
      const hasOne = favouriteMacros(context.workspace)[digit - 1] !== ''
      return hasOne ? cannotNote(context) : 'commands.no-favourite'
    },
    run: (context) => {
      const macroId = favouriteMacros(context.workspace)[digit - 1]
      if (macroId === undefined) return
      openPointed(context)
      useMacroRequest.getState().ask(macroId)
      context.screen.show('macros')
    },
  })

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
    // Which of many it cannot be applied to is in the report.
    unavailable: (context) => (context.selected.size > 0 ? null : cannotReply(context)),
    run: (context) => {
      if (context.selected.size === 0) openPointed(context)
      context.screen.show('macros')
    },
  }),
  defineCommand({
    id: 'write.macro-editor',
    group: 'write',
    title: 'commands.macro-editor',
    keys: ['g o'],
    unavailable: always,
    run: ({ screen }) => screen.show('macro-editor'),
  }),
  ...favouriteDigits.map(appliesFavourite),
]
