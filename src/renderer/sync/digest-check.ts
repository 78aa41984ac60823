import type { DigestReply, TableDigest } from '#shared/sync/protocol.ts'
import { type WarmTable, isWarmTable } from '#shared/tables.ts'
import type { Clock, CopyPage, Link } from './link.ts'
import type { TableCopy } from './table-copy.ts'

/** What the comparison needs of the window's copy. */
export interface DigestedCopy {
  readonly cursor: string | null
  digestOf(table: WarmTable): Omit<TableDigest, 't'>
  /** Takes in a copy of one table alone; begun before it is asked for, so that it knows what the feed brings meanwhile. */
  beginTable(table: WarmTable): TableCopy
  abandonTable(copy: TableCopy): void
  /** Makes the table what its copy says. Answers how many rows were wrong. */
  replaceTable(copy: TableCopy): Promise<number>
}

/** A table that was not the same, and how many of its rows were wrong. */
export interface TableDiffered {
  readonly table: WarmTable
  readonly rows: number
}

/**
 * Compares what is here with what the service says it should be, and fetches the tables that differ [S13]. The service's digest itself is
 * never taken over: only its rows are. Null: not comparable now, because something came in meanwhile.
 * `moved`: the service says that the window stands elsewhere than it does, so there is something to pull.
 */
export async function compareDigests(
  link: Link,
  clientId: string,
  copy: DigestedCopy,
  isCurrent: () => boolean,
): Promise<readonly TableDiffered[] | 'moved' | null> {
  const { cursor } = copy
  if (cursor === null) return null
  const reply: DigestReply = await link.digest({ clientId, cursor })
  if ('failed' in reply && reply.failed === 'moved' && isCurrent() && copy.cursor === cursor) return 'moved'
  // What came in while the service was counting would look like a difference.
  if ('failed' in reply || !isCurrent() || copy.cursor !== reply.cursor) return null
  const differed: TableDiffered[] = []
  for (const table of reply.tables.flatMap((theirs) => (isSame(theirs, copy) ? [] : theirs.t)).filter(isWarmTable)) {
    differed.push({ table, rows: await fetchTable(link, clientId, copy, table) })
    if (!isCurrent()) return null
  }
  return differed
}

// A table that only a newer build knows is not here to be compared [S19].
function isSame({ t, count, hash }: TableDigest, copy: DigestedCopy): boolean {
  if (!isWarmTable(t)) return true
  const ours = copy.digestOf(t)
  return ours.count === count && ours.hash === hash
}

async function fetchTable(link: Link, clientId: string, copy: DigestedCopy, table: WarmTable): Promise<number> {
  const fetched = copy.beginTable(table)
  try {
    let after: string | null = null
    do {
      const page: CopyPage = await link.copy({ clientId, after, table })
      fetched.take(page.packs)
      after = page.next
    } while (after !== null)
  } catch (error) {
    copy.abandonTable(fetched)
    throw error
  }
  return copy.replaceTable(fetched)
}

/** When to compare, in milliseconds: soon after everything was fetched, then every few minutes, sooner where it could not be done. */
const waits = { first: 3000, next: 300_000, again: 30_000 } as const

/** Compares digests from time to time while there is a connection. */
export class DigestWatch {
  readonly #clock: Clock
  readonly #compare: () => Promise<readonly TableDiffered[] | null>
  readonly #differed: (table: TableDiffered) => void
  #cancel: (() => void) | null = null

  constructor(
    clock: Clock,
    compare: () => Promise<readonly TableDiffered[] | null>,
    differed: (table: TableDiffered) => void,
  ) {
    this.#clock = clock
    this.#compare = compare
    this.#differed = differed
  }

  /** Everything is here: from now on it is compared, unless it is being compared already. */
  begin(): void {
    if (this.#cancel === null) this.#wait(waits.first)
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #wait(ms: number): void {
    const cancel = this.#clock.after(ms, () => {
      this.#compare().then(
        (differed) => {
          for (const one of differed ?? []) this.#differed(one)
          this.#goOn(cancel, differed === null ? waits.again : waits.next)
        },
        // The connection broke, or the service is busy: another time.
        () => this.#goOn(cancel, waits.again),
      )
    })
    this.#cancel = cancel
  }

  // Stopped, or begun anew, in the meantime: then that counts.
  #goOn(cancel: () => void, ms: number): void {
    if (this.#cancel === cancel) this.#wait(ms)
  }
}
