import type { DigestReply, TableDigest } from '#shared/sync/protocol.ts'
import { type WarmTable, isWarmTable } from '#shared/tables.ts'
import type { Clock, CopyPage, Link } from './link.ts'

/** What the comparison needs of the window's copy. */
export interface DigestedCopy {
  readonly cursor: string | null
  digestOf(table: WarmTable): Omit<TableDigest, 't'>
  /** Puts the rows of a table as the service has them in place of those here; rows that changed since then stay. */
  replaceTable(table: WarmTable, pages: readonly CopyPage[]): Promise<void>
}

/** A table that was not the same, and how many rows more (or fewer, below 0) the service has. */
export interface TableDiffered {
  readonly table: WarmTable
  readonly missing: number
}

/**
 * Compares what is here with what the service says it should be, and fetches the tables that differ [S13]. The service's digest itself is
 * never taken over: only its rows are. Null: not comparable now, because the one or the other has moved on.
 */
export async function compareDigests(
  link: Link,
  clientId: string,
  copy: DigestedCopy,
  isCurrent: () => boolean,
): Promise<readonly TableDiffered[] | null> {
  const { cursor } = copy
  if (cursor === null) return null
  const reply: DigestReply = await link.digest({ clientId, cursor })
  // What came in while the service was counting would look like a difference.
  if ('failed' in reply || !isCurrent() || copy.cursor !== reply.cursor) return null
  const differed = reply.tables.flatMap((theirs) => differenceTo(theirs, copy))
  for (const { table } of differed) {
    const pages = await fetchTable(link, clientId, table)
    if (!isCurrent()) return null
    await copy.replaceTable(table, pages)
  }
  return differed
}

function differenceTo({ t, count, hash }: TableDigest, copy: DigestedCopy): TableDiffered[] {
  // A table that only a newer build knows is not here to be compared [S19].
  if (!isWarmTable(t)) return []
  const ours = copy.digestOf(t)
  return ours.count === count && ours.hash === hash ? [] : [{ table: t, missing: count - ours.count }]
}

async function fetchTable(link: Link, clientId: string, table: WarmTable): Promise<CopyPage[]> {
  const pages: CopyPage[] = []
  let after: string | null = null
  do {
    const page: CopyPage = await link.copy({ clientId, after, table })
    pages.push(page)
    after = page.next
  } while (after !== null)
  return pages
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
