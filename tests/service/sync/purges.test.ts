import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { agentOf, idOf } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

const purges = () =>
  select<{ agent_id: string; acknowledged_at: Date | null }>(
    on.desk.pool,
    'select agent_id, acknowledged_at from purges',
  )

// Catches: an agent who lost a queue and whose computer still holds its cases, without anyone knowing.
test('[S17] a device that is told to let go is open until it says that it has, of just that', async () => {
  const ana = await TestWindow.open(on, 'ana')
  const held = await on.desk.held('ana')
  await on.desk.write([{ table: 'agents', row: { ...agentOf('ana'), queueIds: [idOf('queues', 'lumpur')] } }])
  const own = ana.cursor.split('.').at(-1) ?? ''
  await ana.until(() => ana.hints.some((cursor) => !cursor.endsWith(own)))
  const told = (await ana.pull()) as { reset: string; scopes: string[] }
  expect(told.reset).toBe('audience-changed')
  await ana.pull()
  expect(await purges()).toEqual([{ agent_id: agentOf('ana').id, acknowledged_at: null }])
  const metrics = async () => (await fetch(`${on.service.url}/metrics`)).text()
  expect(await metrics()).toContain('tierdesk_purges_open 1')

  const say = (said: unknown) => ana.socket.emit('purged', said)
  say('nonsense')
  say({ clientId: randomUUID(), scopes: told.scopes })
  say({ clientId: ana.clientId, scopes: held })
  await ana.pull()
  expect((await purges())[0]?.acknowledged_at).toBeNull()
  say({ clientId: ana.clientId, scopes: told.scopes })
  await expect.poll(async () => (await purges())[0]?.acknowledged_at).toBeInstanceOf(Date)
  expect(await metrics()).toContain('tierdesk_purges_open 0')
  ana.close()
})
