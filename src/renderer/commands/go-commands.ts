import type { FixedView, ViewId } from '#renderer/workspace/case-lists.ts'
import { inUsualOrder, isTierTwo } from '#renderer/workspace/tier-two-order.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { type Command, type CommandContext, always, defineCommand } from './define-command.ts'

function showView({ screen }: CommandContext, view: ViewId): void {
  screen.showView(view)
  screen.focusOn('list')
}

const goTo = (view: FixedView, title: WordKey, key: string): Command =>
  defineCommand({
    id: `go.${view}`,
    group: 'go',
    title,
    keys: [key],
    unavailable: always,
    run: (context) => showView(context, view),
  })

/** The queue after the one that is shown, so that the same keys go round. */
function nextQueue({ workspace, screen }: CommandContext, kind: 'cases' | 'escalations'): ViewId | null {
  const prefix = kind === 'cases' ? 'queue' : 'tier-2'
  const views = workspace.lists.queues(kind).map(({ id }): ViewId => `${prefix}/${id}`)
  const shown = isTierTwo(screen.view) ? inUsualOrder(screen.view) : screen.view
  return views[(views.indexOf(shown) + 1) % Math.max(1, views.length)] ?? null
}

const goRound = (kind: 'cases' | 'escalations', id: string, title: WordKey, key: string): Command =>
  defineCommand({
    id,
    group: 'go',
    title,
    keys: [key],
    unavailable: (context) => (nextQueue(context, kind) === null ? 'commands.no-queue' : null),
    run: (context) => {
      const view = nextQueue(context, kind)
      if (view !== null) showView(context, view)
    },
  })

/** Commands that show another list. */
export const goCommands: readonly Command[] = [
  goTo('mine', 'commands.go-mine', 'g m'),
  goTo('unassigned', 'commands.go-unassigned', 'g u'),
  goTo('escalated-by-me', 'commands.go-escalated', 'g e'),
  goTo('returned-to-me', 'commands.go-returned', 'g b'),
  goTo('for-you', 'commands.go-for-you', 'g y'),
  goTo('asked', 'commands.go-asked', 'g i'),
  goTo('following', 'commands.go-following', 'g f'),
  goTo('snoozed', 'commands.go-snoozed', 'g z'),
  goTo('all-open', 'commands.go-all-open', 'g a'),
  goTo('solved', 'commands.go-solved', 'g d'),
  goRound('cases', 'go.queue', 'commands.go-queue', 'g q'),
  goRound('escalations', 'go.tier-2', 'commands.go-tier-2', 'g t'),
  defineCommand({
    id: 'go.sops',
    group: 'go',
    title: 'commands.go-sops',
    keys: ['g s', 'Control+Shift+F'],
    isForEditors: true,
    unavailable: always,
    run: ({ screen, desk }) => {
      screen.showContext('sop')
      desk.reveal('sop')
      screen.focusOn('sop-search')
    },
  }),
]
