import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openImportDatabase } from '#service/channels/import/open-database.ts'
import { readConfig } from '#service/config.ts'
import { claimDataFolder } from '#service/database/data-folder.ts'
import { startEmbedded } from '#service/database/embedded.ts'
import { readPostmaster } from '#service/database/postmaster-file.ts'
import { select } from '#service/database/pool.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-import-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const isThere = async (database: Awaited<ReturnType<typeof openImportDatabase>>): Promise<boolean> =>
  (await select(database.pool, 'select head from workspace')).length === 1

// Catches: an import that leaves its PostgreSQL running, or the folder locked against the next start.
test('where no service runs, the database of the folder is started for the import and stopped after it', async () => {
  const data = join(folder, 'data')
  const database = await openImportDatabase(readConfig({ TIERDESK_DATA: data }))
  expect(await isThere(database)).toBe(true)
  await database.close()
  expect(await readPostmaster(join(data, 'pg'))).toBeUndefined()
  await (await claimDataFolder(data)).release()
})

// Catches: an import that refuses beside a running service, or that takes its database away when it ends.
test('beside a running service the import joins its database and leaves it running', async () => {
  const data = join(folder, 'data')
  const claimed = await claimDataFolder(data)
  const running = await startEmbedded({ folder: data, fast: true })
  try {
    const database = await openImportDatabase(readConfig({ TIERDESK_DATA: data }))
    expect(await isThere(database)).toBe(true)
    await database.close()
    expect((await readPostmaster(join(data, 'pg')))?.pid).toBe(running.pid)
  } finally {
    await running.stop()
    await claimed.release()
  }
})
