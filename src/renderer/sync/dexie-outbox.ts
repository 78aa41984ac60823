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
import { type OpenedGroup, OutboxGroups, fewestInGroup } from './outbox-groups.ts'
import { type HomeWrite, inFewWrites, keyOf } from './outbox-records.ts'
import { GroupCommit } from '#shared/sync/group-commit.ts'
import { type WriteRequest, commitAtOnce } from './commit-at-once.ts'
import { onLetGo } from './on-let-go.ts'
import { onRevived, reviveDatabase } from './revive-database.ts'
import type { Seal } from './seal.ts'
import { type SealedRecord, openGroup, openRecord, sealGroup, sealRecord } from './sealed-record.ts'

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
  readonly #groups = new OutboxGroups()
  #unreadable: readonly SealedRecord[] = []

  constructor(database: OutboxDatabase, seal: Seal) {
    this.#database = database
    this.#seal = seal
    this.#commit = new GroupCommit((jobs) => this.#write(jobs))
  }

  async load(): Promise<HomeContent> {
    reviveDatabase(this.#database)
    const { records, marks } = this.#database
    const [sealed, generation, unsealed] = await Promise.all([
      records.toArray(),
      marks.get('generation'),
      this.#versionOne(),
    ])
    const opened = await Promise.all(sealed.map((record) => this.#opened(record)))
    this.#unreadable = sealed.filter((_, n) => opened[n] === null)
    const single = opened.flatMap((one) => (one !== null && 'is' in one ? [one] : []))
    const groups = opened.flatMap((one) => (one !== null && 'records' in one ? [one] : []))
    return {
      generation: generation ?? null,
      records: [...unsealed, ...this.#groups.load(single, groups)],
      damaged: this.#unreadable.length,
    }
  }

  write(change: OutboxChange): Promise<void> {
    return this.#commit.add(change)
  }

  replace(whole: WholeOutbox): Promise<void> {
    return this.#commit.add(whole)
  }

  onLetGo(heard: (isOver: boolean) => void): void {
    onLetGo(this.#database, heard)
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

  /** Null where it does not open, or is nothing that this build knows. */
  async #opened(record: SealedRecord): Promise<OutboxRecord | OpenedGroup | null> {
    if (!OutboxGroups.isGroup(record.key)) return openRecord(this.#seal, record)
    const records = await openGroup(this.#seal, record)
    return records === null ? null : { key: record.key, records }
  }

  async #write(jobs: readonly HomeWrite[]): Promise<void> {
    const sealed: SealedJob[] = []
    // One after the other: what a group still counts for follows from the writes before it.
    for (const job of inFewWrites(jobs)) sealed.push(await this.#sealed(job))
    const isChange = sealed.every(({ generation }) => generation === null)
    await onRevived(this.#database, () => (isChange ? this.#change(sealed) : this.#renew(sealed)))
    if (!isChange) this.#unreadable = []
  }

  /** What an agent's every step comes to. */
  #change(jobs: readonly SealedJob[]): Promise<void> {
    const requests = jobs.flatMap(({ put, drop }): WriteRequest[] => [
      ...put.map((record) => ({ put: record })),
      ...drop.map((key) => ({ drop: key })),
    ])
    return commitAtOnce(this.#database, { table: 'records', requests, durability: 'strict' })
  }

  async #renew(jobs: readonly SealedJob[]): Promise<void> {
    await this.#database.transaction('rw', this.#database.tables, async () => {
      for (const job of jobs) await this.#run(job)
    })
  }

  async #sealed(job: HomeWrite): Promise<SealedJob> {
    const isWhole = 'generation' in job
    const records = isWhole ? job.records : job.put
    const drop = isWhole ? [] : job.drop
    const { gone, apart } = this.#groups.replace(records.map(keyOf), drop)
    const generation = isWhole ? job.generation : null
    if (isWhole || records.length < fewestInGroup) {
      const put = await Promise.all([...apart, ...records].map((record) => sealRecord(this.#seal, record)))
      return { put, drop: [...drop, ...gone], generation }
    }
    const key = this.#groups.newKey()
    this.#groups.took(key, records)
    const single = await Promise.all(apart.map((record) => sealRecord(this.#seal, record)))
    const put = [...single, await sealGroup(this.#seal, key, records)]
    // Records of their own that stand beside it are earlier ones: what is further counts.
    return { put, drop: [...drop, ...gone], generation }
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
    if (drop.length > 0) await records.bulkDelete([...drop])
  }
}
