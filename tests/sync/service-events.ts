import type { Agent } from '#shared/domain/agent.ts'
import type { AnyRow, Row, TableName } from '#shared/tables.ts'
import { aCase, aMessage, anAgent, idOf } from '#tests/builders.ts'
import type { MemoryStore } from './memory-ledger.ts'
import type { Random } from './random.ts'
import { world } from './world.ts'

/** Something that happens at the service without any of the windows. */
export interface ServiceEvent {
  readonly name: string
  readonly args: unknown
  readonly by: Agent | null
}

/** Sees everything and works in no window of these schedules. */
export const supervisor: Agent = anAgent({ id: idOf(0x44), name: 'Sam Go', role: 'supervisor', sees: 'workspace' })

interface Ground {
  readonly store: MemoryStore
  readonly random: Random
  readonly newId: () => string
}

const rowsOf = <T extends TableName>({ store }: Ground, table: T): Row<T>[] =>
  [...store.rows.values()].filter((stored) => stored.table === table).map(({ row }) => row as Row<T>)

const rewrite = (table: TableName, ...rows: readonly AnyRow[]): ServiceEvent => ({
  name: 'rows.write',
  args: { rows: rows.map((row) => ({ table, row })) },
  by: null,
})

const someCase = (ground: Ground): Row<'cases'> => ground.random.pick(rowsOf(ground, 'cases'))

const partyWrites = (ground: Ground): ServiceEvent => ({
  name: 'case.receive',
  args: { caseId: someCase(ground).id, messageId: ground.newId(), text: 'Hello?' },
  by: null,
})

const colleagueMoves = (ground: Ground): ServiceEvent => ({
  name: 'case.move',
  args: {
    caseId: someCase(ground).id,
    queueId: ground.random.pick([world.queues.orders, world.queues.sellers]),
  },
  by: supervisor,
})

const colleagueAssigns = (ground: Ground): ServiceEvent => ({
  name: 'case.assign',
  args: { caseId: someCase(ground).id, assigneeId: ground.random.pick([null, ...Object.values(world.agents)]) },
  by: supervisor,
})

const colleagueNotes = (ground: Ground): ServiceEvent => ({
  name: 'case.note',
  args: { caseId: someCase(ground).id, messageId: ground.newId(), text: 'Seen.' },
  by: supervisor,
})

const newCase = (ground: Ground): ServiceEvent => {
  const { random, newId } = ground
  const [caseId, messageId] = [newId(), newId()]
  const partyId = idOf(0x51 + random.below(4))
  const row = aCase({
    id: caseId,
    queueId: random.pick([world.queues.orders, world.queues.sellers]),
    partyId,
    partyIds: [partyId],
    orderIds: random.chance(0.5) ? [idOf(0x61 + random.below(3))] : [],
    lastReplyId: messageId,
    messageCount: 1,
  })
  const message = aMessage({ id: messageId, caseId })
  return {
    name: 'rows.write',
    args: {
      rows: [
        { table: 'cases', row },
        { table: 'messages', row: message },
      ],
    },
    by: null,
  }
}

const queuesOf: { readonly [agentId: string]: readonly string[] } = {
  [world.agents.ana]: [world.queues.orders],
  [world.agents.ben]: [world.queues.orders, world.queues.sellers],
  [world.agents.tia]: [world.queues.tierTwo, world.queues.sellers],
}

/** An agent is given a queue, or it is taken from them. */
const rightsChange = (ground: Ground): ServiceEvent => {
  const { random, store } = ground
  const id = random.pick(Object.values(world.agents))
  const row = store.get('agents', id)
  const usual = queuesOf[id] ?? []
  const queueIds = random.chance(0.5) ? usual : usual.slice(0, random.below(usual.length + 1))
  return rewrite('agents', { ...row, id, queueIds })
}

/** A queue is opened to a whole site, or closed to it. */
const queueChange = (ground: Ground): ServiceEvent => {
  const { random, store } = ground
  const id = random.pick(Object.values(world.queues))
  return rewrite('queues', { ...store.get('queues', id), id, siteIds: random.chance(0.4) ? [idOf(1)] : [] })
}

const partyRenamed = (ground: Ground): ServiceEvent => {
  const row = ground.random.pick(rowsOf(ground, 'parties'))
  return rewrite('parties', { ...row, name: `Kim ${ground.newId().slice(-4)}` })
}

const sopPublished = (ground: Ground): ServiceEvent => {
  const row = ground.random.pick(rowsOf(ground, 'sops'))
  return rewrite('sops', { ...row, state: ground.random.pick(['draft', 'published']), version: row.version + 1 })
}

const sopRewritten = (ground: Ground): ServiceEvent => {
  const row = ground.random.pick(rowsOf(ground, 'sopBodies'))
  return rewrite('sopBodies', { ...row, body: `Steps ${ground.newId()}` })
}

// A damaged row may have no author at all.
const isByParty = ({ author }: { readonly author?: { readonly kind?: unknown } | null }): boolean =>
  author?.kind === 'party'

const messageCorrected = (ground: Ground): ServiceEvent => {
  const row = ground.random.pick(rowsOf(ground, 'messages').filter(isByParty))
  return rewrite('messages', { ...row, text: `Corrected ${ground.newId()}` })
}

// As often as each stands here.
const usual = [
  partyWrites,
  partyWrites,
  partyWrites,
  colleagueMoves,
  colleagueMoves,
  colleagueAssigns,
  colleagueNotes,
  newCase,
  partyRenamed,
  sopPublished,
  sopRewritten,
  messageCorrected,
]
const audiences = [rightsChange, rightsChange, queueChange]

/** Something happens at the service; `isRightsChange` says whether it concerns who may see what. */
export const serviceEvent = (ground: Ground, isRightsChange: boolean): ServiceEvent =>
  ground.random.pick(isRightsChange ? audiences : usual)(ground)
