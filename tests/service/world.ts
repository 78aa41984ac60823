import { randomUUID } from 'node:crypto'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'
import type { Queue } from '#shared/domain/queue.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { stableId } from '#service/stable-id.ts'

/** A row with its table, as `rows.write` takes it. */
export interface TestRow {
  readonly table: TableName
  readonly row: AnyRow
}

/** An id that follows from a name, so that tests can speak of rows by name. */
export const idOf = (table: TableName, name: string): string => stableId('test', table, name)

const at = '2026-11-22T07:00:00.000Z'

/** An agent of Tier 1 of no site, other than in these fields. */
export const agent = (name: string, fields: Partial<Agent>): Agent => ({
  id: idOf('agents', name),
  name,
  role: 'tier-1',
  siteId: null,
  teamIds: [],
  queueIds: [],
  markets: ['*'],
  locale: 'en',
  sees: 'queues',
  active: true,
  ...fields,
})

const queue = (name: string, fields: Partial<Queue>): Queue => ({
  id: idOf('queues', name),
  name,
  kind: 'cases',
  teamIds: [],
  siteIds: [],
  position: 0,
  ...fields,
})

/** A case in a queue, with the party of the same name. */
export const caseRow = (name: string, fields: Partial<Case>): Case => ({
  id: idOf('cases', name),
  number: name,
  subject: `Case ${name}`,
  status: 'open',
  priority: 'normal',
  queueId: idOf('queues', 'manila'),
  market: 'SG',
  locale: null,
  partyId: idOf('parties', name),
  partyKind: 'customer',
  partyName: 'Pat',
  partyIds: [idOf('parties', name)],
  orderIds: [],
  assigneeId: null,
  tags: [],
  createdAt: at,
  updatedAt: at,
  lastReplyId: null,
  lastReplyAt: null,
  lastReplyBy: null,
  waitingSince: null,
  messageCount: 1,
  snippet: '',
  escalation: null,
  satisfaction: null,
  fields: {},
  source: null,
  ...fields,
})

export const messageRow = (name: string, caseName: string, text = 'Hello'): Message => ({
  id: idOf('messages', name),
  caseId: idOf('cases', caseName),
  kind: 'note',
  author: { kind: 'party', id: null, name: 'Pat' },
  text,
  html: null,
  at,
  macroId: null,
  event: null,
  source: null,
})

export const partyRow = (name: string): AnyRow => ({
  id: idOf('parties', name),
  kind: 'customer',
  name: 'Pat',
  email: null,
  phone: null,
  locale: null,
  market: 'SG',
  tags: [],
  createdAt: null,
  fields: {},
  source: null,
})

/** A case with its party and two messages. */
export const wholeCase = (name: string, queueName: string): TestRow[] => [
  { table: 'parties', row: partyRow(name) },
  { table: 'cases', row: caseRow(name, { queueId: idOf('queues', queueName) }) },
  { table: 'messages', row: messageRow(`${name}-1`, name) },
  { table: 'messages', row: messageRow(`${name}-2`, name) },
]

const manila = idOf('sites', 'manila')
const lumpur = idOf('sites', 'lumpur')

/** Two sites with a queue and a Tier 1 agent each, Tier 2 with its queue, someone who sees everything, and a few cases. */
export const world = (): TestRow[] => [
  { table: 'sites', row: { id: manila, name: 'Manila', inHouse: false } },
  { table: 'sites', row: { id: lumpur, name: 'Kuala Lumpur', inHouse: false } },
  { table: 'queues', row: queue('manila', { siteIds: [manila] }) },
  { table: 'queues', row: queue('lumpur', { siteIds: [lumpur] }) },
  { table: 'queues', row: queue('tier-2', { kind: 'escalations' }) },
  { table: 'agents', row: agent('ana', { siteId: manila }) },
  { table: 'agents', row: agent('farid', { siteId: lumpur }) },
  { table: 'agents', row: agent('ben', { role: 'tier-2', queueIds: [idOf('queues', 'tier-2')] }) },
  { table: 'agents', row: agent('siti', { role: 'supervisor', sees: 'workspace' }) },
  ...wholeCase('M1', 'manila'),
  ...wholeCase('M2', 'manila'),
  ...wholeCase('L1', 'lumpur'),
]

/** The agent of a name, as the world has them. */
export const agentOf = (name: string): Agent => {
  const found = world().find(({ table, row }) => table === 'agents' && row.id === idOf('agents', name))
  if (found === undefined) throw new Error(`The test world has no agent ${name}.`)
  return found.row as Agent
}

/** A mutation as a window sends it, with a fresh opId. */
export const sent = (mid: number, name: string, args: unknown, more: { opId?: string; dependsOn?: string[] } = {}) => ({
  mid,
  opId: more.opId ?? randomUUID(),
  name,
  args,
  at,
  dependsOn: more.dependsOn ?? [],
})

/** A note, which every agent who sees the case may write. */
export const note = (
  mid: number,
  caseName: string,
  more: { opId?: string; dependsOn?: string[]; text?: string } = {},
) =>
  sent(mid, 'case.note', { caseId: idOf('cases', caseName), messageId: randomUUID(), text: more.text ?? 'Seen' }, more)

/** A reply by someone who had `afterReplyId` before their eyes. */
export const reply = (mid: number, caseName: string, afterReplyId: string | null, messageId: string = randomUUID()) =>
  sent(mid, 'case.reply', { caseId: idOf('cases', caseName), messageId, text: 'We will look into it', afterReplyId })
