import { maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import type { Row } from '#shared/tables.ts'
import type { Workspace } from './workspace.ts'

/** Answers of a colleague whether they see this case: somebody who does not hears nothing of what is written on it. */
export function whoSees(workspace: Pick<Workspace, 'all'>, row: Row<'cases'>): (agent: Row<'agents'>) => boolean {
  const queues = workspace.all('queues')
  const audience = ownAudience('cases', row) ?? []
  return (agent) => maySee(scopesOf(agent, queues), audience)
}
