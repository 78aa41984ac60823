import { expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { CaseLists } from '#renderer/workspace/case-lists.ts'
import { atWork, coverage, queuesOfSite } from '#renderer/workspace/fail-over.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import type { AnyRow, WarmTable } from '#shared/tables.ts'
import { aCase, aQueue, aSite, aTeam, anAgent, idOf, someInstant } from '#tests/builders.ts'

const manila = aSite()
const lumpur = aSite({ id: idOf(0x31), name: 'Kuala Lumpur' })
const team = aTeam({ id: idOf(0x32) })
const own = aQueue({ id: idOf(0x41), siteIds: [manila.id], position: 2 })
const ofTeam = aQueue({ id: idOf(0x42), teamIds: [team.id], position: 1 })
const lent = aQueue({ id: idOf(0x43), position: 3, lent: [{ forSiteId: lumpur.id, siteIds: [manila.id] }] })
const other = aQueue({ id: idOf(0x44), siteIds: [lumpur.id] })
const farid = anAgent({ id: idOf(0x51), siteId: lumpur.id, markets: ['SG'] })
const linh = anAgent({ id: idOf(0x52), siteId: lumpur.id, markets: ['VN'], active: false })
const dewi = anAgent({ id: idOf(0x53), siteId: lumpur.id, markets: ['*'], role: 'quality' })

/** The rows of a small workspace, as a window reads them. */
function workspace(more: { readonly [T in WarmTable]?: readonly AnyRow[] } = {}): Workspace {
  const held = new ConfirmedRows()
  const rows = {
    sites: [manila, lumpur],
    teams: [team],
    queues: [own, ofTeam, lent, other],
    agents: [farid, linh, dewi],
    cases: ['SG', 'SG', 'VN', 'DE'].map((market, n) => aCase({ id: idOf(0x60 + n), queueId: own.id, market })),
    ...more,
  }
  for (const [table, some] of Object.entries(rows))
    held.load(table as WarmTable, () => some.map((row) => ({ v: 1, row })))
  const source = {
    me: farid,
    get: (table: WarmTable, id: string) => held.get(table, id),
    all: (table: WarmTable) => Array.from(held.held(table).values(), ({ row }) => row),
    version: () => 0,
  }
  const lists = new CaseLists(source as never)
  return { ...source, lists } as unknown as Workspace
}

// Catches a queue that is forgotten when its site goes down, and one of another site that is handed out with it.
test('a site works its own queues, those of its teams, and those it stands in for', () => {
  expect(queuesOfSite(workspace(), manila.id)).toEqual([ofTeam, own, lent])
})

// Catches a supervisor who believes that all cases are looked after although nobody there may see some of them.
test('what nobody who takes over may see is told: only those who answer and serve the market count', () => {
  expect(coverage(workspace(), [own.id], [lumpur.id])).toEqual({ open: 4, unseen: 2, markets: ['DE', 'VN'] })
  expect(coverage(workspace(), [other.id], [lumpur.id])).toEqual({ open: 0, unseen: 0, markets: [] })
  const all = workspace({ agents: [{ ...farid, markets: ['*'] }] })
  expect(coverage(all, [own.id], [lumpur.id])).toMatchObject({ open: 4, unseen: 0 })
})

test('at work is who is neither away nor off shift, and who was never heard of is not', () => {
  const doing = (state: string) => ({ agentStatuses: [{ id: farid.id, state, reason: null, since: someInstant }] })
  expect(atWork(workspace(), lumpur.id)).toBe(0)
  expect(atWork(workspace(doing('meeting')), lumpur.id)).toBe(1)
  expect(atWork(workspace(doing('away')), lumpur.id)).toBe(0)
})
