import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { DeskFiguresTable } from '#service/updates/desk-figures-table.ts'
import { HaltWatch } from '#service/updates/halt-watch.ts'
import { UpdateFolder } from '#service/updates/update-folder.ts'
import type { DeskFigures } from '#shared/update/desk-figures.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { publisher } from '../updates/published.ts'

let on: TestService
let folder: UpdateFolder
beforeAll(async () => {
  on = await startTestService()
  folder = new UpdateFolder(join(on.folder, 'updates'))
})
afterAll(() => on.close())

const offer = (query: string, seat: string | null = randomUUID()): Promise<Response> =>
  fetch(`${on.service.url}/updates/offer?${query}`, { headers: seat === null ? {} : { 'x-user-staging-id': seat } })
const content = 'installer '.repeat(1000)

async function publish(version: string): Promise<void> {
  const it = publisher(join(on.folder, 'scratch'), join(on.folder, 'updates'))
  await it.add(version, `Tierdesk-${version}.exe`, content)
  await it.rollOut(version)
}

test('where nothing was published, nothing is offered; a desk that says nothing of itself is refused', async () => {
  const nothing = await offer('ring=broad&site=&version=1.0.0')
  expect([nothing.status, await nothing.json()]).toEqual([200, { release: null, why: 'newest' }])
  expect(nothing.headers.get('cache-control')).toBe('no-store')
  for (const query of ['', 'ring=slow&site=&version=1.0.0', 'ring=broad&site=&version=one']) {
    expect((await offer(query)).status).toBe(400)
  }
  expect((await offer('ring=broad&site=&version=1.0.0', null)).status).toBe(400)
  expect((await offer('ring=broad&site=&version=1.0.0', 'me')).status).toBe(400)
})

// Catches a download that begins anew on each cut, and a folder that hands out more than releases.
test('installers come whole and in ranges, are kept by caches, and nothing lies beside them', async () => {
  await publish('2.0.0')
  const file = `${on.service.url}/updates/files/2.0.0/Tierdesk-2.0.0.exe`
  const whole = await fetch(file)
  expect([whole.status, await whole.text()]).toEqual([200, content])
  expect(whole.headers.get('cache-control')).toContain('immutable')
  const part = await fetch(file, { headers: { range: 'bytes=9990-' } })
  expect([part.status, await part.text()]).toEqual([206, 'installer '])
  expect(part.headers.get('content-range')).toBe(`bytes 9990-9999/${content.length}`)
  expect((await fetch(file, { headers: { range: 'bytes=20000-' } })).status).toBe(416)
  for (const path of ['', '2.0.0/', '../rollout.json', '%2e%2e/rollout.json', '..%2frollout.json', '2.0.0/.hidden']) {
    expect((await fetch(`${on.service.url}/updates/files/${path}`)).status).not.toBe(200)
  }
})

const run = (more: Partial<DeskFigures> = {}): DeskFigures => ({
  startId: randomUUID(),
  version: '2.0.0',
  ring: 'broad',
  crashes: 0,
  minutes: 60,
  outboxMinutes: 0,
  ...more,
})

test('a desk reports how it does with its session, and what it reports later replaces what it said before', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const report = (body: unknown, shown = token): Promise<Response> =>
    post(on.service.url, '/api/desk-figures', body, { authorization: `Bearer ${shown}` })
  const first = run({ minutes: 10, crashes: 1, outboxMinutes: 4 })
  expect((await report(first, 'wrong-wrong-wrong-wrong')).status).toBe(401)
  expect((await report({ ...first, crashes: -1 })).status).toBe(400)
  expect((await report({ ...first, agentId: randomUUID() })).status).toBe(400)
  // The second arrives before the first.
  for (const minutes of [20, 10]) expect((await report({ ...first, minutes })).status).toBe(204)
  const kept = await select(
    on.desk.pool,
    'select device_id, version, crashes, minutes, outbox_minutes from desk_figures',
  )
  expect(kept).toEqual([{ device_id: deviceId, version: '2.0.0', crashes: 1, minutes: 20, outbox_minutes: 4 }])
  await on.desk.pool.query('delete from desk_figures')
})

// Catches a rule that nobody applies, one that halts what IT has let go on, and one that halts a version for what another one did.
test('a version that has desks crash is offered to nobody until IT lets it go on', async () => {
  const clock = { at: Date.now() }
  const figures = new DeskFiguresTable(on.desk.pool, () => clock.at)
  const halted: string[] = []
  const watch = new HaltWatch({
    folder,
    figures,
    now: () => clock.at,
    halted: (ring, version, why) => void halted.push(`${ring} ${version} ${why}`),
  })
  for (let desk = 0; desk < 20; desk += 1) await figures.take(randomUUID(), run({ version: '1.9.0', minutes: 480 }))
  for (let desk = 0; desk < 3; desk += 1) await figures.take(randomUUID(), run({ crashes: 1 }))
  await figures.take(randomUUID(), run({ version: '1.9.0', ring: 'fast', crashes: 9 }))
  clock.at += 60_000
  await watch.step()
  expect(halted).toEqual(['broad 2.0.0 3 crashes in 3 hours, 1.000 an hour; 0.010 is usual.'])
  expect(await (await offer('ring=broad&site=&version=1.9.0')).json()).toEqual({ release: null, why: 'halted' })
  expect((await folder.halts()).broad).toMatchObject({ version: '2.0.0', by: 'rule' })
  await watch.step()
  expect(halted).toHaveLength(1)
  // What had it halted counts no more.
  const it = publisher(join(on.folder, 'scratch'), join(on.folder, 'updates'))
  await it.run('resume', '--ring', 'broad')
  await watch.step()
  expect(await (await offer('ring=broad&site=&version=1.9.0')).json()).toMatchObject({ why: null })
  // Two weeks later nobody keeps how desks did.
  clock.at += 15 * 86_400_000
  await watch.step()
  expect(await select(on.desk.pool, 'select count(*) from desk_figures')).toEqual([{ count: 0 }])
})
