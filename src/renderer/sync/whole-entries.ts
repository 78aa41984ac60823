import type { RowChange } from '#shared/sync/protocol.ts'
import { wholeChange } from '#shared/sync/row-delta.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import type { KeptEntry } from './cache-journal.ts'
import type { JournalEntry } from './disk.ts'

/** A row as a window has it before it takes entries in. */
export type HeldRow = (table: string, id: string) => Held | undefined

/** Entries of a journal with every change whole again; null where one is of a row that is not `held` in that version. */
export function wholeEntries(entries: readonly KeptEntry[], held: HeldRow): JournalEntry[] | null {
  const since = new Map<string, Held>()
  const whole: JournalEntry[] = []
  for (const entry of entries) {
    const changes: RowChange[] = []
    for (const change of entry.changes) {
      const { t, id } = change
      const key = `${t}/${id}`
      const after = wholeChange(change, since.get(key) ?? held(t, id))
      if (after === null) return null
      changes.push(after)
      if ('row' in after) since.set(key, after)
    }
    whole.push({ ...entry, changes })
  }
  return whole
}
