import { restartToUpdate, useUpdate } from '#renderer/workspace/update-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { type Command, type Desk, defineCommand } from './define-command.ts'

/** Commands about updates of Tierdesk. */
export const updateCommands: readonly Command[] = [
  defineCommand({
    id: 'desk.restart-to-update',
    group: 'desk',
    title: 'commands.restart-to-update',
    keys: [],
    unavailable: () => (useUpdate.getState().state.is === 'ready' ? null : 'commands.no-update'),
    run: ({ workspace, desk }) => void restart(workspace, desk),
  }),
]

/** Whoever chose to stay knows why it did not restart; everybody else is told. */
async function restart(workspace: Workspace, desk: Pick<Desk, 'tell'>): Promise<void> {
  if (workspace.waiting().length > 0) desk.tell(say('updates.sending'))
  try {
    const { refused, waiting } = await restartToUpdate(workspace)
    if (refused === null || refused === 'stayed') return
    desk.tell(say(`updates.no-restart-${refused}`, { n: waiting }), { tone: 'bad' })
  } catch {
    desk.tell(say('updates.no-restart'), { tone: 'bad' })
  }
}
