import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { type Command, type CommandContext, always, defineCommand } from './define-command.ts'

/** The saved view after the one that is shown, so that the same keys go round. */
function nextView({ workspace, screen }: CommandContext): ViewId | null {
  const views = workspace.views.all().map(({ id }): ViewId => `view/${id}`)
  return views[(views.indexOf(screen.view) + 1) % Math.max(1, views.length)] ?? null
}

/** Commands about lists by a filter that has a name. */
export const viewCommands: readonly Command[] = [
  defineCommand({
    id: 'go.view',
    group: 'go',
    title: 'commands.go-view',
    keys: ['g v'],
    unavailable: (context) => (nextView(context) === null ? 'commands.no-view' : null),
    run: (context) => {
      const view = nextView(context)
      if (view === null) return
      context.screen.showView(view)
      context.screen.focusOn('list')
    },
  }),
  defineCommand({
    id: 'list.save-view',
    group: 'list',
    title: 'commands.save-view',
    keys: ['Shift+V', 'Control+Alt+KeyV'],
    isForEditors: true,
    unavailable: always,
    run: ({ screen }) => screen.show('save-view'),
  }),
]
