import Dexie, { type Table } from 'dexie'
import type { ColumnPack } from './columnar.ts'
import type { ColdPack } from './cold-packs.ts'
import type { JournalEntry } from './disk.ts'

/** Warm rows of one table, some hundred to a record. `gen` tells one whole copy from the next. */
export interface PackRecord extends ColumnPack {
  readonly gen: number
  readonly table: string
  readonly n: number
}

/** Cold rows, some threads to a record. `at` are the keys by which a record is found: `GEN/TABLE/PARENT`. */
export interface ColdRecord {
  readonly id?: number
  readonly gen: number
  readonly at: readonly string[]
  readonly body: ColdPack['body']
}

/** How packs and records are written. Raised when that changes: a copy of another format is fetched anew, never misread. */
export const cacheFormat = 2

/** Where the copy stands. */
export interface CacheMark {
  readonly format: number
  readonly cursor: string
  readonly gen: number
}

/** The cache of one agent on this computer. It may be lost at any time: everything in it can be fetched again. */
export class CacheDatabase extends Dexie {
  readonly packs!: Table<PackRecord, [number, string, number]>
  readonly cold!: Table<ColdRecord, number>
  readonly journal!: Table<JournalEntry, number>
  readonly marks!: Table<CacheMark, string>

  constructor(agentId: string) {
    // Relaxed: the service has all of it. What agents write is in another database, which is strict.
    super(`tierdesk-cache-${agentId}`, { chromeTransactionDurability: 'relaxed' })
    this.version(1).stores({ packs: '[gen+table+n], gen', cold: '++id, gen, *at', journal: '++', marks: '' })
  }
}

export const coldAt = (gen: number, key: string): string => `${gen}/${key}`
