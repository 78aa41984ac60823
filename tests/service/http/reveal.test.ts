import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Reveals } from '#service/accounts/reveals.ts'
import { select } from '#service/database/pool.ts'
import { asReader } from '#service/sync/postgres-feed.ts'
import { RevealRefusal, RevealRequest } from '#shared/sync/reveal-protocol.ts'
import { copyPageText } from '../copy-page-text.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { type TestRow, agentOf, caseRow, idOf, partyRow } from '../world.ts'

const canary = { email: 'canary.jones@example.com', phone: '+65 5550 1234', other: 'canary.other@example.com' }
const rows: TestRow[] = [
  {
    table: 'parties',
    row: { ...partyRow('M1'), email: canary.email, phone: canary.phone, fields: { second_email: canary.other } },
  },
  { table: 'parties', row: { ...partyRow('L1'), email: 'lee.lumpur@example.com' } },
  { table: 'cases', row: caseRow('M1', { subject: 'Changed, so that the feed tells of it' }) },
]

let on: TestService
let small: TestService
/** Where the feed stood before the values came. */
let before = ''
beforeAll(async () => {
  ;[on, small] = await Promise.all([startTestService(), startTestService({ revealsPerHour: 2 })])
  before = (await on.desk.snapshot('ana', randomUUID())).cursor
  await on.desk.write(rows)
  await small.desk.write(rows)
})
afterAll(() => Promise.all([on.close(), small.close()]))

const asked = (change: object = {}) => ({
  table: 'parties',
  id: idOf('parties', 'M1'),
  field: 'email',
  caseId: idOf('cases', 'M1'),
  purpose: 'contact',
  ...change,
})
const reveal = (at: TestService, token: string, body: object): Promise<Response> =>
  post(at.service.url, '/api/reveal', body, { authorization: `Bearer ${token}` })
const written = (at: TestService): Promise<Record<string, unknown>[]> =>
  select(at.desk.pool, 'select agent_id, device_id, case_id, tbl, id, field, purpose from reveals order by number')

// Catches: a value that leaves without a line that says to whom, and a line that holds the value.
test('a value is shown to whoever sees the party through the case, and written down without itself', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const shown: unknown[] = []
  for (const change of [{ field: 'email' }, { field: 'phone' }, { field: 'fields.second_email', purpose: 'verify' }]) {
    shown.push(await (await reveal(on, token, asked(change))).json())
  }
  expect(shown).toEqual([canary.email, canary.phone, canary.other].map((value) => ({ value })))
  const line = { agent_id: agentOf('ana').id, device_id: deviceId, case_id: idOf('cases', 'M1'), tbl: 'parties' }
  const about = { ...line, id: idOf('parties', 'M1') }
  expect(await written(on)).toEqual([
    { ...about, field: 'email', purpose: 'contact' },
    { ...about, field: 'phone', purpose: 'contact' },
    { ...about, field: 'fields.second_email', purpose: 'verify' },
  ])
  const metrics = await (await fetch(`${on.service.url}/metrics`)).text()
  expect(metrics).toContain('tierdesk_reveals_total{purpose="contact",outcome="shown"} 2')
})

// Catches: a value for somebody else's case, through a case that does not name the party, without a purpose, or for a role that reads only.
test('without the case, the right or a purpose nothing is shown and nothing is written down', async () => {
  const farid = await on.signIn('farid', randomUUID())
  const ana = await on.signIn('ana', randomUUID())
  const first = await written(on)
  const statuses = [
    await reveal(on, farid, asked()),
    await reveal(on, farid, asked({ caseId: idOf('cases', 'L1') })),
    await reveal(on, ana, asked({ caseId: idOf('cases', 'M2') })),
    await reveal(on, ana, asked({ field: 'name' })),
    await reveal(on, ana, asked({ purpose: undefined })),
    await reveal(on, ana, asked({ purpose: 'curious' })),
    await reveal(on, ana, asked({ table: 'agents' })),
    await reveal(on, 'wrong-wrong-wrong-wrong', asked()),
  ].map(({ status }) => status)
  expect(statuses).toEqual([404, 404, 404, 404, 400, 400, 400, 401])
  expect(await written(on)).toEqual(first)
  await on.desk.write([{ table: 'agents', row: { ...agentOf('siti'), role: 'quality' } }])
  const siti = await on.signIn('siti', randomUUID())
  // The service hears of what another process wrote within two seconds.
  await expect.poll(async () => (await reveal(on, siti, asked())).status).toBe(403)
  const then = await written(on)
  expect((await reveal(on, siti, asked())).status).toBe(403)
  expect(await written(on)).toEqual(then)
})

// Catches: an agent who copies the address book, one by one or many at once.
test('an agent is shown no more within an hour than the budget allows, and is told when it is possible again', async () => {
  const token = await small.signIn('ana', randomUUID())
  const many = await Promise.all(Array.from({ length: 6 }, () => reveal(small, token, asked())))
  expect(many.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(2)
  while ((await reveal(small, token, asked())).status === 200);
  expect(await written(small)).toHaveLength(2)
  const refused = await reveal(small, token, asked())
  const body = RevealRefusal.parse(await refused.json())
  expect([refused.status, body.error]).toEqual([429, 'over-budget'])
  expect(body.sentence).toMatch(/Try again in (59|60) minutes/)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500)
  await small.desk.pool.query(`alter table reveals disable trigger all; update reveals set at = at - interval '1 hour'`)
  expect((await reveal(small, token, asked())).status).toBe(200)
})

// Catches: two services on one database, each of which believes that its answer is the last one allowed.
test('many at once are counted one by one', async () => {
  const clock = { perHour: 2, now: () => Date.parse('2127-01-01T00:00:00.000Z') }
  const asker = { agent: await on.desk.agent('ana'), deviceId: randomUUID(), held: await on.desk.held('ana') }
  const all = await Promise.all(
    Array.from({ length: 6 }, () => new Reveals(on.desk.pool, clock).reveal(asker, RevealRequest.parse(asked()))),
  )
  expect(all.filter((one) => 'value' in one)).toHaveLength(2)
  expect(all).toContainEqual({ refused: 'over-budget', retryAt: clock.now() + 3_600_000 })
})

// Catches: a value that leaves although nobody could write down that it did.
test('where the line cannot be written the value does not leave', async () => {
  const token = await small.signIn('farid', randomUUID())
  const mine = asked({ id: idOf('parties', 'L1'), caseId: idOf('cases', 'L1') })
  await small.desk.pool.query(`alter table reveals add constraint none check (purpose <> 'record') not valid`)
  const answer = await reveal(small, token, { ...mine, purpose: 'record' })
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('lee.lumpur')
  expect((await reveal(small, token, mine)).status).toBe(200)
})

// Catches: an audit that depends on the answer having arrived.
test('the line stands although the answer is lost', async () => {
  const token = await on.signIn('ana', randomUUID())
  const count = (await written(on)).length
  const gone = new AbortController()
  const client = await on.desk.pool.connect()
  try {
    // The service waits for this lock, so the window is gone by the time it answers.
    await client.query('begin; lock table reveals in access exclusive mode')
    const answer = fetch(`${on.service.url}/api/reveal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(asked({ purpose: 'delivery' })),
      signal: gone.signal,
    })
    await expect
      .poll(async () => {
        const waiting = await select(
          on.desk.pool,
          `select 1 from pg_locks where not granted and relation = 'reveals'::regclass`,
        )
        return waiting.length
      })
      .toBe(1)
    gone.abort()
    await expect(answer).rejects.toThrow(/abort/)
    await client.query('commit')
  } finally {
    client.release()
  }
  await expect.poll(async () => (await written(on)).length).toBe(count + 1)
})

// Catches: a log that can be tidied up afterwards.
test('what was shown is only ever added to', async () => {
  for (const sql of ['delete from reveals', `update reveals set purpose = 'contact'`, 'truncate reveals']) {
    await expect(on.desk.pool.query(sql)).rejects.toThrow(/only ever added to/)
  }
})

// Catches: a value that goes out with the rows, whatever way they take.
test('[S16] no snapshot, copy, page of the feed or log holds a value, and no reader can read one', async () => {
  const seen: string[] = []
  const clientId = randomUUID()
  const token = await on.signIn('ana', randomUUID())
  const bearer = { authorization: `Bearer ${token}` }
  const { copy } = await on.desk.snapshot('ana', clientId)
  seen.push(JSON.stringify([...copy]))
  const fed = JSON.stringify(await on.desk.pull('ana', clientId, before))
  expect(fed).toContain(idOf('parties', 'M1'))
  seen.push(fed)
  const whole = await post(on.service.url, '/api/copy', { clientId, after: null }, bearer)
  expect(whole.status).toBe(200)
  seen.push(JSON.stringify(await copyPageText(whole)))
  const page = await post(on.service.url, '/api/snapshot', { clientId, after: null }, bearer)
  expect(page.status).toBe(200)
  seen.push(await page.text())
  seen.push(JSON.stringify(await select(on.desk.pool, 'select * from mutations')))
  seen.push(JSON.stringify(await select(on.desk.pool, 'select * from feed')))
  seen.push(JSON.stringify(await select(on.desk.pool, 'select * from rows')))
  seen.push(await on.log())
  expect(seen.join()).toContain('c•••@e•••.com')
  for (const value of ['canary.', '5550 1234']) expect(seen.filter((text) => text.includes(value))).toEqual([])
  for (const held of [['*'], ['all']]) {
    for (const table of ['private_values', 'reveals', 'private_keys']) {
      const read = asReader(on.desk.pool, { held, clientId }, (client) => client.query(`select * from ${table}`))
      await expect(read).rejects.toThrow(/permission denied/)
    }
  }
})
