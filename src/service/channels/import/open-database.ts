import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { ServiceConfig } from '#service/config.ts'
import { DATABASE_USER } from '#service/database/create-cluster.ts'
import { claimDataFolder } from '#service/database/data-folder.ts'
import { startEmbedded } from '#service/database/embedded.ts'
import { migrate } from '#service/database/migrate.ts'
import { openPool } from '#service/database/pool.ts'
import { readPostmaster } from '#service/database/postmaster-file.ts'
import { StartRefused } from '#service/database/start-refused.ts'
import { orWhenAbsent } from '#service/database/system-errors.ts'
import { ImportRefused } from './import-refused.ts'

/** The database an import writes to. `close` also stops what was started for the import. */
export interface ImportDatabase {
  readonly pool: Pool
  close(): Promise<void>
}

interface Server {
  readonly url: string
  close(): Promise<void>
}

/**
 * Opens the database of the service, running or not: the one of DATABASE_URL, else the one in the data folder, which is started for the
 * import where no service has it open. Throws ImportRefused or StartRefused with a sentence.
 */
export async function openImportDatabase(config: ServiceConfig): Promise<ImportDatabase> {
  const server = await openServer(config)
  // An idle connection that breaks makes the next statement fail, and that is answered where it is asked.
  const pool = openPool(server.url, () => undefined, 2)
  const close = async (): Promise<void> => {
    await pool.end()
    await server.close()
  }
  try {
    await reachable(pool)
    await migrate(pool)
  } catch (error) {
    await close()
    throw error
  }
  return { pool, close }
}

async function openServer({ databaseUrl, dataFolder }: ServiceConfig): Promise<Server> {
  if (databaseUrl !== null) return { url: databaseUrl, close: () => Promise.resolve() }
  if (dataFolder === null) throw new ImportRefused('Without DATABASE_URL a data folder is needed. Set TIERDESK_DATA.')
  let folder
  try {
    folder = await claimDataFolder(dataFolder)
  } catch (error) {
    const running = error instanceof StartRefused ? await runningServer(dataFolder) : undefined
    if (running === undefined) throw error
    return running
  }
  try {
    const embedded = await startEmbedded({ folder: dataFolder })
    const close = async (): Promise<void> => {
      await embedded.stop()
      await folder.release()
    }
    return { url: embedded.url, close }
  } catch (error) {
    await folder.release()
    throw error
  }
}

/** The PostgreSQL of a service that runs on the folder: the import joins it. */
async function runningServer(dataFolder: string): Promise<Server | undefined> {
  const postmaster = await readPostmaster(join(dataFolder, 'pg'))
  const password = await orWhenAbsent(readFile(join(dataFolder, 'pg-password'), 'utf8'), undefined)
  if (postmaster?.isReady !== true || password === undefined) return undefined
  const url = `postgres://${DATABASE_USER}:${password}@127.0.0.1:${postmaster.port}/postgres`
  return { url, close: () => Promise.resolve() }
}

async function reachable(pool: Pool): Promise<void> {
  try {
    await pool.query('select 1')
  } catch {
    throw new ImportRefused(
      'The database does not answer. Check DATABASE_URL and that PostgreSQL runs, then try again.',
    )
  }
}
