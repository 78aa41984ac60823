import type { Agent } from '#shared/domain/agent.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import {
  aCalendar,
  aCase,
  aDispute,
  aMacro,
  aMessage,
  aParty,
  aPolicy,
  aQueue,
  aSite,
  aSop,
  aSopBody,
  aTeam,
  anAgent,
  anOrder,
  idOf,
  someInstant,
} from '#tests/builders.ts'
import { MemoryLedger, MemoryStore } from './memory-ledger.ts'

/** The ids of the small world that every schedule starts from. */
export const world = {
  queues: { orders: idOf(0x31), sellers: idOf(0x32), tierTwo: idOf(0x33) },
  agents: { ana: idOf(0x41), ben: idOf(0x42), tia: idOf(0x43) },
  macros: { late: idOf(0xa1), solve: idOf(0xa2), move: idOf(0xa3) },
  cases: [0x81, 0x82, 0x83, 0x84, 0x85, 0x86].map(idOf),
} as const

export interface WrittenRow {
  readonly table: TableName
  readonly row: AnyRow
}

const agents: readonly Agent[] = [
  anAgent({ id: world.agents.ana, name: 'Ana Reyes', queueIds: [world.queues.orders] }),
  anAgent({ id: world.agents.ben, name: 'Ben Cruz', queueIds: [world.queues.orders, world.queues.sellers] }),
  anAgent({
    id: world.agents.tia,
    name: 'Tia Ong',
    role: 'tier-2',
    siteId: null,
    queueIds: [world.queues.tierTwo, world.queues.sellers],
    markets: ['*'],
  }),
]

const caseRows = (id: string, n: number): WrittenRow[] => {
  const [first, last] = [idOf(0x900 + 2 * n), idOf(0x901 + 2 * n)]
  const partyId = idOf(0x51 + (n % 4))
  const row = aCase({
    id,
    number: String(n + 1),
    queueId: n % 3 === 2 ? world.queues.sellers : world.queues.orders,
    partyId,
    partyIds: n === 5 ? [partyId, idOf(0x51)] : [partyId],
    orderIds: n % 2 === 0 ? [idOf(0x61 + (n % 3))] : [],
    assigneeId: n === 1 ? world.agents.ana : null,
    lastReplyId: last,
    lastReplyAt: someInstant,
    lastReplyBy: 'party',
    waitingSince: someInstant,
    messageCount: 2,
  })
  return [
    { table: 'cases', row },
    { table: 'messages', row: aMessage({ id: first, caseId: id }) },
    { table: 'messages', row: aMessage({ id: last, caseId: id, text: 'Any news?' }) },
  ]
}

const seconds = { low: 7200, normal: 3600, high: 1800, urgent: 60 }
const policy = aPolicy({
  targets: [
    { kind: 'first-reply', seconds, counts: 'business', pausedBy: [] },
    { kind: 'next-reply', seconds, counts: 'always', pausedBy: [] },
    { kind: 'resolution', seconds, counts: 'business', pausedBy: ['pending'] },
  ],
})

const setUp = (): WrittenRow[] => [
  { table: 'sites', row: aSite() },
  { table: 'teams', row: aTeam() },
  { table: 'queues', row: aQueue({ id: world.queues.orders }) },
  { table: 'queues', row: aQueue({ id: world.queues.sellers, name: 'Sellers' }) },
  { table: 'queues', row: aQueue({ id: world.queues.tierTwo, name: 'Tier 2', kind: 'escalations' }) },
  ...agents.map((row): WrittenRow => ({ table: 'agents', row })),
  ...[0, 1, 2, 3].map((n): WrittenRow => ({ table: 'parties', row: aParty({ id: idOf(0x51 + n) }) })),
  ...[0, 1, 2].map((n): WrittenRow => ({ table: 'orders', row: anOrder({ id: idOf(0x61 + n) }) })),
  { table: 'disputes', row: aDispute({ id: idOf(0x71), orderId: idOf(0x61) }) },
  { table: 'macros', row: aMacro({ id: world.macros.late }) },
  { table: 'macros', row: aMacro({ id: world.macros.solve, actions: [{ do: 'set-status', status: 'solved' }] }) },
  {
    table: 'macros',
    row: aMacro({
      id: world.macros.move,
      kind: 'note',
      actions: [{ do: 'move-queue', queueId: world.queues.sellers }],
    }),
  },
  // Clocks move with most of what agents do: what a window works out of its own must come to what the service says.
  { table: 'calendars', row: aCalendar() },
  { table: 'clockPolicies', row: policy },
  { table: 'sops', row: aSop() },
  { table: 'sopBodies', row: aSopBody() },
]

/** The service's database as every schedule finds it, written by the real rules. */
export async function newWorld(): Promise<MemoryStore> {
  const store = new MemoryStore()
  const ledger = new MemoryLedger(store, { begin: () => Promise.resolve(), commit: () => Promise.resolve() })
  const batches = [setUp(), world.cases.flatMap(caseRows)]
  for (const [n, rows] of batches.entries()) {
    const sent = { mid: 1, opId: idOf(0xf00 + n), name: 'rows.write', args: { rows }, at: someInstant, dependsOn: [] }
    const push = { actor: { kind: 'system', name: 'seed' } as const, held: ['*'], clientId: null, mutations: [sent] }
    const { writes } = await runMutations(ledger, [push], () => someInstant)
    if (writes.mutations.some(({ outcome }) => 'refused' in outcome)) throw new Error('The world was refused.')
  }
  return store
}
