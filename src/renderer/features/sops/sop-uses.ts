import { marketsOf } from '#shared/sop-force.ts'
import type { Row } from '#shared/tables.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { groupsOf } from './sop-groups.ts'

/** How much one SOP is used, over what the agent at this window may see. */
export interface SopUses {
  readonly sop: Row<'sops'>
  /** Cases beside which it was opened. */
  readonly cases: number
  readonly runs: number
  /** Of the agents who answer parties in its markets: who has read, and acknowledged, the version in force. */
  readonly read: number
  readonly acknowledged: number
  readonly agents: number
}

const answering: ReadonlySet<string> = new Set(['tier-1', 'tier-2'])

const counted = (ids: Iterable<string | undefined>): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  for (const id of ids) if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1)
  return times
}

/** The uses of every SOP in force, the most used first; `now` in milliseconds since 1970. */
export function usesOf(workspace: Pick<Workspace, 'all' | 'get'>, now: number): SopUses[] {
  const sops = workspace.all('sops')
  const groupOf = new Map(sops.map(({ id, groupId }) => [id, groupId]))
  const onCases = counted(
    workspace.all('cases').flatMap(({ sopIds = [] }) => [...new Set(sopIds.map((id) => groupOf.get(id)))]),
  )
  const runs = counted(workspace.all('sopRuns').map(({ groupId }) => groupId))
  const people = workspace.all('agents').filter(({ active, role }) => active && answering.has(role))
  return groupsOf(sops, now)
    .map(({ source }) => {
      const markets = marketsOf(source)
      const theirs = people.filter(
        (agent) =>
          markets === null || agent.markets.includes('*') || markets.some((one) => agent.markets.includes(one)),
      )
      const marks = theirs.flatMap(
        ({ id }) => workspace.get('sopMarks', id)?.marks.find(({ groupId }) => groupId === source.groupId) ?? [],
      )
      return {
        sop: source,
        cases: onCases.get(source.groupId) ?? 0,
        runs: runs.get(source.groupId) ?? 0,
        read: marks.filter(({ version }) => version >= source.version).length,
        acknowledged: marks.filter(({ acknowledged }) => (acknowledged?.version ?? 0) >= source.version).length,
        agents: theirs.length,
      }
    })
    .sort((a, b) => b.cases + b.runs - a.cases - a.runs || a.sop.title.localeCompare(b.sop.title))
}
