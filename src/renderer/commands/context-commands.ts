import type { ContextTab } from '#renderer/workspace/screen-store.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { type Command, always, defineCommand } from './define-command.ts'

const shows = (tab: ContextTab, title: WordKey, digit: number): Command =>
  defineCommand({
    id: `context.${tab}`,
    group: 'context',
    title,
    keys: [`Alt+Digit${digit}`],
    isForEditors: true,
    unavailable: always,
    run: ({ screen, desk }) => {
      screen.showContext(tab)
      desk.reveal(tab)
    },
  })

/** Commands that choose what stands beside the case. */
export const contextCommands: readonly Command[] = [
  shows('party', 'commands.context-party', 1),
  shows('sop', 'commands.context-sop', 2),
  shows('macros', 'commands.context-macros', 3),
  shows('escalation', 'commands.context-escalation', 4),
  shows('history', 'commands.context-history', 5),
  shows('details', 'commands.context-details', 6),
  shows('dispute', 'commands.context-dispute', 7),
]
