import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import type { Stand } from '../stand.ts'
import { timed } from '../until.ts'

const run = promisify(execFile)
const number = '10311'

export const backupRestored: FaultRow = {
  name: 'backup-restored',
  does: 'The data folder of the service is put back to an older copy, under windows that have since written and read.',
  holds:
    'There is a new epoch, the windows take a whole new copy, and what was confirmed after the backup is offered again.',
  attempts: 4,
  inSlice: 0,
  sliceMs: 0,
  patience: 120_000,
  async prepare(stand) {
    const writer = await DeskWindow.open(stand, { caseNumber: number })
    const reader = await DeskWindow.open(stand, { login: 'siti', caseNumber: number })
    return async (n) => {
      const ledger = new Ledger(stand)
      const backup = await takeBackup(stand)
      await writer.isSynced()
      const texts = Array.from({ length: 3 }, () => ledger.intend())
      for (const text of texts) {
        await writer.write(text)
        await reader.message(text).waitFor()
        ledger.saved(text)
      }
      await writer.isSynced()
      const before = await epochOf(stand)
      return timed(async () => {
        await (n % 2 === 1 ? restoreDatabase : restoreFolder)(stand, backup)
        await ledger.settle(40_000)
        await Promise.all([writer.isSynced(), reader.isSynced()])
        for (const text of texts) await reader.message(text).waitFor()
        if ((await epochOf(stand)) === before) throw new Error('the epoch is the one from before the restore')
      })
    }
  },
}

const epochOf = async (stand: Stand): Promise<string | undefined> =>
  (await stand.query<{ epoch: string }>('select epoch from workspace'))[0]?.epoch

/** With the owners of all files, which PostgreSQL insists on. */
const copyFolder = (from: string, to: string) => run('cp', ['-a', from, to])

async function takeBackup(stand: Stand): Promise<string> {
  const { service } = stand
  const backup = join(await stand.folder('backup'), 'data')
  await service.stop()
  await copyFolder(service.folder, backup)
  await service.start()
  return backup
}

/** The database alone is put back: the service itself finds that it is older than what windows were told. */
async function restoreDatabase({ service }: Stand, backup: string): Promise<void> {
  await service.stop()
  await rm(join(service.folder, 'pg'), { recursive: true })
  await copyFolder(join(backup, 'pg'), join(service.folder, 'pg'))
  await service.start()
}

/** The whole folder is put back, and whoever did it says so, as the handbook asks for. */
async function restoreFolder({ service }: Stand, backup: string): Promise<void> {
  await service.stop()
  await rm(service.folder, { recursive: true })
  await copyFolder(backup, service.folder)
  await service.start({ TIERDESK_NEW_EPOCH: '1' })
}
