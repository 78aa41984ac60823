import { desktop } from '#renderer/desktop/desktop.ts'
import { announcedCache, announcedOutbox } from '#renderer/sync/announced-disks.ts'
import { CacheDatabase } from '#renderer/sync/cache-database.ts'
import type { CarriedGroups } from '#renderer/sync/cold-eviction.ts'
import { desktopJournal } from '#renderer/sync/desktop-journal.ts'
import { DexieCache } from '#renderer/sync/dexie-cache.ts'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { CacheDisk, OutboxDisk } from '#renderer/sync/disk.ts'
import type { EarlyCache } from '#renderer/sync/early-cache.ts'
import { JournalHome } from '#renderer/sync/journal-home.ts'
import type { Clock } from '#renderer/sync/link.ts'
import type { Seal } from '#renderer/sync/seal.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import type { WindowChannel } from '#renderer/sync/window-channel.ts'
import { browserRoom } from './kept-here.ts'
import { cacheLimit } from './policy.ts'

/** Where one agent's things lie on this computer. */
export interface OwnDisks {
  readonly cache: DexieCache
  /** The cache and the outbox, with word to the agent's other windows of what is written. */
  readonly announced: { readonly cache: CacheDisk; readonly outbox: OutboxDisk }
  /** Which groups of cold rows the agent needs here; until it is known none makes room for others. */
  carry(carried: CarriedGroups): void
  /** This window leads from now on: the journal is its own. */
  takeJournal(): Promise<void>
  /** Runs when a newer build of another window opens the databases in its own way. */
  onNewer(work: () => void): void
  close(): Promise<void>
}

export interface DiskPorts {
  readonly agentId: string
  readonly seal: Seal
  readonly clock: Clock
  readonly channel: WindowChannel
  /** Whether no other window of the agent is open on this computer. */
  readonly isAlone: boolean
  /** The cache, where it was read before. */
  readonly early?: EarlyCache | undefined
}

/** Opens the databases of an agent. Trouble with them comes with the first thing that is read. */
export function ownDisks({ agentId, seal, clock, channel, isAlone, early }: DiskPorts): OwnDisks {
  const databases = { cache: new CacheDatabase(agentId), outbox: new OutboxDatabase(agentId) }
  for (const database of Object.values(databases)) void database.open().catch(() => undefined)
  let carried: CarriedGroups = { has: () => true, isOpen: () => true }
  const cache = new DexieCache(databases.cache, {
    seal,
    carried: { has: (key) => carried.has(key), isOpen: (key) => carried.isOpen(key) },
    room: browserRoom,
    mostBytes: cacheLimit,
    early,
  })
  cache.isFollowing = !isAlone
  const first = new DexieOutbox(databases.outbox, seal)
  const second = new JournalHome(desktopJournal(desktop(), agentId), seal)
  const outbox = new TwoHomes({ first, second }, clock, { isAlone })
  return {
    cache,
    announced: {
      cache: announcedCache(cache, () => channel.post({ say: 'kept' })),
      outbox: announcedOutbox(outbox, () => channel.post({ say: 'wrote' })),
    },
    carry: (known) => (carried = known),
    takeJournal: () => outbox.takeJournal(),
    onNewer: (work) => {
      // One that is deleted is no newer build: it is made anew with the next use, and filled again.
      const changed = ({ newVersion }: IDBVersionChangeEvent): void => {
        if ((newVersion ?? 0) > 0) work()
      }
      for (const database of Object.values(databases)) database.on('versionchange', changed)
    },
    close: async () => {
      cache.close()
      await Promise.allSettled([first.close(), second.close()])
    },
  }
}
