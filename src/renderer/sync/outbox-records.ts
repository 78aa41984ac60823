import type { OutboxChange, OutboxContent, OutboxRecord, WholeOutbox } from './disk.ts'

/** For how long acknowledged mutations and marks are kept, in milliseconds: as far back as a restored service may be [S23]. */
export const acknowledgedFor = 72 * 60 * 60 * 1000

/** What a record is about: `op/OPID` or `draft/CASEID`. Each home has one record at most for each. */
export function keyOf(record: OutboxRecord): string {
  switch (record.is) {
    case 'waiting':
    case 'acknowledged':
    case 'parked':
      return opKey(record.entry.opId)
    case 'decided':
      return opKey(record.opId)
    case 'draft':
      return draftKey(record.draft.caseId)
    case 'dropped':
      return draftKey(record.caseId)
  }
}

export const opKey = (opId: string): string => `op/${opId}`
export const draftKey = (caseId: string): string => `draft/${caseId}`

/**
 * How far a mutation has come: waiting, acknowledged, put back, acknowledged again ... parked, decided. It never goes back, so of two
 * homes the one that is further is right. Drafts are compared by their instants.
 */
function stage(record: OutboxRecord): number {
  switch (record.is) {
    case 'waiting':
      return 2 * (record.entry.offers ?? 0)
    case 'acknowledged':
      return 2 * (record.entry.offers ?? 0) + 1
    case 'parked':
      return Number.MAX_SAFE_INTEGER - 1
    case 'decided':
      return Number.MAX_SAFE_INTEGER
    case 'draft':
      return Date.parse(record.draft.at)
    case 'dropped':
      return Date.parse(record.at)
  }
}

/** The one of two records of the same key that counts. */
export function furtherOf(one: OutboxRecord, other: OutboxRecord): OutboxRecord {
  return stage(other) > stage(one) ? other : one
}

/** Since when nobody needs it for the work itself; null for what somebody does. */
export function doneAt(record: OutboxRecord): string | null {
  if (record.is === 'acknowledged') return record.entry.acknowledgedAt
  return record.is === 'decided' || record.is === 'dropped' ? record.at : null
}

/** The records as a window reads them, what waits in its order. */
export function contentOf(records: Iterable<OutboxRecord>): OutboxContent {
  const all = [...records]
  return {
    entries: all.flatMap((record) => (record.is === 'waiting' ? [record.entry] : [])).sort((a, b) => a.seq - b.seq),
    parked: all.flatMap((record) => (record.is === 'parked' ? [record.entry] : [])),
    drafts: all.flatMap((record) => (record.is === 'draft' ? [record.draft] : [])),
    acknowledged: all
      .flatMap((record) => (record.is === 'acknowledged' ? [record.entry] : []))
      .sort((a, b) => a.seq - b.seq),
  }
}

/** What a home was told to do, as a journal keeps it. */
export type HomeWrite = OutboxChange | WholeOutbox

/** What a home holds after a write: `records` is changed in place, the answer is the generation. */
export function applyWrite(
  write: HomeWrite,
  records: Map<string, OutboxRecord>,
  generation: string | null,
): string | null {
  const isWhole = 'generation' in write
  if (isWhole) records.clear()
  for (const record of isWhole ? write.records : write.put) records.set(keyOf(record), record)
  if (isWhole) return write.generation
  for (const key of write.drop) records.delete(key)
  return generation
}

/** As many keys as one write may be about: should it be damaged, so many are read from the other home. */
const mostKeys = 64

/** The same writes in fewer: changes that follow each other are made one, in which the last of each key counts. */
export function inFewWrites(writes: readonly HomeWrite[]): HomeWrite[] {
  const few: HomeWrite[] = []
  let after = new Map<string, OutboxRecord | null>()
  const close = (): void => {
    if (after.size === 0) return
    const all = [...after]
    few.push({
      put: all.flatMap(([, record]) => record ?? []),
      drop: all.flatMap(([key, record]) => (record === null ? [key] : [])),
    })
    after = new Map()
  }
  for (const write of writes) {
    if ('generation' in write) {
      close()
      few.push(write)
      continue
    }
    if (after.size >= mostKeys) close()
    for (const record of write.put) after.set(keyOf(record), record)
    for (const key of write.drop) after.set(key, null)
  }
  close()
  return few
}
