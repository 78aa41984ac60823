import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyRow } from '#shared/tables.ts'
import { aPacket } from '#tests/builders.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { idOf, sent } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

const row = async (table: 'asks' | 'escalations', name: string): Promise<AnyRow> => {
  const found = await on.desk.row(table, name)
  if (found === undefined) throw new Error(`no ${table} ${name}`)
  return found
}

/** Turns the clock of a row on, as if it had been asked earlier: nobody asks for an answer within a second. */
async function dueSoon(table: 'asks' | 'escalations', name: string): Promise<string> {
  const at = new Date(Date.now() + 1500).toISOString()
  await on.desk.write([
    { table, row: { ...(await row(table, name)), ...(table === 'asks' ? { dueAt: at } : {}), raiseAt: at } },
  ])
  return at
}

const raisedOf = ({ raised, raiseAt }: AnyRow) => ({ raised: raised as { level: number; at: string } | null, raiseAt })

const ask = { reason: 'unsure-of-rule', question: 'May I?', withinMinutes: 30 }

// Catches: a question whose clock nobody follows, one that another process asked, and one that is raised before its time.
test('the service raises a question to a supervisor when its time is over, whichever process asked it', async () => {
  const args = { caseId: idOf('cases', 'M1'), askId: idOf('asks', 'A1'), ...ask }
  const { results } = await on.desk.send('ana', randomUUID(), sent(1, 'ask.submit', args))
  expect(results[0]?.outcome).not.toHaveProperty('refused')
  const at = await dueSoon('asks', 'A1')
  await expect.poll(() => row('asks', 'A1'), { timeout: 5000, interval: 50 }).toMatchObject({ raised: { level: 1 } })
  const { raised, raiseAt } = raisedOf(await row('asks', 'A1'))
  expect(raised !== null && raised.at >= at).toBe(true)
  // The next level a quarter of an hour after the first.
  expect(raiseAt).toBe(new Date(Date.parse(raised?.at ?? '') + 15 * 60_000).toISOString())
  expect(await on.desk.row('cases', 'M1')).toMatchObject({ ask: { id: args.askId, raised: 1 } })
})

// Catches: a clock that still raises what was taken back, and a supervisor who looks for a question that is not there.
test('a question that was withdrawn before its time is not raised', async () => {
  const args = { caseId: idOf('cases', 'M2'), askId: idOf('asks', 'A2') }
  const clientId = randomUUID()
  await on.desk.send('ana', clientId, sent(1, 'ask.submit', { ...args, ...ask }))
  await dueSoon('asks', 'A2')
  const turn = { ...args, to: 'withdrawn', text: null, withinMinutes: null }
  const { results } = await on.desk.send('ana', clientId, sent(2, 'ask.turn', turn))
  expect(results[0]?.outcome).not.toHaveProperty('refused')
  // By the time that a later one is raised, this one would have been.
  const later = { caseId: idOf('cases', 'M1'), escalationId: idOf('escalations', 'E1'), eventId: randomUUID() }
  const submit = { ...later, queueId: idOf('queues', 'tier-2'), packet: aPacket() }
  await on.desk.send('ana', clientId, sent(3, 'escalation.submit', submit))
  await dueSoon('escalations', 'E1')
  await expect
    .poll(() => row('escalations', 'E1'), { timeout: 5000, interval: 50 })
    .toMatchObject({ raised: { level: 1 } })
  expect(await row('asks', 'A2')).toMatchObject({ state: 'withdrawn', raised: null, raiseAt: null })
})

// Catches: an escalation that somebody accepted and that no clock follows from then on.
test('an escalation that its holder takes no turn on is raised by the service, and its case says so', async () => {
  const which = { caseId: idOf('cases', 'M2'), escalationId: idOf('escalations', 'E2') }
  const queueId = idOf('queues', 'tier-2')
  const submit = sent(1, 'escalation.submit', { ...which, eventId: randomUUID(), queueId, packet: aPacket() })
  await on.desk.send('ana', randomUUID(), submit)
  const accept = sent(1, 'escalation.accept', { ...which, eventId: randomUUID(), queueId })
  await on.desk.send('ben', randomUUID(), accept)
  expect(await row('escalations', 'E2')).toMatchObject({ state: 'accepted', raiseMinutes: 240 })
  await dueSoon('escalations', 'E2')
  await expect
    .poll(() => row('escalations', 'E2'), { timeout: 5000, interval: 50 })
    .toMatchObject({ state: 'accepted', raised: { level: 1 } })
  expect(await on.desk.row('cases', 'M2')).toMatchObject({ escalation: { raised: 1, due: { by: 'turn' } } })
})
