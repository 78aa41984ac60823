import type { JournalEntry } from './disk.ts'
import { type KeptChange, isWholeChange } from '#shared/sync/row-delta.ts'

/** An entry of the cache's journal, as far as it can be cut. */
interface Stretch extends Pick<JournalEntry, 'settled' | 'dropped'> {
  readonly changes: readonly KeptChange[]
  readonly whole: readonly string[]
}

/** Above 64 KiB the browser keeps a record in a file of its own: sealed, 150 kB cost 4.1 ms so, and 1.5 ms in three records. */
const mostBytes = 60_000

/** About how many bytes a change takes as JSON. */
const roughBytes = (change: KeptChange): number => (isWholeChange(change) ? 1500 : 160)

/** The entries, record by record. A long one goes on in the next record: all of them are written together, or none is. */
export function inRecords<E extends Stretch>(entries: readonly E[]): E[][] {
  const records: E[][] = []
  let open: E[] = []
  let bytes = 0
  for (const entry of entries) {
    let from = 0
    for (const [n, change] of entry.changes.entries()) {
      const more = roughBytes(change)
      if (bytes > 0 && bytes + more > mostBytes) {
        // What is settled and dropped holds for the whole of it, and so comes last.
        if (n > from)
          open.push({ ...entry, changes: entry.changes.slice(from, n), settled: [], dropped: [], whole: [] })
        records.push(open)
        open = []
        bytes = 0
        from = n
      }
      bytes += more
    }
    open.push(from === 0 ? entry : { ...entry, changes: entry.changes.slice(from) })
  }
  records.push(open)
  return records
}
