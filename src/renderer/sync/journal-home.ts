import { GroupCommit } from '#shared/sync/group-commit.ts'
import type { HomeContent, OutboxChange, OutboxHome, OutboxRecord, WholeOutbox } from './disk.ts'
import { type HomeWrite, applyWrite, inFewWrites } from './outbox-records.ts'
import { type Seal, SealBroken } from './seal.ts'
import { openJson, sealJson } from './sealed-record.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What keeps the bytes of a journal: the desktop app, or a file of the browser's. Records come back as they went in, in their order. */
export interface JournalKeeper {
  /** `isKept` is false where there is no place for it. */
  open(): Promise<{
    readonly isKept: boolean
    readonly records: readonly Uint8Array[]
    readonly damagedBytes: number
    readonly brokenLinks: number
  }>
  /** Resolves once the records would survive a power cut. */
  append(records: readonly Uint8Array[]): Promise<void>
  /** All or nothing. */
  rewrite(records: readonly Uint8Array[]): Promise<void>
  /** Lets go of it, so that another window may open it. */
  close(): Promise<void>
}

/** Rewritten when it has this many records at least, and this many times as many as are needed. */
const tidyFrom = { records: 500, times: 4 }
/** As many as one call of the bridge takes. */
const mostAtOnce = 1000
const numberBytes = 4

/**
 * The home of the outbox outside of the browser's database: a log of writes, each sealed for its number; those that share a
 * commit are one record. What it holds is what
 * replaying the log gives; when most of it is settled it is written anew.
 */
export class JournalHome implements OutboxHome {
  readonly #keeper: JournalKeeper
  readonly #seal: Seal
  readonly #commit = new GroupCommit<HomeWrite | 'tidy'>((jobs) => this.#write(jobs))
  readonly #records = new Map<string, OutboxRecord>()
  #generation: string | null = null
  /** The number of the next record. */
  #next = 0
  #length = 0
  #tidyAt: number = tidyFrom.records

  constructor(keeper: JournalKeeper, seal: Seal) {
    this.#keeper = keeper
    this.#seal = seal
  }

  async load(): Promise<HomeContent | null> {
    const { isKept, records, damagedBytes, brokenLinks } = await this.#keeper.open()
    if (!isKept) return null
    const writes = await Promise.all(records.map((record) => this.#opened(record)))
    this.#records.clear()
    this.#generation = null
    for (const write of writes) if (write !== null) this.#apply(write)
    this.#next = records.reduce((next, record) => Math.max(next, numberOf(record) + 1), 0)
    this.#length = records.length
    const unread = writes.filter((write) => write === null).length
    // A damaged stretch breaks the chain behind it: that is one thing found, not two.
    const damaged = unread + Math.max(brokenLinks, damagedBytes > 0 ? 1 : 0)
    return { generation: this.#generation, records: [...this.#records.values()], damaged }
  }

  async write(change: OutboxChange): Promise<void> {
    await this.#commit.add(change)
    if (this.#length >= Math.max(this.#tidyAt, tidyFrom.times * this.#records.size)) this.#tidy()
  }

  replace(whole: WholeOutbox): Promise<void> {
    return this.#commit.add(whole)
  }

  /** Once everything is written. */
  async close(): Promise<void> {
    await this.#commit.settled
    await this.#keeper.close()
  }

  #tidy(): void {
    this.#tidyAt = 2 * this.#length
    // Where it cannot be written anew it stays as it is, whole and long, until it has doubled.
    this.#commit.add('tidy').catch(() => undefined)
  }

  async #write(jobs: readonly (HomeWrite | 'tidy')[]): Promise<void> {
    const writes = inFewWrites(jobs.filter((job) => job !== 'tidy'))
    for (const write of writes) this.#apply(write)
    const isAnew = jobs.includes('tidy') || writes.some((write) => 'generation' in write)
    if (isAnew && this.#generation !== null) return this.#rewrite(this.#generation)
    const sealed = await this.#sealed(writes, this.#next)
    for (let at = 0; at < sealed.length; at += mostAtOnce) await this.#keeper.append(sealed.slice(at, at + mostAtOnce))
    this.#next += sealed.length
    this.#length += sealed.length
  }

  /** One record for each that is held, so that damage costs as little as it can. */
  async #rewrite(generation: string): Promise<void> {
    const held = [...this.#records.values()].map((record): HomeWrite => ({ put: [record], drop: [] }))
    const sealed = await this.#sealed([{ generation, records: [] }, ...held], 0)
    await this.#keeper.rewrite(sealed)
    this.#next = sealed.length
    this.#length = sealed.length
    this.#tidyAt = tidyFrom.records
  }

  #apply(write: HomeWrite): void {
    this.#generation = applyWrite(write, this.#records, this.#generation)
  }

  #sealed(writes: readonly HomeWrite[], from: number): Promise<Bytes[]> {
    return Promise.all(
      writes.map(async (write, n) => {
        const sealed = await sealJson(this.#seal, placeOf(from + n), write)
        const record = new Uint8Array(numberBytes + sealed.length)
        new DataView(record.buffer).setUint32(0, from + n)
        record.set(sealed, numberBytes)
        return record
      }),
    )
  }

  /** Null where the record does not open. */
  async #opened(record: Uint8Array): Promise<HomeWrite | null> {
    try {
      return (await openJson(this.#seal, placeOf(numberOf(record)), record.slice(numberBytes))) as HomeWrite
    } catch (error) {
      if (error instanceof SealBroken) return null
      throw error
    }
  }
}

const placeOf = (number: number): string => `outbox/journal/${number}`

/** The number that a record was sealed for; 0, under which it will not open, where it is too short to have one. */
const numberOf = (record: Uint8Array): number =>
  record.length < numberBytes ? 0 : new DataView(record.buffer, record.byteOffset).getUint32(0)
