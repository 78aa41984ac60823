import type { EarlyCache } from '#renderer/sync/early-cache.ts'
import { FollowingLine } from '#renderer/sync/following-line.ts'
import { KeptFiles } from '#renderer/sync/kept-files.ts'
import type { Dial } from '#renderer/sync/link.ts'
import { LeadingLine } from '#renderer/sync/leading-line.ts'
import { socketDial } from '#renderer/sync/socket-link.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import type { SyncLine } from '#renderer/sync/sync-line.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import { browserChannel } from '#renderer/sync/window-channel.ts'
import { WindowLine } from '#renderer/sync/window-line.ts'
import { attachmentCalls } from './attachment-calls.ts'
import { AttachmentFiles } from './attachment-files.ts'
import type { Unlocked } from './device-lock.ts'
import { CarryList } from './carry-list.ts'
import { followedDisk } from './followed-disk.ts'
import { readAhead, tidyWhenIdle } from './idle-work.ts'
import { askToPersist, keptHere } from './kept-here.ts'
import { insightFrom } from './insight-from.ts'
import { incidentOf, keptIncidents, watchIncidents } from './kept-incidents.ts'
import { type OwnDisks, ownDisks } from './own-disks.ts'
import { outcomesFrom } from './macro-outcomes.ts'
import { cacheLimit } from './policy.ts'
import { realClock } from './real-clock.ts'
import { reportFigures } from './report-figures.ts'
import { revealFrom } from './reveal.ts'
import type { Session } from './saved-session.ts'
import { serviceClock } from './service-clock.ts'
import { saveRefused } from './save-refused.ts'
import { archiveFrom } from './search-archive.ts'
import { askForLead } from './window-lock.ts'
import { keepUnsentFiles } from './unsent-files.ts'
import { Workspace } from './workspace.ts'

/** `early`: the cache, where it was read before. */
type ToOpen = Unlocked & { readonly early?: EarlyCache | undefined }

/**
 * Opens what is on this computer and starts syncing: as the window that leads, or following the one that does [S20]. Needs no network.
 * Rejects where the browser's database cannot be opened.
 */
export async function openWorkspace({ session, seal, early }: ToOpen, serviceUrl: string): Promise<Workspace> {
  const { agent } = session
  const lock = await askForLead(agent.id)
  const channel = browserChannel(`tierdesk-${agent.id}`)
  const disks = ownDisks({ agentId: agent.id, seal, clock: realClock, channel, isAlone: lock.isFirst, early })
  const { cache } = disks
  const store = await SyncStore.open(agent, disks.announced, realClock)
  const lastSync = rememberedSync(agent.id)
  const incidents = keptIncidents(session, serviceUrl)
  // This computer once had everything, and its database is a new one.
  if (cache.database.isNew && lastSync.at !== null) incidents.add(incidentOf('cache-emptied', 0))
  const leading = (): SyncLine => {
    const client = new SyncClient(store, hearingTheTime(socketDial(serviceUrl, session)), realClock, {
      lastSyncAt: lastSync.at,
      differed: ({ rows }) => incidents.add(incidentOf('digest-differs', rows)),
    })
    return new LeadingLine(client, { pickUp: () => store.pickUp(), areOthers: lock.areOthers }, channel, realClock)
  }
  const following = (): SyncLine => new FollowingLine(followedDisk(cache, store), channel, realClock, lastSync.at)
  const line = new WindowLine(lock.isFirst ? leading() : following())
  const stops = [
    line.subscribe(({ lastSyncAt }) => lastSync.remember(lastSyncAt)),
    watchIncidents(incidents, store, line),
    watchNetwork(line),
    // Where it cannot be fetched now, it is when somebody looks at it.
    store.onMissingThread((caseId) => void line.fetchThread(caseId).catch(() => false)),
    () => lock.release(),
  ]
  const stop = (): void => {
    for (const end of stops.splice(0)) end()
  }
  const takeLead = async (): Promise<void> => {
    if (cache.isFollowing) {
      cache.isFollowing = false
      await Promise.all([store.reload(), disks.takeJournal()])
      await store.pickUp()
      line.switchTo(leading())
    }
    stops.push(tidyWhenIdle(cache, store))
  }
  lock.lead.then(takeLead).catch((error: unknown) => reportError(error))
  // Two builds must not write in the same place [S19].
  disks.onNewer(() => {
    store.stopWriting()
    line.end('newer-window')
    stop()
  })
  line.start()
  void readAhead(store)
  askToPersist().catch((error: unknown) => reportError(error))
  const files = ownFiles({ session, seal }, serviceUrl)
  const close = async (): Promise<void> => {
    stop()
    channel.close()
    files.close()
    await disks.close()
  }
  const parts = { store, line, incidents, files, keptHere: () => keptHere(cache, cacheLimit()), close }
  const workspace = new Workspace({ name: session.workspace, ...parts, ...asksOf(session, serviceUrl) })
  carryOwn(disks, workspace)
  stops.push(sendFiles(workspace, line), ...besideSync(workspace, line, session, serviceUrl))
  return workspace
}

/** Takes the time from the first word of the service on each connection. */
const hearingTheTime =
  (dial: Dial): Dial =>
  (clientId, handlers) =>
    dial(clientId, {
      ...handlers,
      up: (hello) => {
        serviceClock.told(Date.parse(hello.serverAt))
        handlers.up(hello)
      },
    })

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

/** Keeps the threads of an agent's own cases from making room for others. */
function carryOwn(disks: OwnDisks, workspace: Workspace): void {
  disks.carry(new CarryList(workspace))
}

/** What goes on beside the sync; how to stop each. */
const besideSync = (workspace: Workspace, line: SyncLine, session: Session, serviceUrl: string): (() => void)[] => [
  saveRefused(workspace, realClock),
  runLists(workspace),
  reportFigures(workspace, line, session, serviceUrl),
]

/** What this agent attaches, which one window at a time sends. */
const ownFiles = ({ session, seal }: Pick<ToOpen, 'session' | 'seal'>, serviceUrl: string): AttachmentFiles =>
  new AttachmentFiles({
    kept: new KeptFiles(session.agent.id, seal),
    calls: attachmentCalls(session, serviceUrl),
    alone: (work) => navigator.locks.request(`tierdesk-files-${session.agent.id}`, work),
  })

/** Sends what was attached whenever there is a connection again, and has the service keep what is not sent. */
function sendFiles(workspace: Workspace, line: SyncLine): () => void {
  const { files } = workspace
  void files.begin().catch((error: unknown) => reportError(error))
  let wasOnline = false
  const ends = [
    keepUnsentFiles(workspace, line),
    line.subscribe(({ connection }) => {
      const isOnline = connection === 'online'
      if (isOnline && !wasOnline) files.sendAgain()
      wasOnline = isOnline
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

/** What the workspace asks the service beside the sync. */
const asksOf = (session: Session, serviceUrl: string) => ({
  reveal: revealFrom(session, serviceUrl),
  searchArchive: archiveFrom(session, serviceUrl),
  learnt: insightFrom(session, serviceUrl),
  outcomes: outcomesFrom(session, serviceUrl),
})

/** Lets time pass for the lists, to the second. */
function runLists(workspace: Workspace): () => void {
  const timer = setInterval(() => workspace.tick(), 1000)
  return () => clearInterval(timer)
}

function watchNetwork(line: SyncLine): () => void {
  const retry = (): void => line.retryNow()
  globalThis.addEventListener('online', retry)
  return () => globalThis.removeEventListener('online', retry)
}
