import Dexie, { type Table } from 'dexie'
import type {
  Draft,
  HomeContent,
  OutboxChange,
  OutboxEntry,
  OutboxHome,
  OutboxRecord,
  ParkedEntry,
  WholeOutbox,
} from './disk.ts'
import type { HomeWrite } from './outbox-records.ts'
import { GroupCommit } from '#shared/sync/group-commit.ts'
import type { Seal } from './seal.ts'
import { type SealedRecord, openRecord, sealRecord } from './sealed-record.ts'

/** What one agent wrote on this computer, in the browser's database. Ids are in clear, everything else is sealed. */
export class OutboxDatabase extends Dexie {
  readonly records!: Table<SealedRecord, string>
  /** Under `generation`: its marker [S11]. */
  readonly marks!: Table<string, string>
  /** What did not open when the home was rebuilt: kept aside, should its key ever be found. */
  readonly unreadable!: Table<SealedRecord, string>
  // Version 1 kept these as they were; the first `replace` takes them over, sealed.
  readonly entries!: Table<OutboxEntry, string>
  readonly parked!: Table<ParkedEntry, string>
  readonly drafts!: Table<Draft, string>

  constructor(agentId: string) {
    // Strict: "saved" must survive a power cut.
    super(`tierdesk-outbox-${agentId}`, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ entries: 'opId', parked: 'opId', drafts: 'caseId' })
    this.version(2).stores({ records: 'key', marks: '', unreadable: 'key' })
  }
}

/** A job whose records are sealed: no transaction may wait for the seal. */
interface SealedJob {
  readonly put: readonly SealedRecord[]
  readonly drop: readonly string[]
  /** Null where this is not a whole new content. */
  readonly generation: string | null
}

/** The home of the outbox in IndexedDB. */
export class DexieOutbox implements OutboxHome {
  readonly #database: OutboxDatabase
  readonly #seal: Seal
  readonly #commit: GroupCommit<HomeWrite>
  #unreadable: readonly SealedRecord[] = []

  constructor(database: OutboxDatabase, seal: Seal) {
    this.#database = database
    this.#seal = seal
    this.#commit = new GroupCommit((jobs) => this.#write(jobs))
  }

  async load(): Promise<HomeContent> {
    const { records, marks } = this.#database
    const [sealed, generation, unsealed] = await Promise.all([
      records.toArray(),
      marks.get('generation'),
      this.#versionOne(),
    ])
    const opened = await Promise.all(sealed.map((record) => openRecord(this.#seal, record)))
    this.#unreadable = sealed.filter((_, n) => opened[n] === null)
    return {
      generation: generation ?? null,
      records: [...unsealed, ...opened.filter((record) => record !== null)],
      damaged: this.#unreadable.length,
    }
  }

  write(change: OutboxChange): Promise<void> {
    return this.#commit.add(change)
  }

  replace(whole: WholeOutbox): Promise<void> {
    return this.#commit.add(whole)
  }

  /** Once everything is written. */
  async close(): Promise<void> {
    await this.#commit.settled
    this.#database.close()
  }

  /** What version 1 left here. Nothing of it is lost before a `replace` has put it among the sealed ones. */
  async #versionOne(): Promise<OutboxRecord[]> {
    const { entries, parked, drafts } = this.#database
    const [waiting, refused, written] = await Promise.all([entries.toArray(), parked.toArray(), drafts.toArray()])
    return [
      ...waiting.map((entry): OutboxRecord => ({ is: 'waiting', entry })),
      ...refused.map((entry): OutboxRecord => ({ is: 'parked', entry })),
      ...written.map((draft): OutboxRecord => ({ is: 'draft', draft })),
    ]
  }

  async #write(jobs: readonly HomeWrite[]): Promise<void> {
    const sealed = await Promise.all(jobs.map((job) => this.#sealed(job)))
    await this.#database.transaction('rw', this.#database.tables, async () => {
      for (const job of sealed) await this.#run(job)
    })
    if (sealed.some(({ generation }) => generation !== null)) this.#unreadable = []
  }

  async #sealed(job: HomeWrite): Promise<SealedJob> {
    const isWhole = 'generation' in job
    const put = await Promise.all((isWhole ? job.records : job.put).map((record) => sealRecord(this.#seal, record)))
    return { put, drop: isWhole ? [] : job.drop, generation: isWhole ? job.generation : null }
  }

  async #run({ put, drop, generation }: SealedJob): Promise<void> {
    const { records, marks, unreadable, entries, parked, drafts } = this.#database
    if (generation !== null) {
      await unreadable.bulkPut([...this.#unreadable])
      await records.bulkDelete(this.#unreadable.map(({ key }) => key))
      // Other records stay: another window may have written them meanwhile, and no record that is known is missing here [S20].
      await Promise.all([entries, parked, drafts].map((table) => table.clear()))
      await marks.put(generation, 'generation')
    }
    await records.bulkPut([...put])
    await records.bulkDelete([...drop])
  }
}
