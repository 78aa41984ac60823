import type Dexie from 'dexie'

/** Calls `heard` each time that the browser closes this database by itself, e.g. because it clears what the site keeps. Not where we close it. */
export function onLetGo(database: Dexie, heard: () => void): void {
  database.on('ready', () => database.backendDB().addEventListener('close', heard), true)
}
