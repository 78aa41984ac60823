import Dexie, { type Table } from 'dexie'
import { cacheName, ofCopy } from './cache-layout.ts'
import type { Bytes } from './pack-bytes.ts'

/** A pack of warm rows of one table, sealed. `gen` tells one whole copy from the next. */
export interface WarmRecord {
  readonly gen: number
  readonly table: string
  readonly n: number
  readonly sealed: Bytes
}

/** A pack of cold rows, some threads to a pack, sealed. */
export interface ColdRecord {
  readonly gen: number
  readonly n: number
  readonly sealed: Bytes
}

/** A stretch of the directory that tells which cold pack each thread is in, sealed. Later ones hold over earlier ones. */
export interface DirectoryRecord {
  readonly gen: number
  readonly k: number
  readonly sealed: Bytes
}

/** The journal entries that shared one commit, sealed together. */
export interface EntryRecord {
  readonly n: number
  readonly gen: number
  readonly sealed: Bytes
}

/** Where the packs stand; the journal goes on from there. The cursor is the service's own and tells nothing of anybody. */
export interface CacheMark {
  readonly format: number
  readonly cursor: string
  readonly gen: number
  /** The last record of the journal whose changes are in the packs: another window that has not read so far must load them anew. */
  readonly packedTo: number
}

/** The places that sealed bytes are bound to: what was moved elsewhere, or comes from another whole copy, does not open. */
export const placeOf = {
  warm: (gen: number, table: string, n: number): string => `cache/packs/${table}/${n}/${gen}`,
  cold: (gen: number, n: number): string => `cache/cold/${n}/${gen}`,
  directory: (gen: number, k: number): string => `cache/directory/${k}/${gen}`,
  entry: (gen: number, n: number): string => `cache/journal/${n}/${gen}`,
  uses: (gen: number): string => `cache/uses/${gen}`,
} as const

export const keyOf = {
  warm: (gen: number, table: string, n: number): string => `${gen}/${table}/${n}`,
  cold: (gen: number, n: number): string => `${gen}/${n}`,
} as const

/** The cache of one agent on this computer. It may be lost at any time: everything in it can be fetched again. */
export class CacheDatabase extends Dexie {
  /** There was no such database when this one was opened. */
  isNew = false
  readonly warmPacks!: Table<WarmRecord, string>
  readonly coldPacks!: Table<ColdRecord, string>
  readonly directory!: Table<DirectoryRecord, string>
  readonly entries!: Table<EntryRecord, number>
  readonly marks!: Table<CacheMark, string>
  /** When each cold pack was last used, sealed. */
  readonly uses!: Table<{ readonly gen: number; readonly sealed: Bytes }, number>

  constructor(agentId: string) {
    // Relaxed: the service has all of it. What agents write is in another database, which is strict.
    super(cacheName(agentId), { chromeTransactionDurability: 'relaxed' })
    this.version(1).stores({ packs: '[gen+table+n], gen', cold: '++id, gen, *at', journal: '++', marks: '' })
    // What version 1 wrote was not sealed. It goes, and is fetched anew.
    this.version(2)
      .stores({
        packs: null,
        cold: null,
        journal: null,
        // Keys beside the records: to find one within, the browser would read every record once more as it is written.
        warmPacks: '',
        coldPacks: '',
        directory: '',
        entries: '',
        uses: '',
      })
      .upgrade((upgrade) => upgrade.table('marks').clear())
    this.on('populate', () => {
      this.isNew = true
    })
  }

  async putWarm(records: readonly WarmRecord[]): Promise<void> {
    const keys = records.map(({ gen, table, n }) => keyOf.warm(gen, table, n))
    if (records.length > 0) await this.warmPacks.bulkPut(records, keys)
  }

  async putCold(records: readonly ColdRecord[]): Promise<void> {
    const keys = records.map(({ gen, n }) => keyOf.cold(gen, n))
    if (records.length > 0) await this.coldPacks.bulkPut(records, keys)
  }

  async putDirectory(records: readonly DirectoryRecord[]): Promise<void> {
    const keys = records.map(({ gen, k }) => keyOf.cold(gen, k))
    if (records.length > 0) await this.directory.bulkPut(records, keys)
  }

  /** Within a transaction on the three tables of packs, or outside of any: takes away all that belongs to other whole copies. */
  async dropOthersThan(gen: number): Promise<void> {
    await this.transaction('rw', this.#packTables(), () =>
      Promise.all(
        this.#packTables().flatMap((table) => [
          table.where(':id').below(ofCopy(gen)).delete(),
          // Behind everything that begins with this copy's number.
          table
            .where(':id')
            .above(`${ofCopy(gen)}\uffff`)
            .delete(),
        ]),
      ),
    )
  }

  /** Takes away all that belongs to one whole copy. */
  async dropCopy(gen: number): Promise<void> {
    for (const table of this.#packTables()) await table.where(':id').startsWith(ofCopy(gen)).delete()
  }

  #packTables(): readonly Table<unknown, string>[] {
    return [this.warmPacks, this.coldPacks, this.directory]
  }
}
