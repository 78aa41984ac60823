import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { agentOf } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

// Catches: a damaged outbox that only its agent hears of, reports under another name, and a report that counts for each time it was sent.
test('[S11] what a window reports is kept once, with the agent and the device of its session', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const report = (body: unknown, shown = token) =>
    post(on.service.url, '/api/incidents', body, { authorization: `Bearer ${shown}` })
  const incident = { id: randomUUID(), kind: 'outbox-damaged', at: '2026-11-22T07:00:00.000Z', count: 3 }
  expect((await report(incident, 'wrong-wrong-wrong-wrong')).status).toBe(401)
  expect((await report({ ...incident, agentId: randomUUID() })).status).toBe(400)
  expect((await report({ ...incident, kind: 'coffee' })).status).toBe(400)
  expect([(await report(incident)).status, (await report(incident)).status]).toEqual([204, 204])
  expect(await select(on.desk.pool, 'select id, agent_id, device_id, kind, count from incidents')).toEqual([
    { id: incident.id, agent_id: agentOf('ana').id, device_id: deviceId, kind: 'outbox-damaged', count: 3 },
  ])
  const metrics = await (await fetch(`${on.service.url}/metrics`)).text()
  expect(metrics).toContain('tierdesk_incidents_total{kind="outbox-damaged"} 1')
  expect((await on.log()).match(/a window reported an incident/g)).toHaveLength(1)
})
