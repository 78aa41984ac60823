import type Dexie from 'dexie'

/** How long a browser may take for all that it clears: one database after the other, then the files. */
const clearingMs = 1500

/**
 * Calls `heard` each time that the browser closes this database by itself, e.g. because it clears what the site keeps: at once, and with
 * true when it should be over. Not where we close it.
 */
export function onLetGo(database: Dexie, heard: (isOver: boolean) => void): void {
  const closed = (): void => {
    heard(false)
    setTimeout(() => heard(true), clearingMs)
  }
  database.on('ready', () => database.backendDB().addEventListener('close', closed), true)
}
