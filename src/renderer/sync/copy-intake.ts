import type { RowChange } from '#shared/sync/protocol.ts'
import { unpackRows } from '#shared/sync/row-pack.ts'
import type { Pack, SnapshotWriter } from './disk.ts'
import type { Clock } from './link.ts'
import { readWarm } from './pack-bytes.ts'

/** The ids of a copy's rows by table. */
export type SeenRows = ReadonlyMap<string, ReadonlySet<string>>

/** Where the rows of a whole copy are shown while it comes in. */
export interface CopyScreen {
  /** Takes warm rows in, whatever their versions say; nothing is told yet. */
  readonly put: (changes: readonly RowChange[]) => void
  /** Draws what was put. */
  readonly show: () => void
  /** The copy is whole: what it did not name goes, and threads are read from it. */
  readonly takeOver: (cursor: string, seen: SeenRows) => void
  /** Whoever shows the cold rows of these (`messages/CASE`) must read them again. */
  readonly tellParents: (parents: ReadonlySet<string>) => void
}

/** For so long rows are decoded before the window may draw, in milliseconds; one pack takes some more. */
const longestPiece = 4

/** Pages that are on their way to disk and screen at once: so much of the copy is in memory twice. */
const mostUnderWay = 4

/** Takes the pages of a whole new copy in: to disk as they came, and its warm rows to the screen. */
export class CopyIntake {
  readonly #writer: SnapshotWriter
  readonly #screen: CopyScreen
  readonly #clock: Clock
  readonly #seen = new Map<string, Set<string>>()
  /** Of the cold rows, page by page. */
  readonly #parents: Set<string>[] = []
  /** Oldest first. */
  readonly #underWay: Promise<void>[] = []
  #decoding: Promise<void> = Promise.resolve()
  #demandSame: () => void = () => undefined

  constructor(writer: SnapshotWriter, screen: CopyScreen, clock: Clock) {
    this.#writer = writer
    this.#screen = screen
    this.#clock = clock
  }

  /**
   * Resolves when there is room for another page: rows are decoded while the pages before and behind them are sealed and written. Rejects
   * where one of those before failed. `demandSame` throws where the copy is no longer wanted: what was dropped meanwhile must not come back
   * with the rest of the page [S17].
   */
  async take(packs: readonly Pack[], demandSame: () => void): Promise<void> {
    this.#demandSame = demandSame
    this.#decoding = this.#decoding.then(() => this.#decode(packs, demandSame))
    const parents = packs.flatMap(({ head }) => head.parents?.map((id) => `${head.t}/${id}`) ?? [])
    if (parents.length > 0) this.#parents.push(new Set(parents))
    this.#underWay.push(both(this.#writer.write(packs), this.#decoding))
    while (this.#underWay.length >= mostUnderWay) {
      await this.#underWay[0]
      void this.#underWay.shift()
    }
  }

  /** Waits for every page; rejects, as `take` does, where the disk refused one. */
  async finish(cursor: string): Promise<void> {
    await Promise.all(this.#underWay)
    // With fewer rights by now, what is on disk must not begin to count [S17].
    this.#demandSame()
    await this.#writer.finish(cursor)
    this.#screen.takeOver(cursor, this.#seen)
    for (const [n, parents] of this.#parents.entries()) {
      if (n > 0) await this.#nextTask()
      this.#screen.tellParents(parents)
    }
  }

  async abandon(): Promise<void> {
    // A page that is still being written would come to lie in the next copy.
    await Promise.allSettled(this.#underWay)
    this.#screen.show()
    await this.#writer.abandon()
  }

  async #decode(packs: readonly Pack[], demandSame: () => void): Promise<void> {
    let since = this.#clock.now()
    demandSame()
    for (const { head, body } of packs) {
      if (head.parents !== undefined) continue
      this.#put(head.t, body)
      if (this.#clock.now() - since < longestPiece) continue
      await this.#nextTask()
      demandSame()
      since = this.#clock.now()
    }
    this.#screen.show()
  }

  #nextTask(): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(0, resolve))
  }

  #put(table: string, body: Pack['body']): void {
    const rows = unpackRows(readWarm(body))
    let seen = this.#seen.get(table)
    if (seen === undefined) this.#seen.set(table, (seen = new Set()))
    for (const { row } of rows) seen.add(row.id)
    this.#screen.put(rows.map(({ v, row }) => ({ t: table, id: row.id, v, row })))
  }
}

/** Settles when both have; rejects as the first of them that failed. Should it, that is met by whoever waits: a later page, or the end. */
function both(first: Promise<void>, second: Promise<void>): Promise<void> {
  const settled = Promise.allSettled([first, second])
    .then(() => Promise.all([first, second]))
    .then(() => undefined)
  settled.catch(() => undefined)
  return settled
}
