import { newId } from '#shared/new-id.ts'
import { CacheDatabase } from '#renderer/sync/cache-database.ts'
import { compact } from '#renderer/sync/compaction.ts'
import { desktop } from '#renderer/desktop/desktop.ts'
import { desktopJournal } from '#renderer/sync/desktop-journal.ts'
import { DexieCache } from '#renderer/sync/dexie-cache.ts'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { StorageRoom } from '#renderer/sync/cold-eviction.ts'
import { JournalHome } from '#renderer/sync/journal-home.ts'
import type { Clock } from '#renderer/sync/link.ts'
import { socketDial } from '#renderer/sync/socket-link.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import type { Unlocked } from './device-lock.ts'
import { CarryList } from './carry-list.ts'
import { incidentOf, keptIncidents, watchIncidents } from './kept-incidents.ts'
import { Workspace } from './workspace.ts'

/** An open workspace; or another window of this agent is open on this computer and does the work [S20]. */
export type Opened = { readonly kind: 'open'; readonly workspace: Workspace } | { readonly kind: 'other-window' }

const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
  newId,
}

/** Opens what is on this computer and starts syncing. Needs no network. Rejects where the browser's database cannot be opened. */
export async function openWorkspace({ session, seal }: Unlocked, serviceUrl: string): Promise<Opened> {
  const cacheDatabase = new CacheDatabase(session.agent.id)
  const outboxDatabase = new OutboxDatabase(session.agent.id)
  // Opened while we ask for the place, and read only once it is ours. Trouble comes again with the first thing that is read.
  for (const database of [cacheDatabase, outboxDatabase]) void database.open().catch(() => undefined)
  const release = await onlyWindow(session.agent.id)
  if (release === null) {
    cacheDatabase.close()
    outboxDatabase.close()
    return { kind: 'other-window' }
  }
  let carryList: CarryList | null = null
  const cache = new DexieCache(cacheDatabase, {
    seal,
    // Nothing goes before it is known what must stay.
    isCarried: (key) => carryList?.has(key) ?? true,
    room: browserRoom,
  })
  const first = new DexieOutbox(outboxDatabase, seal)
  const second = new JournalHome(desktopJournal(desktop(), session.agent.id), seal)
  const outbox = new TwoHomes({ first, second }, realClock)
  const store = await SyncStore.open(session.agent, { cache, outbox }, realClock)
  const lastSync = rememberedSync(session.agent.id)
  const incidents = keptIncidents(session, serviceUrl)
  const client = new SyncClient(store, socketDial(serviceUrl, session), realClock, {
    lastSyncAt: lastSync.at,
    differed: ({ rows }) => incidents.add(incidentOf('digest-differs', rows)),
  })
  const stopReporting = watchIncidents(incidents, store, client)
  const stopRemembering = client.subscribe(({ lastSyncAt }) => lastSync.remember(lastSyncAt))
  const stopTidying = tidyWhenIdle(cache, store)
  const stopWatching = watchNetwork(client)
  const stopFetching = store.onMissingThread(
    // Where it cannot be fetched now, it is when somebody looks at it.
    (caseId) => void client.fetchThread(caseId).catch(() => false),
  )
  client.start()
  void readAhead(store)
  const close = async (): Promise<void> => {
    stopTidying()
    stopReporting()
    stopFetching()
    stopWatching()
    stopRemembering()
    cache.close()
    await Promise.allSettled([first.close(), second.close()])
    release()
  }
  const workspace = new Workspace({ name: session.workspace, store, line: client, incidents, close })
  carryList = new CarryList(workspace)
  return { kind: 'open', workspace }
}

/** How much this browser keeps and may keep; one that does not say is taken to have room until a write fails. */
const browserRoom: StorageRoom = {
  estimate: async () => {
    const { usage = 0, quota = Infinity } = await navigator.storage.estimate()
    return { usage, quota }
  },
}

/** When this computer last had everything: shown after a restart during an outage. */
function rememberedSync(agentId: string): { at: number | null; remember: (at: number | null) => void } {
  const key = `tierdesk.synced.${agentId}`
  const text = localStorage.getItem(key)
  return {
    at: text === null ? null : Number(text),
    remember: (at) => {
      if (at !== null) localStorage.setItem(key, String(at))
    },
  }
}

/** Holds this agent's place on this computer until released; null where another window holds it. */
function onlyWindow(agentId: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock === null) {
        resolve(null)
        return undefined
      }
      return new Promise((done) => resolve(done))
    }
    navigator.locks.request(`tierdesk-${agentId}`, { ifAvailable: true }, hold).catch(reject)
  })
}

function watchNetwork(client: SyncClient): () => void {
  const retry = (): void => client.retryNow()
  globalThis.addEventListener('online', retry)
  return () => globalThis.removeEventListener('online', retry)
}

/** How long the window must have been left alone, and how often at most, in milliseconds. */
const tidy = { quiet: 3000, mostWait: 10_000 }

/** Reads what the first screen did not need, a table at a time, so that opening a case finds it in memory. */
async function readAhead({ truth }: SyncStore): Promise<void> {
  do await idle()
  while (truth.readAhead())
}

const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: tidy.mostWait }))

/** Rewrites packs from the journal when nothing else is going on. */
function tidyWhenIdle(cache: DexieCache, store: SyncStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  const run = async (): Promise<void> => {
    if (isRunning || cache.gen === 0) return
    isRunning = true
    try {
      await idle()
      await compact(cache, store.truth, idle)
    } catch {
      // Nothing is lost by it: the journal stays, and the next change tries again.
    } finally {
      isRunning = false
    }
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), tidy.quiet)
  }
  const unsubscribe = store.subscribe(later)
  later()
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
