import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { type Queryable, inTransaction, select } from '../database/pool.ts'
import { StartRefused } from '../database/start-refused.ts'
import { Repeating } from '../repeating.ts'
import { type Remembered, readEpochFile, writeEpochFile } from './epoch-file.ts'

/** Why the database has a new history: its operator says so, it is older than what windows were told of, or nobody can tell. */
export type NewEpochReason = 'asked-for' | 'database-restored' | 'epoch-file-damaged'

/** Where the database stands, and which histories it knows of. */
interface Standing extends Remembered {
  readonly known: readonly string[]
}

/** Why windows must not go on from what they hold, or null where they may [S23]. */
export function newEpochReason(
  database: Standing,
  remembered: Remembered | 'damaged' | null,
  isAskedFor: boolean,
): NewEpochReason | null {
  if (isAskedFor) return 'asked-for'
  if (remembered === null) return null
  if (remembered === 'damaged') return 'epoch-file-damaged'
  if (remembered.workspace !== database.workspace) return null
  // A history made after the backup was taken is not in it.
  if (!database.known.includes(remembered.epoch)) return 'database-restored'
  return remembered.epoch === database.epoch && remembered.head > database.head ? 'database-restored' : null
}

/**
 * Compares the database with what the service remembers outside of it, and begins a new history where it is older: windows then fetch
 * everything anew and offer again what they were told was kept. Runs before anyone is let in. Throws StartRefused where the file cannot be
 * written.
 */
export async function settleEpoch(
  pool: Pool,
  { path, isAskedFor }: { readonly path: string | null; readonly isAskedFor: boolean },
): Promise<NewEpochReason | null> {
  const remembered = path === null ? null : await orRefused(path, readEpochFile(path))
  const { reason, now } = await inTransaction(pool, 'begin', async (client) => {
    await client.query('insert into epochs select epoch, head, now() from workspace on conflict do nothing')
    const database = await standing(client)
    const found = newEpochReason(database, remembered, isAskedFor)
    if (found !== null) await beginEpoch(client)
    return { reason: found, now: found === null ? database : await standing(client) }
  })
  const { workspace, epoch, head } = now
  if (path !== null) await orRefused(path, writeEpochFile(path, { workspace, epoch, head }))
  return reason
}

async function standing(on: Queryable): Promise<Standing> {
  const [database] = await select<Standing>(
    on,
    'select id as workspace, epoch, head, array(select epoch from epochs) as known from workspace for update',
  )
  if (database === undefined) throw new TypeError('The database has no workspace: it was not migrated.')
  return database
}

const beginEpoch = (on: Queryable): Promise<unknown> =>
  on.query(
    `with begun as (update workspace set epoch = $1 returning epoch, head)
     insert into epochs select epoch, head, now() from begun`,
    [randomUUID().slice(0, 8)],
  )

async function orRefused<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch {
    throw new StartRefused(
      `The file ${path} cannot be used. Allow it for this user, or set TIERDESK_EPOCH_FILE to another file.`,
    )
  }
}

const everyMs = 1000

/** Remembers outside of the database how far windows were told, within a second. */
export class EpochKeeper {
  readonly #path: string
  readonly #read: () => Remembered
  readonly #repeating: Repeating
  #kept = -1

  constructor(path: string, read: () => Remembered, failed: (error: unknown) => void) {
    this.#path = path
    this.#read = read
    this.#repeating = new Repeating(() => this.keep(), everyMs, failed)
  }

  /** Writes it now, if it has changed. */
  async keep(): Promise<void> {
    const now = this.#read()
    // Never less than before: that the database fell behind is just what the file is there to show.
    if (now.head <= this.#kept) return
    await writeEpochFile(this.#path, now)
    this.#kept = now.head
  }

  async stop(): Promise<void> {
    await this.#repeating.stop()
    await this.keep()
  }
}
