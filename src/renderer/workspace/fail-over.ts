import { isLentTo } from '#shared/audience.ts'
import { isAbsent } from '#shared/domain/agent-status.ts'
import type { Row } from '#shared/tables.ts'
import { statusOf } from './duty-actions.ts'
import type { Named, Workspace } from './workspace.ts'

type Site = Row<'sites'>

/** Whether a site is marked as down. */
export const isDown = ({ down }: Pick<Site, 'down'>): boolean => down !== null && down !== undefined

/** The queues that a site works: its own, those of its teams, and those it stands in for. */
export function queuesOfSite(workspace: Workspace, siteId: string): Row<'queues'>[] {
  const teamIds = new Set(workspace.all('teams').flatMap((team) => (team.siteId === siteId ? [team.id] : [])))
  return workspace
    .all('queues')
    .filter(
      (queue) =>
        queue.siteIds.includes(siteId) || queue.teamIds.some((id) => teamIds.has(id)) || isLentTo(queue, siteId),
    )
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
}

const serving: ReadonlySet<string> = new Set(['tier-1', 'tier-2'])

/** The agents of a site who answer parties. */
export const agentsAt = (workspace: Workspace, siteId: string): Row<'agents'>[] =>
  workspace.all('agents').filter((agent) => agent.active && agent.siteId === siteId && serving.has(agent.role))

/** How many of them are at work. */
export const atWork = (workspace: Workspace, siteId: string): number =>
  agentsAt(workspace, siteId).filter(({ id }) => !isAbsent(statusOf(workspace, id).state)).length

/** How many open cases the queues have, and of which markets there are some that nobody at these sites serves. */
export function coverage(
  workspace: Workspace,
  queueIds: readonly string[],
  siteIds: readonly string[],
): { readonly open: number; readonly unseen: number; readonly markets: readonly string[] } {
  const served = new Set(siteIds.flatMap((id) => agentsAt(workspace, id).flatMap(({ markets }) => markets)))
  const rows = queueIds.flatMap((id) => workspace.lists.cases(`queue/${id}`))
  const unseen = served.has('*') ? [] : rows.filter(({ market }) => !served.has(market))
  return { open: rows.length, unseen: unseen.length, markets: [...new Set(unseen.map(({ market }) => market))].sort() }
}

/** Marks a site as down; the others work these queues of it until it is taken back. */
export const markDown = (
  workspace: Workspace,
  said: { siteId: string; siteIds: string[]; queueIds: string[]; reason: string },
): Named => workspace.mutate('site.mark-down', said)

/** Takes back every queue that the site has lent. */
export const takeBack = (workspace: Workspace, site: Site): Named => {
  const lent = workspace.all('queues').filter((queue) => queue.lent?.some(({ forSiteId }) => forSiteId === site.id))
  const queueIds = [...new Set([...(site.down?.queueIds ?? []), ...lent.map(({ id }) => id)])]
  return workspace.mutate('site.take-back', { siteId: site.id, queueIds })
}
