import type Dexie from 'dexie'

/**
 * To be called before a database is used. A browser closes a database by itself (a full disk, damage, its data cleared); Dexie then opens
 * it again with the next use, but only once: where that fails, on a disk that is still full, it would refuse for as long as the page lives.
 * This has the next use try again. A database that was closed on purpose stays closed.
 */
export function reviveDatabase(database: Dexie): void {
  if (database.hasFailed() && !database.hasBeenClosed()) database.close({ disableAutoOpen: false })
}
