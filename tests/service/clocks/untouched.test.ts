import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { wire } from '#shared/sync/protocol.ts'
import { TestWindow } from '../test-window.ts'
import { type TestRow, agentOf, caseRow, idOf, sent } from '../world.ts'
import {
  caseNow,
  doing,
  endAll,
  isHeldBy,
  joy,
  joyId,
  longAgo,
  partyWrites,
  pushedManila,
  queueRow,
  says,
  skilled,
  waits,
  whysOn,
  withRows,
} from './routed-world.ts'

const anaId = agentOf('ana').id
const benId = agentOf('ben').id
const minute = 60_000

// The clocks of the service go by this: what lies for a minute does so at once.
let aheadMs = 0
beforeEach(() => {
  aheadMs = 0
  const { now } = Date
  vi.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + aheadMs)
})
afterEach(async () => {
  await endAll()
  vi.restoreAllMocks()
})

/** What comes about a minute later. The clock goes back then: a window that heard nothing for so long by it would give up. */
async function aMinuteLater(comesAbout: () => Promise<void>): Promise<void> {
  aheadMs = minute
  await comesAbout()
  aheadMs = 0
}

const impatient = pushedManila({ takeUpMinutes: 1 })
const opens = (window: TestWindow, name: string): void =>
  void window.socket.emit(wire.presence, { caseId: idOf('cases', name), isTyping: false })
const isOpened = async (on: Awaited<ReturnType<typeof withRows>>, name: string): Promise<void> => {
  await expect.poll(async () => (await caseNow(on, name)).routed?.openedAt, { timeout: 40_000 }).toBeDefined()
}

// Catches a party who waits for an agent who sits at their desk and does not look.
test('a case that its agent does not open goes to somebody else, with the reason, and not back to them', async () => {
  const on = await withRows([impatient, skilled, joy])
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(says(1, 'ana', 'available'))
  await partyWrites(on, 'M1')
  await isHeldBy(on, 'M1', anaId)
  await aMinuteLater(() => isHeldBy(on, 'M1', null))
  expect(await whysOn(on, 'M1')).toEqual([
    { name: 'case-given-back', detail: { agent: 'ana', why: 'lying', minutes: '1' } },
  ])
  expect((await caseNow(on, 'M1')).leftLying).toMatchObject([{ agentId: anaId, name: 'ana' }])
  // Whoever is silent is given nothing else either; what was decided by then is settled before the next case.
  await partyWrites(on, 'M2')
  await on.desk.write([doing(joyId, 'available')])
  await isHeldBy(on, 'M1', joyId)
  await isHeldBy(on, 'M2', joyId)
  ana.close()
})

test('who left a case lying is given it again, and others, once they have said that they are there', async () => {
  const on = await withRows([impatient, skilled])
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(says(1, 'ana', 'available'))
  await partyWrites(on, 'M1')
  await isHeldBy(on, 'M1', anaId)
  await aMinuteLater(() => isHeldBy(on, 'M1', null))
  await ana.push(says(2, 'ana', 'break'))
  await ana.push(says(3, 'ana', 'available'))
  await isHeldBy(on, 'M1', anaId)
  ana.close()
})

// Catches a case that is taken out of the hands of somebody who works on it.
test('a case that was opened in time stays, also after it is closed again, and so does one that lies open all the while', async () => {
  const on = await withRows([impatient, skilled, joy])
  const ana = await TestWindow.open(on, 'ana')
  opens(ana, 'M2')
  await ana.push(says(1, 'ana', 'available'))
  await partyWrites(on, 'M1')
  await isHeldBy(on, 'M1', anaId)
  opens(ana, 'M1')
  await isOpened(on, 'M1')
  opens(ana, 'M2')
  await partyWrites(on, 'M2')
  await isHeldBy(on, 'M2', anaId)
  expect((await caseNow(on, 'M2')).routed?.openedAt).toBeUndefined()
  await on.desk.write([doing(joyId, 'available')])
  aheadMs = 2 * minute
  await isOpened(on, 'M2')
  await isHeldBy(on, 'M1', anaId)
  await isHeldBy(on, 'M2', anaId)
  ana.close()
})

test('where the queue sets no limit, and where agents take their work themselves, nothing is taken back', async () => {
  const given = { agentId: anaId, at: longAgo }
  const held = { assigneeId: anaId, claim: given, routed: given }
  const on = await withRows([
    pushedManila({ takeUpMinutes: null }),
    queueRow('lumpur', { overflow: null }),
    ...waits('patient', held),
    ...waits('pulled', { ...held, queueId: idOf('queues', 'lumpur') }),
  ])
  const ana = await TestWindow.open(on, 'ana')
  aheadMs = 60 * minute
  // By this it is known that the clock has looked.
  await on.desk.write([impatient, ...waits('touched', held)])
  await isHeldBy(on, 'touched', null)
  expect((await caseNow(on, 'pulled')).assigneeId).toBe(anaId)
  ana.close()
})

const tier2 = (set: Parameters<typeof queueRow>[1] = {}): TestRow =>
  queueRow('tier-2', { work: 'push', takeUpMinutes: 1, ...set })
const packet = {
  reason: 'policy-gap',
  market: 'SG',
  ask: 'Decide',
  order: { has: 'none', why: 'no order' },
  steps: [{ step: 'Asked', result: 'No answer' }],
  sop: { has: 'none' },
  evidence: 'None',
  promise: { made: 'none' },
  legalClock: null,
}
const escalationId = idOf('escalations', 'E1')
const turn = (mid: number, name: string, more: object) =>
  sent(mid, name, {
    caseId: idOf('cases', 'M1'),
    escalationId,
    eventId: idOf('messages', `event-${name}`),
    queueId: idOf('queues', 'tier-2'),
    ...more,
  })

// Catches Tier 2 cases that wait for whoever happens to look, or are picked where they are given out.
test('an escalation is given to somebody of Tier 2 who has room, is taken back if it lies, and is accepted by nobody else', async () => {
  const tina: TestRow = { table: 'agents', row: { ...agentOf('ben'), id: idOf('agents', 'tina'), name: 'tina' } }
  const on = await withRows([tier2(), tina])
  const [ana, ben] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'ben')])
  await ana.push(turn(1, 'escalation.submit', { packet }))
  const picked = turn(1, 'escalation.accept', {})
  await ben.push(picked)
  expect(await ben.pull()).toMatchObject({ results: [{ opId: picked.opId, outcome: { refused: 'queue-is-pushed' } }] })

  const isWith = async (agentId: string | undefined): Promise<void> => {
    await expect
      .poll(async () => (await caseNow(on, 'M1')).escalation?.routed?.agentId, { timeout: 40_000 })
      .toBe(agentId)
  }
  await ben.push(says(2, 'ben', 'available'))
  await isWith(benId)
  // Tier 1 keeps its case meanwhile, and the party is not kept waiting by it.
  expect(await caseNow(on, 'M1')).toMatchObject({ queueId: idOf('queues', 'manila'), escalation: { state: 'queued' } })
  await aMinuteLater(() => isWith(undefined))
  await on.desk.write([doing(idOf('agents', 'tina'), 'available')])
  await isWith(idOf('agents', 'tina'))
  const late = turn(3, 'escalation.accept', {})
  await ben.push(late)
  const outcome = { refused: 'claimed-by-other', about: idOf('agents', 'tina') }
  const pulled = await ben.pull()
  expect('results' in pulled ? pulled.results : []).toContainEqual({ opId: late.opId, outcome })
  const siti = await TestWindow.open(on, 'siti')
  await siti.push(turn(1, 'escalation.accept', { eventId: idOf('messages', 'accepted') }))
  // Who leads may choose all the same.
  const holderId = agentOf('siti').id
  const isAccepted = { state: 'accepted', holderId }
  await expect.poll(async () => (await caseNow(on, 'M1')).escalation, { timeout: 40_000 }).toMatchObject(isAccepted)
  for (const window of [ana, ben, siti]) window.close()
})

// Catches an agent of Tier 2 who is given more than they can do.
test('what somebody of Tier 2 has accepted counts, and what they did not is found when the service starts', async () => {
  const one: TestRow = { table: 'agents', row: { ...agentOf('ben'), capacity: 1 } }
  const escalated = (name: string, more: object): TestRow => ({
    table: 'cases',
    row: caseRow(name, {
      status: 'pending',
      escalation: {
        id: idOf('escalations', name),
        state: 'queued',
        queueId: idOf('queues', 'tier-2'),
        attempt: 1,
        byAgentId: anaId,
        since: longAgo,
        ...more,
      },
    }),
  })
  const on = await withRows([
    tier2(),
    one,
    doing(benId, 'available'),
    escalated('E1', {}),
    escalated('E2', { since: '2026-11-02T07:00:00.000Z' }),
  ])
  const given = async (name: string) => (await caseNow(on, name)).escalation?.routed?.agentId
  await expect.poll(() => given('E1'), { timeout: 40_000 }).toBe(benId)
  expect(await given('E2')).toBeUndefined()
  await on.desk.write([escalated('E1', { state: 'accepted', holderId: benId })])
  await on.desk.write([{ table: 'agents', row: { ...one.row, capacity: 2 } }])
  await expect.poll(() => given('E2'), { timeout: 40_000 }).toBe(benId)
})
