import type Dexie from 'dexie'
import { isQuotaExceeded } from './quota-exceeded.ts'

/**
 * To be called before a database is used. A browser closes a database by itself (a full disk, damage, its data cleared); Dexie then opens
 * it again with the next use, but only once: where that fails, on a disk that is still full, it would refuse for as long as the page lives.
 * This has the next use try again. A database that was closed on purpose stays closed.
 */
export function reviveDatabase(database: Dexie): void {
  if (database.hasFailed() && !database.hasBeenClosed()) database.close({ disableAutoOpen: false })
}

/**
 * Runs what is all or nothing and the only work on its database; where that fails, opens the database anew and runs it once more, for the
 * browser may have closed it in the middle. Rejects as the second attempt does; at once where there is no room, or it was closed on purpose.
 */
export async function onRevived<T>(database: Dexie, work: () => Promise<T>): Promise<T> {
  reviveDatabase(database)
  try {
    return await work()
  } catch (error) {
    if (isQuotaExceeded(error) || database.hasBeenClosed()) throw error
    database.close({ disableAutoOpen: false })
    return work()
  }
}
