import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aSop } from '#tests/builders.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { idOf } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

// Catches an expiry that is a date on the screen and nothing else, and a row that stays with those who may not see it any more.
test('the service withdraws an SOP when it expires, and nobody who answers parties is shown it from then on', async () => {
  const id = idOf('sops', 'expiring')
  const expiresAt = new Date(Date.now() + 1500).toISOString()
  await on.desk.write([{ table: 'sops', row: aSop({ id, groupId: randomUUID(), expiresAt }) }])
  expect(await on.desk.row('sops', 'expiring')).toMatchObject({ state: 'published' })
  await expect
    .poll(() => on.desk.row('sops', 'expiring'), { timeout: 5000, interval: 50 })
    .toMatchObject({ state: 'archived', ended: { why: 'expired' } })
  const audience = await on.desk.pool.query<{ audience: string[] }>('select audience from rows where id = $1', [id])
  expect(audience.rows[0]?.audience).toEqual(['r/admin', 'r/knowledge', 'r/supervisor'])
})
