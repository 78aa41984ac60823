import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { AgentState } from '#shared/domain/agent-status.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Queue } from '#shared/domain/queue.ts'
import type { AnyRow } from '#shared/tables.ts'
import { allRows } from '#service/sync/rows.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { type TestRow, agentOf, caseRow, idOf, sent, wholeCase, world } from '../world.ts'

export const longAgo = '2026-11-01T07:00:00.000Z'
export const manila = idOf('sites', 'manila')
export const lumpur = idOf('sites', 'lumpur')
export const joyId = idOf('agents', 'joy')

export const rowOf = (table: TestRow['table'], name: string): AnyRow =>
  world().find((one) => one.table === table && one.row.id === idOf(table, name))?.row ?? { id: '' }
export const queueRow = (name: string, set: Partial<Queue>): TestRow => ({
  table: 'queues',
  row: { ...rowOf('queues', name), ...set },
})
export const pushedManila = (set: Partial<Queue> = {}): TestRow =>
  queueRow('manila', { work: 'push', skills: ['payments'], ...set })
export const skilled: TestRow = { table: 'agents', row: { ...agentOf('ana'), skills: ['payments'] } }
/** A colleague of Ana's, who has no window. */
export const joy: TestRow = {
  table: 'agents',
  row: { ...agentOf('ana'), id: joyId, name: 'joy', skills: ['payments'] },
}
export const doing = (agentId: string, state: AgentState): TestRow => ({
  table: 'agentStatuses',
  row: { id: agentId, state, reason: null, since: longAgo },
})
export const waits = (name: string, set: Partial<Case> = {}): TestRow[] => [
  ...wholeCase(name, 'manila').filter(({ table }) => table !== 'cases'),
  { table: 'cases', row: caseRow(name, { waitingSince: longAgo, ...set }) },
]

let running: TestService[] = []

/** Ends every service that a test has started. */
export async function endAll(): Promise<void> {
  await Promise.all(running.map((one) => one.close()))
  running = []
}

/** A service that finds these rows beside those of the world. */
export async function withRows(rows: readonly TestRow[], more: { leaseMs?: number } = {}): Promise<TestService> {
  const on = await startTestService(more)
  running.push(on)
  await on.desk.write(rows)
  return on
}

export const caseNow = async (on: TestService, name: string): Promise<Partial<Case>> =>
  (await on.desk.row('cases', name)) ?? {}
export async function isHeldBy(on: TestService, name: string, agentId: string | null): Promise<void> {
  await expect.poll(async () => (await caseNow(on, name)).assigneeId, { timeout: 40_000 }).toBe(agentId)
}
const stateNow = async (on: TestService, agentId: string): Promise<unknown> =>
  (await allRows(on.desk.pool, ['agentStatuses'])).find(({ id }) => id === agentId)?.row['state']
export async function isDoing(on: TestService, agentId: string, state: AgentState): Promise<void> {
  await expect.poll(() => stateNow(on, agentId), { timeout: 40_000 }).toBe(state)
}

export const says = (mid: number, name: string, state: AgentState) =>
  sent(mid, 'agent.set-status', { agentId: idOf('agents', name), state, reason: null, saidAt: longAgo })
export const partyWrites = (on: TestService, name: string): Promise<Response> =>
  post(
    on.service.url,
    '/inbound/messages',
    { caseId: idOf('cases', name), messageId: randomUUID(), text: 'Any news?' },
    { 'x-tierdesk-token': on.service.inboundToken },
  )

/** The events in the thread of a case, by why. */
export async function whysOn(on: TestService, name: string): Promise<unknown[]> {
  const { copy } = await on.desk.snapshot('siti', randomUUID())
  return [...copy]
    .filter(([key, { row }]) => key.startsWith('messages/') && row['caseId'] === idOf('cases', name))
    .flatMap(([, { row }]) => (row['kind'] === 'event' ? [row['event']] : []))
}
