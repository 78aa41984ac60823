import type { Incident } from '#shared/sync/incident.ts'
import type {
  Draft,
  HomeContent,
  OutboxContent,
  OpenedOutbox,
  OutboxDisk,
  OutboxEntry,
  OutboxHome,
  OutboxRecord,
  Settled,
} from './disk.ts'
import { HomeLane } from './home-lane.ts'
import { type Joined, isDoneBefore, joinHomes, lackingIn } from './join-homes.ts'
import type { Clock } from './link.ts'
import { acknowledgedFor, contentOf, draftKey, keyOf, opKey } from './outbox-records.ts'

const kinds = [
  { emptied: 'outbox-emptied', damaged: 'outbox-damaged' },
  { emptied: 'journal-emptied', damaged: 'journal-damaged' },
] as const

/** One home as it was opened. `content` is null where it could not be read. */
interface Place {
  readonly kinds: (typeof kinds)[number]
  readonly lane: HomeLane
  readonly content: HomeContent | null
}

/**
 * The outbox in its two homes: the browser's database and the journal outside of it. Nothing counts as saved before both have it [S9].
 * At the start the two are joined record by record, each at its furthest stage; what a home lacked is written back to it and told as
 * an incident [S10]. So:
 * - A crash between the two writes leaves an entry in one home: it waits again, and is sent again under its own opId [S2].
 * - Settled in one home only: settled counts. Put back in one home only [S23]: put back counts, because offers are numbered.
 * - A draft that was dropped in one home only stays dropped, one that was written anew since then stays; the later instant counts.
 * - A home that is full refuses, and the mutation is not called saved; the next write that it takes brings it everything. What is
 *   settled, and a draft, needs one home only: at the next start both agree on it.
 * - A home that the browser closed or cleared under the window gets everything once more, and so does the other, which may have gone with it.
 * - A home that went back in time, or was emptied beside the marker of the other [S11], is rebuilt from the other.
 */
export class TwoHomes implements OutboxDisk {
  readonly #lanes: readonly HomeLane[]
  readonly #clock: Pick<Clock, 'now' | 'newId'>
  readonly #isAlone: boolean
  #generation = ''
  #records = new Map<string, OutboxRecord>()

  /** `isAlone`: no other window of this agent is open on this computer. Another one has the journal then, until `takeJournal`. */
  constructor(
    homes: { first: OutboxHome; second: OutboxHome },
    clock: Pick<Clock, 'now' | 'newId'>,
    { isAlone }: { isAlone: boolean } = { isAlone: true },
  ) {
    this.#isAlone = isAlone
    const shelf = () => ({ generation: this.#generation, records: this.#records })
    this.#lanes = [new HomeLane(homes.first, shelf), new HomeLane(homes.second, shelf)]
    this.#clock = clock
    // A browser that is short of room clears all that a site keeps, the files beside the database with it. One that is written while it is
    // cleared may hang, or be cleared again: it is written when that is over.
    homes.first.onLetGo?.((isOver) => {
      const lanes = isOver ? this.#lanes : this.#lanes.slice(0, 1)
      void Promise.all(lanes.map((lane) => lane.doubt()))
    })
  }

  /** Rejects only where neither home can be read. */
  async load(): Promise<OpenedOutbox> {
    const opened = await Promise.all(
      this.#lanes.map(async (lane, n): Promise<Place> => ({
        kinds: kinds[n === 0 ? 0 : 1],
        lane,
        content: n === 1 && !this.#isAlone ? lane.leave() : await lane.open(),
      })),
    )
    const places = opened.filter(({ lane }) => !lane.isAbsent)
    const homes = places.flatMap(({ content }) => (content === null ? [] : [content]))
    if (homes.length === 0) {
      const failures = places.map(({ lane }) => lane.failure)
      throw new AggregateError(failures, 'outbox-unreadable')
    }
    const joined = joinHomes(homes, this.#at(-acknowledgedFor))
    this.#records = new Map(joined.records)
    const known = homes.map(({ generation }) => generation).find((generation) => generation !== null)
    this.#generation = known ?? this.#clock.newId()
    if (homes.length === places.length) await this.#mend(places, joined)
    // What the first home lacks, the window that has the journal finds out.
    const incidents = this.#isAlone ? this.#incidents(places, joined, known === undefined) : []
    const isSecondHome = places.length === opened.length || !this.#isAlone
    return { ...contentOf(this.#records.values()), incidents, isSecondHome }
  }

  /**
   * Reads once more what the first home has: other windows of this agent write there too [S20]. A file of the browser has one writer, so
   * the window that has the journal brings it what the others wrote.
   */
  async refresh(): Promise<OutboxContent> {
    const [first, second] = this.#lanes
    const content = (await first?.look()) ?? null
    if (content !== null) {
      const found = this.#take(content)
      // Where its disk refuses it, it is behind and gets everything with the next write that it takes.
      await Promise.allSettled([second?.write(found)])
    }
    return contentOf(this.#records.values())
  }

  /** The window that had the journal is gone: from now on it is this one's, with all that either knows. Never rejects. */
  async takeJournal(): Promise<void> {
    const [first, second] = this.#lanes
    const content = (await second?.open()) ?? null
    if (content === null) return
    const found = this.#take(content)
    // A home that refuses it now gets everything with the next write that it takes.
    await Promise.allSettled([first?.write(found), second?.catchUp()])
  }

  /** Joins what a home has with what is known here; answers the keys of what is news here. */
  #take(content: HomeContent): string[] {
    const before = this.#records
    const here = { generation: this.#generation, records: [...before.values()], damaged: 0 }
    this.#records = new Map(joinHomes([here, content], this.#at(-acknowledgedFor)).records)
    return [...this.#records].filter(([key, record]) => before.get(key) !== record).map(([key]) => key)
  }

  /** Resolves when both homes have it; rejects where one of them refuses it. */
  async add(entry: OutboxEntry): Promise<void> {
    const keys = this.#put([{ is: 'waiting', entry }])
    await Promise.all(this.#lanes.map((lane) => lane.write(keys)))
  }

  settle({ at, applied, parked }: Settled): Promise<void> {
    const acknowledged = applied.flatMap((opId): OutboxRecord[] => {
      const record = this.#records.get(opKey(opId))
      return record?.is === 'waiting' ? [{ is: 'acknowledged', entry: { ...record.entry, acknowledgedAt: at } }] : []
    })
    return this.#keep(this.#put([...acknowledged, ...parked.map((entry): OutboxRecord => ({ is: 'parked', entry }))]))
  }

  offerAgain(entries: readonly OutboxEntry[]): Promise<void> {
    return this.#keep(this.#put(entries.map((entry) => ({ is: 'waiting', entry }))))
  }

  forgetAcknowledged(before: string): Promise<void> {
    const keys = [...this.#records].filter(([, record]) => isDoneBefore(record, before)).map(([key]) => key)
    for (const key of keys) this.#records.delete(key)
    return this.#keep(keys)
  }

  unpark(opId: string): Promise<void> {
    return this.#keep(this.#put([{ is: 'decided', opId, at: this.#at() }]))
  }

  saveDraft(draft: Draft): Promise<void> {
    return this.#keep(this.#put([{ is: 'draft', draft: { ...draft, at: this.#later(draft.caseId, draft.at) } }]))
  }

  dropDraft(caseId: string): Promise<void> {
    return this.#keep(this.#put([{ is: 'dropped', caseId, at: this.#later(caseId, this.#at()) }]))
  }

  #put(records: readonly OutboxRecord[]): string[] {
    for (const record of records) this.#records.set(keyOf(record), record)
    return records.map(keyOf)
  }

  /**
   * One home is enough for what both agree on at the next start: the one that refused is behind until then. It is no reason to stop
   * syncing. Rejects where neither has it.
   */
  async #keep(keys: readonly string[]): Promise<void> {
    const lanes = this.#lanes.filter(({ isAbsent }) => !isAbsent)
    const written = await Promise.allSettled(lanes.map((lane) => lane.write(keys)))
    const refused = written.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    if (refused.length === written.length) throw new AggregateError(refused, 'outbox-not-kept')
  }

  /** Both homes hold the same from here on, where their disks allow it; a lane whose disk refuses stays behind and says so at the next write. */
  async #mend(places: readonly Place[], joined: Joined): Promise<void> {
    const isWhole = (content: HomeContent): boolean =>
      content.generation === this.#generation && content.damaged === 0 && lackingIn(content, joined) === 0
    await Promise.allSettled(
      places.map(({ lane, content }) =>
        content !== null && isWhole(content) ? lane.write(joined.expired) : lane.catchUp(),
      ),
    )
  }

  #incidents(places: readonly Place[], joined: Joined, isFirstStart: boolean): Incident[] {
    const incidents: Incident[] = []
    let differing = 0
    for (const { kinds: named, content } of places) {
      const lacks = content === null ? 0 : lackingIn(content, joined)
      // A home that cannot be read at all: nobody knows how much is in it.
      if (content === null) incidents.push(this.#incident(named.damaged, 0))
      else if (content.damaged > 0) incidents.push(this.#incident(named.damaged, content.damaged))
      else if (isFirstStart) continue
      else if (content.generation === null && content.records.length === 0)
        incidents.push(this.#incident(named.emptied, lacks))
      else differing += lacks
    }
    return differing > 0 ? [...incidents, this.#incident('homes-differ', differing)] : incidents
  }

  /** An instant after what the homes have of this draft, also where the clock was set back or did not move on. */
  #later(caseId: string, at: string): string {
    const record = this.#records.get(draftKey(caseId))
    const before = record?.is === 'draft' ? record.draft.at : record?.is === 'dropped' ? record.at : ''
    return before < at ? at : new Date(Date.parse(before) + 1).toISOString()
  }

  #incident(kind: Incident['kind'], count: number): Incident {
    return { id: this.#clock.newId(), kind, at: this.#at(), count }
  }

  #at(later = 0): string {
    return new Date(this.#clock.now() + later).toISOString()
  }
}
