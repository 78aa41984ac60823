import { capacityOf } from '#shared/domain/agent.ts'
import { takesCases } from '#shared/domain/agent-status.ts'
import { isForMarket } from '#shared/domain/queue.ts'
import type { AgentSettings } from '#shared/mutations/agent-mutations.ts'
import type { QueueSettings } from '#shared/mutations/queue-mutations.ts'
import { newId } from '#shared/new-id.ts'
import { can } from '#shared/permissions.ts'
import { isInWork, unfitFor, workOf } from '#shared/routing.ts'
import type { Row } from '#shared/tables.ts'
import { statusOf } from './duty-actions.ts'
import type { Named, Workspace } from './workspace.ts'

type Queue = Row<'queues'>
type Agent = Row<'agents'>

/** What this agent may change of how cases are given out. */
export const routingRights = ({ me }: Workspace): ReturnType<typeof can> => can({ kind: 'agent', agent: me })

/** Every queue, in the order in which they come first when somebody could be given cases of several. */
export const queuesByRank = (workspace: Workspace): Queue[] =>
  workspace
    .all('queues')
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.position - b.position || a.name.localeCompare(b.name))

/** Who answers parties or escalations, and may be changed by whoever looks: their own site first. */
export function agentsToEquip(workspace: Workspace): Agent[] {
  const { me } = workspace
  const { equip } = routingRights(workspace)
  const isServing = ({ active, role }: Agent): boolean => active && (role === 'tier-1' || role === 'tier-2')
  const far = ({ siteId }: Agent): number => (siteId === me.siteId ? 0 : 1)
  return workspace
    .all('agents')
    .filter((agent) => isServing(agent) && equip(agent))
    .sort((a, b) => far(a) - far(b) || a.name.localeCompare(b.name))
}

/** Says how a queue is worked; `kind` is for a new one. */
export const saveQueue = (workspace: Workspace, queueId: string, set: QueueSettings, kind?: Queue['kind']): Named =>
  workspace.mutate('queue.save', { queueId, changeId: newId(), set, ...(kind === undefined ? {} : { kind }) })

/** Puts the queues in this order. */
export const orderQueues = (workspace: Workspace, queueIds: string[], movedId: string): Named =>
  workspace.mutate('queue.order', { queueIds, movedId, changeId: newId() })

export const equipAgent = (workspace: Workspace, agentId: string, set: AgentSettings): Named =>
  workspace.mutate('agent.equip', { agentId, changeId: newId(), set })

/** How many agents could be given cases of such a queue, and how many of them take some now. Which market and language is up to the case. */
export function handsFor(workspace: Workspace, queue: Queue): { readonly fit: number; readonly ready: number } {
  const fit = workspace.all('agents').filter((agent) => {
    const theirs = agent.markets.find((one) => one === '*' || isForMarket(queue, one))
    const [anyMarket = ''] = queue.markets ?? []
    const market = theirs === '*' ? anyMarket : theirs
    return market !== undefined && capacityOf(agent) > 0 && unfitFor(agent, { queue, market, locale: null }) === null
  })
  return { fit: fit.length, ready: fit.filter(({ id }) => takesCases(statusOf(workspace, id).state)).length }
}

/** How many of the cases that are seen here need an agent now: what goes against the number that they are given at once. */
export const loadOf = (workspace: Pick<Workspace, 'all'>, agentId: string): number =>
  workspace
    .all('cases')
    .map(workOf)
    .filter((work) => work.assigneeId === agentId && isInWork(work)).length

const latestFirst = (entries: readonly Row<'settingChanges'>[]): Row<'settingChanges'>[] =>
  [...entries].sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))

/** What was changed of a row's settings, the latest first. */
export const settingHistory = (workspace: Workspace, rowId: string): Row<'settingChanges'>[] =>
  latestFirst(workspace.all('settingChanges').filter((one) => one.of !== 'limits' && one.rowId === rowId))

/** What was changed of a market's limits, the latest first; `market` null: of those for every market without its own. */
export const limitHistory = (workspace: Workspace, market: string | null): Row<'settingChanges'>[] =>
  latestFirst(workspace.all('settingChanges').filter(({ of, name }) => of === 'limits' && name === (market ?? '*')))

/** What stands in a field of all agents and queues: so that a skill is written as it was before. */
export const skillsInUse = (workspace: Workspace): string[] =>
  [...new Set([...workspace.all('queues'), ...workspace.all('agents')].flatMap(({ skills = [] }) => skills))].sort()

/** The channels by which cases have come in, or that somebody has a capacity for. */
export function channelsInUse(workspace: Workspace): string[] {
  const channels = workspace.all('agents').flatMap(({ channelCapacity = {} }) => Object.keys(channelCapacity))
  for (const { fields } of workspace.all('cases')) {
    if (typeof fields['channel'] === 'string') channels.push(fields['channel'])
  }
  return [...new Set(channels)].sort()
}
