import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { asReader } from '#service/sync/postgres-feed.ts'
import { type Agent, Role } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Queue } from '#shared/domain/queue.ts'
import { type AnyRow, type TableName, tableNames } from '#shared/tables.ts'
import { aDispute, aMacro, anEscalation, anOrder, aSop, aTeam } from '#tests/builders.ts'
import { Desk } from '../desk.ts'
import { type TestRow, caseRow, idOf, messageRow, partyRow } from '../world.ts'

// Who may see what, said here once more and in another way than the product says it: by who somebody is, not by scopes.

const sites = ['manila', 'lumpur'] as const
const markets = ['SG', 'PH'] as const
type Site = (typeof sites)[number]
type Market = (typeof markets)[number]

const at = '2026-11-22T07:00:00.000Z'
const nameOf = (site: Site, market: Market, role: Role): string => `${site}-${market}-${role}`

/** One agent of each role at each site for each market, and one who sees everything. */
const agents: readonly (Agent & { readonly site: Site | null })[] = [
  ...sites.flatMap((site) =>
    markets.flatMap((market) =>
      Role.options.map((role) => ({
        id: idOf('agents', nameOf(site, market, role)),
        name: nameOf(site, market, role),
        role,
        siteId: idOf('sites', site),
        teamIds: [idOf('teams', site)],
        queueIds: role === 'tier-2' ? [idOf('queues', 'tier-2')] : [],
        markets: [market],
        locale: 'en',
        sees: 'queues' as const,
        active: true,
        site,
      })),
    ),
  ),
  {
    id: idOf('agents', 'everything'),
    name: 'everything',
    role: 'supervisor',
    siteId: null,
    teamIds: [],
    queueIds: [],
    markets: ['*'],
    locale: 'en',
    sees: 'workspace',
    active: true,
    site: null,
  },
]

interface CaseOf {
  readonly name: string
  readonly site: Site
  readonly market: Market
  readonly isEscalated: boolean
}

const cases: readonly CaseOf[] = sites.flatMap((site) =>
  markets.flatMap((market) =>
    [false, true].map((isEscalated) => ({
      name: `${site}-${market}-${isEscalated ? 'up' : 'in'}`,
      site,
      market,
      isEscalated,
    })),
  ),
)

const queue = (name: string, more: Partial<Queue>): AnyRow => ({
  id: idOf('queues', name),
  name,
  kind: 'cases',
  teamIds: [],
  siteIds: [],
  position: 0,
  ...more,
})

const submitter = (of: CaseOf): string => nameOf(of.site, of.market, 'tier-1')

/** A question to whoever leads at the site about a case. */
const askRow = (of: CaseOf): TestRow => ({
  table: 'asks',
  row: {
    id: idOf('asks', of.name),
    caseId: idOf('cases', of.name),
    caseNumber: of.name,
    siteId: idOf('sites', of.site),
    byAgentId: idOf('agents', submitter(of)),
    byName: 'Ana',
    reason: 'needs-approval',
    question: 'Private',
    state: 'closed',
    holderId: null,
    holderName: null,
    askedAt: at,
    dueAt: at,
    answer: 'Private',
    turns: [],
    raiseAt: null,
    raised: null,
  },
})

/** A case with a row of every table that hangs on it: its parties, its order, the dispute about it, evidence of one side, an action, a note. */
function caseRows(of: CaseOf): TestRow[] {
  const { name, market, site, isEscalated } = of
  const caseId = idOf('cases', name)
  const orderId = idOf('orders', name)
  const partyIds = [idOf('parties', name), idOf('parties', `${name}-shop`)]
  const escalation: Case['escalation'] = isEscalated
    ? {
        id: idOf('escalations', name),
        state: 'queued',
        queueId: idOf('queues', 'tier-2'),
        attempt: 1,
        byAgentId: idOf('agents', submitter(of)),
      }
    : null
  const by = { at, byAgentId: idOf('agents', submitter(of)), byName: 'Ana' }
  return [
    { table: 'parties', row: partyRow(name) },
    { table: 'parties', row: { ...partyRow(`${name}-shop`), kind: 'seller' } },
    {
      table: 'orders',
      row: anOrder({ id: orderId, market, customerId: partyIds[0] ?? null, sellerIds: partyIds.slice(1) }),
    },
    { table: 'disputes', row: aDispute({ id: idOf('disputes', name), orderId }) },
    {
      table: 'cases',
      row: caseRow(name, { queueId: idOf('queues', site), market, partyIds, orderIds: [orderId], escalation }),
    },
    { table: 'messages', row: messageRow(name, name) },
    ...(isEscalated
      ? [
          {
            table: 'escalations' as const,
            row: anEscalation({ id: idOf('escalations', name), caseId, queueId: idOf('queues', 'tier-2') }),
          },
        ]
      : []),
    {
      table: 'evidence',
      row: {
        id: idOf('evidence', name),
        caseId,
        disputeId: idOf('disputes', name),
        of: 'customer',
        for: 'customer',
        title: 'Private',
        text: 'Private',
        file: null,
        sha256: '0'.repeat(64),
        ...by,
      },
    },
    {
      table: 'actions',
      row: {
        id: idOf('actions', name),
        caseId,
        kind: 'refund',
        orderId,
        partyId: partyIds[0],
        amount: 1,
        currency: 'USD',
        reason: 'Broken',
        state: 'asked',
        asked: by,
        ordered: null,
        declined: null,
        executed: null,
      },
    },
    {
      table: 'sopRuns',
      row: {
        id: idOf('sopRuns', name),
        caseId,
        groupId: idOf('sops', market),
        sopId: idOf('sops', market),
        version: 1,
        title: 'Lamps',
        locale: 'en',
        steps: [{ key: 'look', title: 'Look', kind: 'check' }],
        done: [],
        state: 'running',
        startedBy: { agentId: by.byAgentId, name: by.byName },
        startedAt: at,
        endedAt: null,
      },
    },
    {
      table: 'coachingNotes',
      row: {
        id: idOf('coachingNotes', name),
        agentId: idOf('agents', submitter(of)),
        agentName: 'Ana',
        siteId: idOf('sites', site),
        caseId,
        caseNumber: name,
        escalationId: idOf('escalations', name),
        kind: 'returned',
        reason: 'duplicate',
        step: '1',
        sentence: 'Why',
        byAgentId: idOf('agents', 'everything'),
        byName: 'Siti',
        at,
        readAt: null,
      },
    },
    askRow(of),
  ]
}

/** What hangs on one agent: what is theirs alone, what they have read, and what they said of an SOP. */
const ofAgent = ({ id, name }: Agent): TestRow[] => [
  { table: 'ownSettings', row: { id } },
  { table: 'macros', row: aMacro({ id: idOf('macros', name), scope: { of: 'agent', agentId: id } }) },
  { table: 'sopMarks', row: { id, marks: [] } },
  {
    table: 'sopFeedback',
    row: {
      id: idOf('sopFeedback', name),
      kind: 'unclear',
      groupId: null,
      sopId: null,
      title: 'Lamps',
      version: 1,
      text: 'What is a lamp?',
      market: null,
      locale: 'en',
      ownerId: idOf('agents', nameOf('manila', 'PH', 'quality')),
      byAgentId: id,
      byName: name,
      at,
      answer: null,
    },
  },
]

const elsewhere: readonly TestRow[] = markets.flatMap((market) => [
  { table: 'sops' as const, row: aSop({ id: idOf('sops', market), market }) },
  { table: 'macros' as const, row: aMacro({ id: idOf('macros', market), scope: { of: 'market', market } }) },
])

const rows = (): TestRow[] => [
  ...sites.flatMap((site): TestRow[] => [
    { table: 'sites', row: { id: idOf('sites', site), name: site, inHouse: false } },
    { table: 'teams', row: aTeam({ id: idOf('teams', site), siteId: idOf('sites', site) }) },
    { table: 'queues', row: queue(site, { siteIds: [idOf('sites', site)] }) },
    { table: 'macros', row: aMacro({ id: idOf('macros', site), scope: { of: 'site', siteId: idOf('sites', site) } }) },
  ]),
  { table: 'queues', row: queue('tier-2', { kind: 'escalations' }) },
  ...agents.map(({ site: _site, ...row }): TestRow => ({ table: 'agents', row })),
  ...cases.flatMap(caseRows),
  ...elsewhere,
  ...agents.flatMap(ofAgent),
  { table: 'sops', row: aSop({ id: idOf('sops', 'draft'), state: 'draft' }) },
  {
    table: 'settingChanges',
    row: {
      id: idOf('settingChanges', 'one'),
      of: 'queues',
      rowId: idOf('queues', 'manila'),
      name: 'manila',
      at,
      byAgentId: idOf('agents', 'everything'),
      byName: 'Siti',
      changes: [],
    },
  },
]

/** Whether somebody may see a case: of their site's queue and their market, escalated to a queue they work, or handed up by themselves. */
function seesCase(agent: (typeof agents)[number], of: CaseOf): boolean {
  if (agent.sees === 'workspace') return true
  const isOfMarket = agent.markets.includes(of.market)
  const isOwnUp = of.isEscalated && agent.name === submitter(of)
  return isOwnUp || (isOfMarket && (agent.site === of.site || (of.isEscalated && agent.role === 'tier-2')))
}

const leading: ReadonlySet<Role> = new Set(['supervisor', 'quality', 'admin'])

// Seen where somebody leads, and by whom it is about or who asked, whoever sees the case.
const withinSite: ReadonlySet<TableName> = new Set(['coachingNotes', 'asks'])

const keeping: ReadonlySet<Role> = new Set(['knowledge', 'supervisor', 'admin'])

/** What hangs on agents, of the rows that somebody may see. */
const seenOfAgents = (agent: (typeof agents)[number]): TestRow[] =>
  agents.flatMap((of) =>
    ofAgent(of).filter(({ table, row }) => {
      const isOwn = of.id === agent.id
      // Whatever somebody leads: what another keeps for themselves is not theirs.
      if (table === 'ownSettings' || table === 'macros') return isOwn
      if (agent.sees === 'workspace') return true
      if (table === 'sopMarks') return isOwn || keeping.has(agent.role)
      return isOwn || row['ownerId'] === agent.id || agent.role === 'knowledge' || agent.role === 'admin'
    }),
  )

/** Everything that an agent may hold, as `table/id`, of the rows that are not for everyone. */
function expectedFor(agent: (typeof agents)[number]): Set<string> {
  const all = agent.sees === 'workspace'
  const keys = cases
    .filter((of) => seesCase(agent, of))
    .flatMap(caseRows)
    .filter(({ table }) => !withinSite.has(table))
  const notes = cases
    .filter((of) => all || (leading.has(agent.role) && agent.site === of.site) || agent.name === submitter(of))
    .flatMap(caseRows)
    .filter(({ table }) => withinSite.has(table))
  const placed = rows().filter(
    ({ table, row }) =>
      // How work is given out is everybody's who leads, wherever they are.
      (table === 'settingChanges' && (all || agent.role === 'supervisor' || agent.role === 'admin')) ||
      (table === 'sops' &&
        (all ||
          (row.id === idOf('sops', 'draft') && keeping.has(agent.role)) ||
          markets.some((market) => row.id === idOf('sops', market) && agent.markets.includes(market)))) ||
      (table === 'macros' &&
        (row['scope'] as { of: string }).of !== 'agent' &&
        (all ||
          markets.some((market) => row.id === idOf('macros', market) && agent.markets.includes(market)) ||
          sites.some((site) => row.id === idOf('macros', site) && agent.site === site))),
  )
  return new Set([...keys, ...notes, ...placed, ...seenOfAgents(agent)].map(({ table, row }) => `${table}/${row.id}`))
}

const forEveryone: ReadonlySet<TableName> = new Set(['sites', 'teams', 'queues', 'agents'])
const told = (keys: Iterable<string>): string[] =>
  [...keys].filter((key) => !forEveryone.has(key.split('/')[0] as TableName)).sort()

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open(rows())
})
afterAll(() => desk.close())

// Catches a row of another party, site or market in anybody's window, by whichever way it came there.
test('[S16] whoever somebody is, their window and the database’s own policies hold exactly what they may see', async () => {
  const held = new Set(rows().map(({ table }) => table))
  // A table that is added is missed here: it has to be said who may see its rows.
  const notHere: readonly TableName[] = [
    'agentStatuses',
    'drivers',
    'forms',
    'calendars',
    'clockPolicies',
    'views',
    'macroVersions',
    'sopBodies',
    'deadlines',
    'limits',
  ]
  expect(tableNames.filter((table) => !held.has(table) && !notHere.includes(table))).toEqual([])
  for (const agent of agents) {
    const expected = [...expectedFor(agent)].sort()
    const { copy } = await desk.snapshot(agent.name, randomUUID())
    expect([agent.name, told(copy.keys())]).toEqual([agent.name, expected])
    const reader = { held: await desk.held(agent.name), clientId: randomUUID() }
    const seen = await asReader(desk.pool, reader, (client) =>
      select<{ tbl: string; id: string }>(client, 'select tbl, id from rows'),
    )
    expect([agent.name, told(seen.map(({ tbl, id }) => `${tbl}/${id}`))]).toEqual([agent.name, expected])
  }
})
