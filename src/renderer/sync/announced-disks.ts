import type { CacheDisk, OutboxDisk, SnapshotWriter } from './disk.ts'

/** The cache, with word to the other windows of this agent whenever something is on disk that they have not [S20]. */
export function announcedCache(cache: CacheDisk, say: () => void): CacheDisk {
  const told = async (written: Promise<void>): Promise<void> => {
    await written
    say()
  }
  return {
    load: () => cache.load(),
    watch: (trouble) => cache.watch(trouble),
    append: (entry) => told(cache.append(entry)),
    keepAgain: () => told(cache.keepAgain()),
    coldRows: (table, parentId) => cache.coldRows(table, parentId),
    keepCold: (changes) => told(cache.keepCold(changes)),
    coldMarks: (table, parentIds) => cache.coldMarks(table, parentIds),
    scanCold: (table, each) => cache.scanCold(table, each),
    beginSnapshot: async () => {
      const writer: SnapshotWriter = await cache.beginSnapshot()
      return {
        write: (packs) => writer.write(packs),
        finish: (cursor) => told(writer.finish(cursor)),
        abandon: () => writer.abandon(),
      }
    },
  }
}

/** The outbox, with word to the other windows whenever this one has written something that they should take in. */
export function announcedOutbox(outbox: OutboxDisk, say: () => void): OutboxDisk {
  const told = async (written: Promise<void>): Promise<void> => {
    await written
    say()
  }
  return {
    load: () => outbox.load(),
    refresh: () => outbox.refresh(),
    add: (entry) => told(outbox.add(entry)),
    settle: (settled) => told(outbox.settle(settled)),
    offerAgain: (entries) => told(outbox.offerAgain(entries)),
    forgetAcknowledged: (before) => outbox.forgetAcknowledged(before),
    unpark: (opId) => told(outbox.unpark(opId)),
    saveDraft: (draft) => told(outbox.saveDraft(draft)),
    dropDraft: (caseId) => told(outbox.dropDraft(caseId)),
  }
}
