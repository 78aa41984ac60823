import type { RowChange } from '#shared/sync/protocol.ts'
import { unpackRows } from '#shared/sync/row-pack.ts'
import type { Pack, SnapshotWriter } from './disk.ts'
import type { Clock } from './link.ts'
import { readWarm } from './pack-bytes.ts'

/** Where the rows of a whole copy are shown while it comes in. */
export interface CopyScreen {
  /** Takes warm rows in, whatever their versions say; nothing is told yet. */
  readonly put: (changes: readonly RowChange[]) => void
  /** Draws what was put. */
  readonly show: () => void
  /** The copy is whole: what it did not name (`cases/ID`) goes, and threads (`messages/CASE`) are read from it. */
  readonly takeOver: (cursor: string, seen: ReadonlySet<string>, parents: ReadonlySet<string>) => void
}

/** For so long rows are decoded before the window may draw, in milliseconds; one pack takes some more. */
const longestPiece = 8

/** Takes the pages of a whole new copy in: to disk as they came, and its warm rows to the screen. */
export class CopyIntake {
  readonly #writer: SnapshotWriter
  readonly #screen: CopyScreen
  readonly #clock: Clock
  readonly #seen = new Set<string>()
  readonly #parents = new Set<string>()
  #writing: Promise<void> = Promise.resolve()

  constructor(writer: SnapshotWriter, screen: CopyScreen, clock: Clock) {
    this.#writer = writer
    this.#screen = screen
    this.#clock = clock
  }

  /**
   * Resolves when the page is on the screen and the one before it on disk, so that two are being written at most. `demandSame` throws
   * where the copy is no longer wanted: what was dropped meanwhile must not come back with the rest of the page [S17].
   */
  async take(packs: readonly Pack[], demandSame: () => void): Promise<void> {
    const before = this.#writing
    this.#writing = both(before, this.#writer.write(packs))
    let since = this.#clock.now()
    for (const { head, body } of packs) {
      if (head.parents === undefined) this.#put(head.t, body)
      else for (const id of head.parents) this.#parents.add(`${head.t}/${id}`)
      if (this.#clock.now() - since < longestPiece) continue
      await new Promise<void>((resolve) => void this.#clock.after(0, resolve))
      demandSame()
      since = this.#clock.now()
    }
    this.#screen.show()
    await before
  }

  /** Waits for every page; rejects, as `take` does, where the disk refused one. */
  async finish(cursor: string): Promise<void> {
    await this.#writing
    await this.#writer.finish(cursor)
    this.#screen.takeOver(cursor, this.#seen, this.#parents)
  }

  async abandon(): Promise<void> {
    // A page that is still being written would come to lie in the next copy.
    await this.#writing.catch(() => undefined)
    this.#screen.show()
    await this.#writer.abandon()
  }

  #put(table: string, body: Pack['body']): void {
    const rows = unpackRows(readWarm(body))
    for (const { row } of rows) this.#seen.add(`${table}/${row.id}`)
    this.#screen.put(rows.map(({ v, row }) => ({ t: table, id: row.id, v, row })))
  }
}

/** Settles when both have; rejects as the first of them that failed. Should it, that is met by whoever waits: the next page, or the end. */
function both(first: Promise<void>, second: Promise<void>): Promise<void> {
  const settled = Promise.allSettled([first, second])
    .then(() => Promise.all([first, second]))
    .then(() => undefined)
  settled.catch(() => undefined)
  return settled
}
