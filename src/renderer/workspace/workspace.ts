import type { Agent } from '#shared/domain/agent.ts'
import type { ArgsOf, MutationName } from '#shared/mutations/all-mutations.ts'
import type { AnyRow, ColdTable, Row, SettingsTable, TableName, WarmTable } from '#shared/tables.ts'
import type { Draft, OutboxEntry, ParkedEntry } from '#renderer/sync/disk.ts'
import type { Incidents, KeptIncident } from '#renderer/sync/incidents.ts'
import type { AskLearnt } from '#renderer/search/insight-feed.ts'
import type { SyncLine, SyncState } from '#renderer/sync/sync-line.ts'
import type { LastHeard } from '#renderer/sync/presence-relay.ts'
import type { Named, SyncStore } from '#renderer/sync/sync-store.ts'
import type { AttachmentFiles } from './attachment-files.ts'
import { CaseLists, type WokenCase } from './case-lists.ts'
import { Colleagues } from './colleagues.ts'
import { DoneSteps } from './done-steps.ts'
import type { KeptHere } from './kept-here.ts'
import type { ReadOutcomes } from './macro-outcomes.ts'
import type { Reveal } from './reveal.ts'
import { TagCounts } from './tag-counts.ts'
import { serviceClock } from './service-clock.ts'
import { SavedViews } from './saved-views.ts'
import type { SearchArchive } from './search-archive.ts'
import { foldedArgs } from './step-args.ts'

export type { Draft, KeptHere, KeptIncident, LastHeard, OutboxEntry, ParkedEntry, Named, SyncState }

/** What an open workspace consists of. */
export interface WorkspaceParts {
  readonly name: string
  readonly store: SyncStore
  readonly line: SyncLine
  readonly incidents: Incidents
  readonly reveal: Reveal
  readonly outcomes: ReadOutcomes
  readonly files: AttachmentFiles
  readonly learnt: AskLearnt
  readonly searchArchive: SearchArchive
  readonly close: () => Promise<void>
  readonly keptHere: () => Promise<KeptHere>
}

/** How safely things are kept on this computer. */
export interface Keeping {
  /** What went wrong with what is kept here, newest first, until the agent has read it [S10][S11][S13]. */
  readonly incidents: readonly KeptIncident[]
  /** Whether what is written lies in two places. Without the second, "saved" rests on the browser's database alone [S9]. */
  readonly isTwice: boolean
  /** So much waits that the agent should know [S21]. */
  readonly isCrowded: boolean
  /** How many steps wait in memory alone, because the disk refused them. */
  readonly unsafe: number
  /** Whether what the service told is not on disk, because the disk refuses it. */
  readonly isBehind: boolean
}

/**
 * What features see of the workspace: rows to look at, mutations to name, and how things stand. Reads are synchronous and never touch
 * the network or the disk, but for threads and SOP bodies.
 */
export class Workspace {
  readonly name: string
  readonly lists: CaseLists
  /** The tags in use. */
  readonly tags: TagCounts
  /** Lists by a filter that has a name. */
  readonly views: SavedViews
  /** Searches the full text of messages in the service. */
  readonly searchArchive: SearchArchive
  /** What the agent did last, for the key that undoes it. */
  readonly done = new DoneSteps(() => Date.now())
  /** Who else has the case in front before them. */
  readonly colleagues: Colleagues
  /** Asks the service for a value behind a mask; not one of the rows, and kept nowhere. */
  readonly reveal: Reveal
  /** What is attached, on its way to the service and back. */
  readonly files: AttachmentFiles
  /** Asks the service what came of the macros; not rows either. */
  readonly outcomes: ReadOutcomes
  /** Asks the service what it has learnt from the history of what this agent sees. */
  readonly learnt: AskLearnt
  readonly #store: SyncStore
  readonly #line: SyncLine
  readonly #versions = new Map<string, number>()
  readonly #listeners = new Set<(told: Told) => void>()
  readonly #incidents: Incidents
  readonly #keptHere: () => Promise<KeptHere>
  #bumped = new Set<string>()
  /** Whether some of what is to be told next is the agent's own doing. */
  #isOwn = false
  #isInBackground = false
  #close: () => Promise<void>

  constructor(parts: WorkspaceParts) {
    const { name, store, line, incidents, keptHere, reveal, learnt, searchArchive, outcomes, files, close } = parts
    this.name = name
    this.#store = store
    this.#line = line
    this.#incidents = incidents
    this.reveal = reveal
    this.outcomes = outcomes
    this.learnt = learnt
    this.searchArchive = searchArchive
    this.#keptHere = keptHere
    this.#close = close
    incidents.subscribe(() => this.#bump('keeping'))
    this.files = files
    files.subscribe(() => this.#bump('files'))
    this.tags = new TagCounts(this)
    this.views = new SavedViews(this)
    this.lists = new CaseLists(this, {
      now: () => serviceClock.now(),
      savedFilter: (id) => this.views.filterOf(id),
    })
    store.subscribe(({ rows, parents }) => {
      for (const table of rows.keys()) this.#bump(table)
      this.lists.changed(rows.get('cases'))
      this.tags.changed(rows.get('cases'))
      for (const parent of parents) this.#bump(parent)
      this.#bump('outbox')
    })
    line.subscribe(() => this.#bump('sync'))
    this.colleagues = new Colleagues({
      present: (said) => line.presence.present(said),
      now: () => Date.now(),
      after: (ms, work) => {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
      changed: () => this.#bump('presence'),
    })
    line.presence.onTold((told) => this.colleagues.hear(told))
  }

  /** Who works here. */
  get me(): Agent {
    return this.#store.actor().agent
  }

  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined {
    return this.#store.get(table, id)
  }

  all<T extends WarmTable>(table: T): Row<T>[] {
    return this.#store.all(table)
  }

  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[] {
    return this.#store.children(table, parentId)
  }

  every<T extends SettingsTable>(table: T): readonly Row<T>[] {
    return this.#store.all(table)
  }

  /** A thread or an SOP's body from disk. */
  cold<T extends ColdTable>(table: T, parentId: string): Promise<Row<T>[]> {
    return this.#store.cold(table, parentId)
  }

  /** For each parent, a text that is another where its cold rows on disk may have changed, also between two starts. */
  coldMarks(table: ColdTable, parentIds: readonly string[]): Promise<readonly string[]> {
    return this.#store.coldMarks(table, parentIds)
  }

  /** Every cold row on disk, pack by pack: what the search index is built from. */
  scanCold(table: ColdTable, each: (rows: AnyRow[]) => void): Promise<void> {
    return this.#store.scanCold(table, each)
  }

  /** A thread or an SOP's body as far as it is in memory; undefined where it must be read. */
  coldNow<T extends ColdTable>(table: T, parentId: string): readonly Row<T>[] | undefined {
    return this.#store.coldNow(table, parentId)
  }

  /** Asks the service for a thread that is not here yet. False: no connection. */
  fetchThread(caseId: string): Promise<boolean> {
    return this.#line.fetchThread(caseId)
  }

  /** Names a mutation. On the screen at once; refused at once where a rule says so. */
  mutate<N extends MutationName>(name: N, args: ArgsOf<N>, dependsOn: readonly string[] = []): Named {
    const { caseId } = foldedArgs(args)
    const before = caseId === undefined ? undefined : this.get('cases', caseId)
    const named = this.#store.mutate(name, args, dependsOn)
    if ('refused' in named) return named
    this.#isOwn = true
    const after = caseId === undefined ? undefined : this.get('cases', caseId)
    if (before !== undefined && after !== undefined && !this.#isInBackground) {
      this.done.add({ opId: named.opId, name, args, before, after })
    }
    return named
  }

  /** Does something that the agent set going some time ago: the screen hears of it when it has time, as of what comes from elsewhere. */
  inBackground(work: () => void): void {
    const isOwn = this.#isOwn
    this.#isInBackground = true
    try {
      work()
    } finally {
      this.#isInBackground = false
      this.#isOwn = isOwn
    }
  }

  /** Mutations that wait for the service, oldest first. */
  waiting(): readonly OutboxEntry[] {
    return this.#store.outbox.entries()
  }

  /** Refused mutations that the agent must decide about. */
  parked(): readonly ParkedEntry[] {
    return this.#store.outbox.parked()
  }

  isSaved(opId: string): boolean {
    return this.#store.outbox.isSaved(opId)
  }

  /** Why a waiting mutation would be refused as things stand. */
  refusalOf(opId: string): ReturnType<SyncStore['refusalOf']> {
    return this.#store.refusalOf(opId)
  }

  unpark(opId: string): Promise<void> {
    this.#isOwn = true
    return this.#store.unpark(opId)
  }

  draft(caseId: string): Draft | undefined {
    return this.#store.outbox.draft(caseId)
  }

  drafts(): readonly Draft[] {
    return this.#store.outbox.drafts()
  }

  /** Keeps a draft; resolves when it is on disk. */
  saveDraft(draft: Draft): Promise<void> {
    const isDone = this.#store.outbox.saveDraft(draft)
    this.#bump('drafts')
    return isDone
  }

  dropDraft(caseId: string): Promise<void> {
    const isDone = this.#store.outbox.dropDraft(caseId)
    this.#bump('drafts')
    return isDone
  }

  get keeping(): Keeping {
    const { isSecondHome, isCrowded, unsafe } = this.#store.outbox
    return {
      incidents: this.#incidents.all(),
      isTwice: isSecondHome,
      isCrowded,
      unsafe,
      isBehind: this.#store.lag.isBehind,
    }
  }

  /** How much of what the service has lies on this computer. */
  keptHere(): Promise<KeptHere> {
    return this.#keptHere()
  }

  /** Whether everything that the agent did here is on disk, or with the service. Not so for a moment after each step. */
  get isAllSaved(): boolean {
    return this.waiting().every(({ opId }) => this.isSaved(opId))
  }

  /** Offers the disk once more what it refused. Rejects where it still refuses. */
  async saveAgain(): Promise<void> {
    try {
      await this.#store.saveAgain()
    } finally {
      this.#bump('outbox')
    }
  }

  /** The agent has read what went wrong. */
  dismissIncidents(): void {
    this.#incidents.dismiss()
  }

  get sync(): SyncState {
    return this.#line.state
  }

  /** What was learned from the service on the last connection. */
  get heard(): LastHeard {
    return this.#line.presence.heard
  }

  /** The network may be back. */
  retryNow(): void {
    this.#line.retryNow()
  }

  /** How often something changed: a table, `messages/CASE`, `outbox`, `drafts`, `sync`, `keeping`, `presence` or `files`. */
  version(topic: Topic): number {
    return this.#versions.get(topic) ?? 0
  }

  /** Told once per turn of the event loop after anything changed. */
  subscribe(listener: (told: Told) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Lets time pass for the lists: what is due by now comes to the screen. */
  tick(): void {
    if (this.lists.tick()) this.#bump('cases')
  }

  /** The agent's own cases that came back from a snooze since this was last asked. */
  takeWoken(): readonly WokenCase[] {
    return this.lists.takeWoken()
  }

  /** Stops syncing and closes the databases; what waits stays on disk. */
  async close(): Promise<void> {
    this.#line.stop()
    await this.#close()
  }

  #bump(topic: string): void {
    this.#versions.set(topic, (this.#versions.get(topic) ?? 0) + 1)
    const isTelling = this.#bumped.size > 0
    this.#bumped.add(topic)
    if (isTelling) return
    // Once per turn: a page of a thousand changes draws the screen once.
    queueMicrotask(() => {
      const told: Told = { topics: this.#bumped, isOwn: this.#isOwn }
      this.#bumped = new Set()
      this.#isOwn = false
      for (const listener of this.#listeners) listener(told)
    })
  }
}

/** What changed since the last telling, and whether the agent's own doing is in it. */
export interface Told {
  readonly topics: ReadonlySet<string>
  readonly isOwn: boolean
}

/** What can be watched. */
export type Topic =
  | TableName
  | `messages/${string}`
  | `sopBodies/${string}`
  | 'outbox'
  | 'drafts'
  | 'sync'
  | 'keeping'
  | 'presence'
  | 'files'
