import { followCase, unfollowCase } from '#renderer/workspace/relation-actions.ts'
import type { Overlay } from '#renderer/workspace/screen-store.ts'
import { askWhatIsMissing } from '#renderer/workspace/solve-request.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { cannotChange, openPointed, rights } from './case-rights.ts'
import { type Command, type CommandContext, defineCommand } from './define-command.ts'
import { tellOutcome } from './tell-outcome.ts'

const opens = (overlay: Overlay, title: WordKey, keys: readonly string[]): Command =>
  defineCommand({
    id: `case.${overlay}`,
    group: 'case',
    title,
    keys,
    unavailable: cannotChange,
    run: ({ screen }) => screen.show(overlay),
  })

const needsCase = ({ pointed }: CommandContext): WordKey | null => (pointed === undefined ? 'commands.no-case' : null)

const isFollowing = ({ workspace, pointed }: CommandContext): boolean =>
  pointed?.followerIds?.includes(workspace.me.id) === true

/** Follows or stops; the way back is offered in passing. */
function toggleFollow(context: CommandContext): void {
  const { workspace, desk, pointed } = context
  if (pointed === undefined) return
  const { id, number } = pointed
  const [doIt, undo] = isFollowing(context) ? [unfollowCase, followCase] : [followCase, unfollowCase]
  if (!tellOutcome(desk, doIt(workspace, id))) return
  desk.tell(say(doIt === followCase ? 'commands.followed' : 'commands.unfollowed', { number }), {
    undo: () => tellOutcome(desk, undo(workspace, id)),
  })
}

/** The tab before or after the one in front, round about. */
const turnsTab = (id: string, title: WordKey, keys: readonly string[], by: 1 | -1): Command =>
  defineCommand({
    id,
    group: 'go',
    title,
    keys,
    isForEditors: true,
    unavailable: ({ screen }) => (screen.tabs.length < 2 ? 'commands.no-other-tab' : null),
    run: ({ screen }) => {
      const at = screen.caseId === null ? -1 : screen.tabs.indexOf(screen.caseId)
      const next = screen.tabs[(at + by + screen.tabs.length) % screen.tabs.length]
      if (next === undefined) return
      screen.openCase(next)
      screen.focusOn('desk')
    },
  })

/** Commands about what hangs on a case: its form, its checklist, the cases it has to do with, and who follows it. */
export const partsCommands: readonly Command[] = [
  defineCommand({
    id: 'case.complete',
    group: 'case',
    title: 'commands.complete',
    keys: ['Shift+F'],
    unavailable: cannotChange,
    run: ({ pointed }) => {
      if (pointed !== undefined) askWhatIsMissing(pointed.id, null)
    },
  }),
  opens('driver', 'commands.driver', ['d']),
  opens('form', 'commands.form', []),
  opens('checks', 'commands.checks', ['c']),
  opens('link', 'commands.link', ['Shift+L']),
  opens('merge', 'commands.merge', ['Shift+M']),
  defineCommand({
    id: 'case.split',
    group: 'case',
    title: 'commands.split',
    keys: ['Shift+N'],
    unavailable: cannotChange,
    run: (context) => {
      openPointed(context)
      context.screen.show('split')
    },
  }),
  defineCommand({
    id: 'case.follow',
    group: 'case',
    title: 'commands.follow',
    keys: ['f'],
    unavailable: (context) =>
      needsCase(context) ??
      (context.pointed !== undefined && rights(context).note(context.pointed) ? null : 'refused.not-allowed'),
    run: toggleFollow,
  }),
  defineCommand({
    id: 'case.compare',
    group: 'case',
    title: 'commands.compare',
    keys: ['Shift+C'],
    unavailable: needsCase,
    run: (context) => {
      openPointed(context)
      context.screen.show('compare')
    },
  }),
  defineCommand({
    id: 'case.end-compare',
    group: 'case',
    title: 'commands.end-compare',
    keys: ['Shift+X'],
    unavailable: ({ screen }) => (screen.comparedId === null ? 'commands.nothing-compared' : null),
    run: ({ screen }) => screen.compareWith(null),
  }),
  defineCommand({
    id: 'case.history',
    group: 'case',
    title: 'commands.history',
    keys: ['Shift+O'],
    unavailable: needsCase,
    run: ({ screen }) => screen.show('history'),
  }),
  turnsTab('go.next-tab', 'commands.next-tab', [']', 'Alt+Period'], 1),
  turnsTab('go.previous-tab', 'commands.previous-tab', ['[', 'Alt+Comma'], -1),
  defineCommand({
    id: 'desk.set-up',
    group: 'desk',
    title: 'commands.set-up',
    keys: [],
    unavailable: (context) => (rights(context).setUp() ? null : 'refused.not-allowed'),
    run: ({ screen }) => screen.show('set-up'),
  }),
  defineCommand({
    id: 'desk.clocks',
    group: 'desk',
    title: 'commands.clocks',
    keys: [],
    unavailable: (context) => (rights(context).setUp() ? null : 'commands.only-leads'),
    run: ({ screen }) => screen.show('clocks'),
  }),
  defineCommand({
    id: 'desk.queues',
    group: 'desk',
    title: 'commands.queues',
    keys: [],
    unavailable: (context) => (rights(context).setUp() ? null : 'commands.only-leads'),
    run: ({ screen }) => screen.show('queues'),
  }),
  defineCommand({
    id: 'desk.agents',
    group: 'desk',
    title: 'commands.agents',
    keys: [],
    unavailable: (context) => (rights(context).setUp() ? null : 'commands.only-leads'),
    run: ({ screen }) => screen.show('agents'),
  }),
]
