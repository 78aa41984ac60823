import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPool, select } from '#service/database/pool.ts'
import { newEpochReason } from '#service/sync/epoch.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { note } from '../world.ts'

const epochOf = async (on: TestService): Promise<{ epoch: string; head: number; id: string } | undefined> =>
  (await select<{ epoch: string; head: number; id: string }>(on.desk.pool, 'select id, epoch, head from workspace'))[0]

/** The tables of the feed as they are now, to be put back later: what a backup and its restore come to. */
async function backup(on: TestService): Promise<() => Promise<void>> {
  const tables = ['workspace', 'rows', 'feed', 'clients', 'client_results', 'mutations', 'epochs']
  await on.desk.pool.query(
    `create schema backup; ${tables.map((name) => `create table backup.${name} as table ${name}`).join(';')}`,
  )
  return async () => {
    const pool = openPool(on.desk.url, () => undefined, 1)
    await pool.query(
      `begin; set local session_replication_role = replica;
       ${tables.map((name) => `delete from ${name}; insert into ${name} select * from backup.${name}`).join(';')}; commit`,
    )
    await pool.end()
  }
}

// Catches: windows that go on from numbers which the restored database gives to something else.
test('[S23] after a backup was restored the service begins a new epoch, and windows are told to begin anew', async () => {
  const on = await startTestService()
  const ana = await TestWindow.open(on, 'ana')
  const kept = note(1, 'M1')
  await ana.push(kept)
  const before = await epochOf(on)
  const restore = await backup(on)
  const lost = note(2, 'M2')
  await ana.push(lost)
  await ana.until(() => ana.patches.length > 1)
  const cursor = ana.patches.at(-1)?.to ?? ''
  ana.close()
  await on.service.stop()
  expect(JSON.parse(await readFile(join(on.folder, 'epoch.json'), 'utf8'))).toMatchObject({
    epoch: before?.epoch,
    head: Number(cursor.split('.')[1]),
  })

  await restore()
  const again = await startTestService({
    dataFolder: on.folder,
    databaseUrl: on.desk.url,
    epochFile: join(on.folder, 'epoch.json'),
  })
  const after = await epochOf(on)
  expect(after?.epoch).not.toBe(before?.epoch)
  expect(await on.log()).toContain('a new epoch began')
  expect(await on.log()).toContain('"newEpoch":"database-restored"')
  expect(await on.desk.pull('ana', randomUUID(), cursor)).toMatchObject({ reset: 'new-epoch' })
  // Offered again under another clientId: what the backup knows is answered from it, what it lost runs.
  const device = randomUUID()
  const clientId = randomUUID()
  const window = new TestWindow(again.service.url, {
    token: await again.signIn('ana', device),
    deviceId: device,
    clientId,
  })
  await window.until(() => window.hello !== null)
  const head = (await epochOf(on))?.head
  expect(await window.push({ ...kept, mid: 1 }, { ...lost, mid: 2 })).toEqual({ ok: true, last: 2 })
  const logged = await select<{ op_id: string; number: number }>(
    on.desk.pool,
    'select op_id, number from mutations where op_id = any ($1) order by number',
    [[kept.opId, lost.opId]],
  )
  expect(logged.map((one) => [one.op_id, one.number > (head ?? 0)])).toEqual([
    [kept.opId, false],
    [lost.opId, true],
  ])
  window.close()
  await again.close()
  await on.desk.close()
})

// Catches: a backup that is restored under a running service, which then gives numbers to something else that windows hold already.
test('[S23] a service whose database falls behind while it runs cannot go on, and remembers why', async () => {
  const on = await startTestService()
  const restore = await backup(on)
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(note(1, 'M1'))
  await ana.until(() => ana.patches.length > 0)
  const head = (await epochOf(on))?.head
  await restore()
  expect(await on.service.broken).toBe('database-replaced')
  ana.close()
  await on.service.stop()
  expect(JSON.parse(await readFile(join(on.folder, 'epoch.json'), 'utf8'))).toMatchObject({ head })
  await on.desk.close()
})

// Catches: a whole workspace that fetches everything anew after every restart, or that never does.
test('[S23] a restart keeps the epoch; an operator’s word or an unreadable file ends it', async () => {
  const on = await startTestService()
  const restart = async (more: { isNewEpoch?: boolean } = {}): Promise<string | undefined> => {
    const again = await startTestService({
      dataFolder: on.folder,
      databaseUrl: on.desk.url,
      epochFile: join(on.folder, 'epoch.json'),
      ...more,
    })
    await again.service.stop()
    await again.desk.close()
    return (await epochOf(on))?.epoch
  }
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(note(1, 'M1'))
  ana.close()
  await on.service.stop()
  const first = (await epochOf(on))?.epoch
  expect(await restart()).toBe(first)
  const second = await restart({ isNewEpoch: true })
  expect(second).not.toBe(first)
  expect(await restart()).toBe(second)
  await writeFile(join(on.folder, 'epoch.json'), '{"epo')
  expect(await restart()).not.toBe(second)
  await on.desk.close()
})

// Catches: a second service with a file of its own, or another database, that is taken for an older one.
test('[S23] only a database that is older than what is remembered gets a new epoch', () => {
  const database = { workspace: 'w', epoch: 'e2', head: 50, known: ['e1', 'e2'] }
  const reason = (remembered: { workspace: string; epoch: string; head: number } | null) =>
    newEpochReason(database, remembered, false)
  expect(reason(null)).toBeNull()
  expect(reason({ workspace: 'w', epoch: 'e2', head: 50 })).toBeNull()
  expect(reason({ workspace: 'w', epoch: 'e2', head: 51 })).toBe('database-restored')
  expect(reason({ workspace: 'w', epoch: 'e3', head: 10 })).toBe('database-restored')
  expect(reason({ workspace: 'w', epoch: 'e1', head: 99 })).toBeNull()
  expect(reason({ workspace: 'other', epoch: 'e9', head: 99 })).toBeNull()
})

// Catches: a service that lets windows in although it cannot remember what it tells them.
test('[S23] a file that cannot be used is said at the start', async () => {
  const on = await startTestService()
  const epochFile = join(on.folder, 'a-folder')
  await mkdir(epochFile)
  await expect(startTestService({ epochFile })).rejects.toThrow('set TIERDESK_EPOCH_FILE to another file')
  await on.close()
})
