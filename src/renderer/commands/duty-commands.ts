import type { WordKey } from '#renderer/words/say.ts'
import { type Command, type CommandContext, always, defineCommand, withAltShift } from './define-command.ts'

const leading: ReadonlySet<string> = new Set(['supervisor', 'admin'])
const onlyLeads = ({ workspace }: CommandContext): WordKey | null =>
  leading.has(workspace.me.role) ? null : 'commands.only-leads'

/** Commands about who is at work, and which site. */
export const dutyCommands: readonly Command[] = [
  defineCommand({
    id: 'duty.my-status',
    group: 'duty',
    title: 'commands.my-status',
    keys: ['Shift+S'],
    presetKeys: withAltShift('m'),
    unavailable: always,
    run: ({ screen }) => screen.show('my-status'),
  }),
  defineCommand({
    id: 'duty.end-shift',
    group: 'duty',
    title: 'commands.end-shift',
    keys: [],
    unavailable: always,
    run: ({ screen }) => screen.show('end-shift'),
  }),
  defineCommand({
    id: 'duty.colleague-status',
    group: 'duty',
    title: 'commands.colleague-status',
    keys: [],
    unavailable: onlyLeads,
    run: ({ screen }) => screen.show('colleague-status'),
  }),
  defineCommand({
    id: 'duty.fail-over',
    group: 'duty',
    title: 'commands.fail-over',
    keys: [],
    unavailable: onlyLeads,
    run: ({ screen }) => screen.show('fail-over'),
  }),
]
