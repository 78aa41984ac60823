import { wakeCase } from '#renderer/workspace/case-actions.ts'
import { wakeStep } from '#renderer/workspace/bulk-steps.ts'
import { say } from '#renderer/words/say.ts'
import { stepOnSelected } from './bulk-commands.ts'
import { cannotChange, cannotChangeAny } from './case-rights.ts'
import { type Command, defineCommand } from './define-command.ts'
import { tellOutcome } from './tell-outcome.ts'

/** Commands that put cases aside and take them up again. */
export const snoozeCommands: readonly Command[] = [
  defineCommand({
    id: 'case.snooze',
    group: 'case',
    title: 'commands.snooze',
    keys: ['h', 'Control+Alt+KeyH'],
    isForEditors: true,
    unavailable: cannotChangeAny,
    run: ({ screen }) => screen.show('snooze'),
  }),
  defineCommand({
    id: 'case.wake',
    group: 'case',
    title: 'commands.wake',
    keys: [],
    unavailable: (context) => {
      const { selected, pointed } = context
      if (selected.size > 0) return null
      const isSnoozed = pointed?.snooze !== undefined && pointed.snooze !== null
      return pointed !== undefined && !isSnoozed ? 'commands.not-snoozed' : cannotChange(context)
    },
    run: (context) => {
      const { workspace, desk, pointed } = context
      if (stepOnSelected(context, wakeStep(workspace)) || pointed === undefined) return
      if (tellOutcome(desk, wakeCase(workspace, pointed.id))) {
        desk.tell(say('snooze.wake-done', { number: pointed.number }))
      }
    },
  }),
]
