import type { HomeContent, OutboxRecord } from './disk.ts'
import { doneAt, furtherOf, keyOf } from './outbox-records.ts'

/** What the homes come to together. */
export interface Joined {
  /** By key. */
  readonly records: ReadonlyMap<string, OutboxRecord>
  /** Keys of marks that have served their time: one home may have let go of them and the other not. */
  readonly expired: readonly string[]
}

/** The union of the homes: of each key the record that is further [S10], without marks from before `before`. */
export function joinHomes(homes: readonly HomeContent[], before: string): Joined {
  const all = new Map<string, OutboxRecord>()
  for (const record of homes.flatMap(({ records }) => records)) {
    const key = keyOf(record)
    const known = all.get(key)
    all.set(key, known === undefined ? record : furtherOf(known, record))
  }
  const expired = [...all].filter(([, record]) => isDoneBefore(record, before)).map(([key]) => key)
  for (const key of expired) all.delete(key)
  return { records: all, expired }
}

/** Whether this is a mark of something that was done with before an instant. */
export function isDoneBefore(record: OutboxRecord, instant: string): boolean {
  const at = doneAt(record)
  return at !== null && at < instant
}

/** How many of the joined records a home has not, or has in an earlier state. */
export function lackingIn(home: HomeContent, { records }: Joined): number {
  const own = new Map(home.records.map((record) => [keyOf(record), JSON.stringify(record)]))
  // Every home gives back what it was given, fields in their order, so the same record has the same text.
  return [...records].filter(([key, record]) => own.get(key) !== JSON.stringify(record)).length
}
