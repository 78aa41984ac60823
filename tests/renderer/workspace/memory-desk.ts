import { SyncStore } from '#renderer/sync/sync-store.ts'
import { Workspace } from '#renderer/workspace/workspace.ts'
import { scopesOf } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { MutationResult, RowChange } from '#shared/sync/protocol.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { idOf } from '#tests/builders.ts'
import { MemoryCacheDisk } from '#tests/sync/memory-cache-disk.ts'
import { memoryHomes } from '#tests/sync/memory-outbox-disk.ts'
import { Random } from '#tests/sync/random.ts'
import { Life, Scheduler, clockOf } from '#tests/sync/scheduler.ts'
import { packsOf } from '#tests/renderer/sync/packs-of.ts'

/** What becomes of a mutation that waited. */
export type Verdict = 'applied' | 'refused'

const never = () => () => undefined
const same = (): void => undefined

/**
 * A window in memory, as it is but for disk, network and screen: the real store, outbox and workspace, told by a service that is a list of
 * rows. Its time passes only when told.
 */
export class MemoryDesk {
  readonly workspace: Workspace
  readonly #store: SyncStore
  readonly #scheduler: Scheduler
  #version = 1
  #page = 0

  private constructor(store: SyncStore, scheduler: Scheduler) {
    this.#store = store
    this.#scheduler = scheduler
    const line = { subscribe: never, presence: { onTold: never, present: never, heard: { aheadMs: 0 } } }
    const told = { subscribe: never }
    this.workspace = new Workspace({ name: 'Test', store, line, incidents: told, files: told } as never)
  }

  /** A window that has everything of `rows`. `begin`: the time by its clock, in milliseconds since 1970. */
  static async open(me: Agent, rows: readonly (readonly [TableName, AnyRow])[], begin: number): Promise<MemoryDesk> {
    const scheduler = new Scheduler()
    const life = new Life(scheduler)
    let ids = 0x1000
    const clock = clockOf(scheduler, life, new Random(1), {
      newId: () => idOf((ids += 1)),
      skew: () => begin,
    })
    const behaviour = { delay: () => 0, isRefused: () => false }
    const disks = {
      cache: new MemoryCacheDisk([], life, behaviour),
      outbox: memoryHomes({ first: [], second: [] }, life, clock, { behaviour }),
    }
    const desk = new MemoryDesk(await settledBy(scheduler, SyncStore.open(me, disks, clock)), scheduler)
    await desk.copy(rows)
    return desk
  }

  /** Lets time pass, in milliseconds, as the window's clock does: the lists are told at its end. */
  async wait(ms: number): Promise<void> {
    await this.#scheduler.runUntil(this.#scheduler.now + ms)
    this.workspace.tick()
  }

  /** A page of the feed: rows that are another now, ids that are gone, and what became of what waited. */
  async page(
    rows: readonly (readonly [TableName, AnyRow])[],
    goneCaseIds: readonly string[],
    verdict: Verdict | null,
  ): Promise<void> {
    const base = this.#store.cursor
    if (base === null) throw new Error('The window has no copy yet.')
    const changes: RowChange[] = [
      ...rows.map(([t, row]) => ({ t, id: row.id, v: (this.#version += 1), row })),
      ...goneCaseIds.map((id) => ({ t: 'cases', id, v: (this.#version += 1), gone: true as const })),
    ]
    const results: MutationResult[] = this.#results(verdict)
    await this.#done(this.#store.applyPage({ base, to: `p${(this.#page += 1)}`, isLast: true, changes, results }))
  }

  /** The agent's rights change: what they may not see goes at once, before a whole new copy comes [S17]. */
  async dropUnseen(me: Agent): Promise<void> {
    await this.#done(this.#store.dropUnseen(scopesOf(me, this.workspace.all('queues'))))
  }

  /** A whole new copy. */
  async copy(rows: readonly (readonly [TableName, AnyRow])[]): Promise<void> {
    const intake = await this.#done(this.#store.beginSnapshot())
    const changes = rows.map(([t, row]) => ({ t, id: row.id, v: (this.#version += 1), row }))
    await this.#done(intake.take(packsOf(changes), same))
    await this.#done(intake.finish(`c${(this.#page += 1)}`))
  }

  #results(verdict: Verdict | null): MutationResult[] {
    if (verdict === null) return []
    return this.#store.outbox.entries().map(({ opId }) => ({
      opId,
      outcome: verdict === 'applied' ? { applied: true } : { refused: 'not-allowed' },
    }))
  }

  /** What the promise comes to: the disks need a moment by the scheduler's clock. */
  #done<T>(promise: Promise<T>): Promise<T> {
    return settledBy(this.#scheduler, promise)
  }
}

/** Lets time pass until a promise is settled. Rejects where it is not within a second. */
async function settledBy<T>(scheduler: Scheduler, promise: Promise<T>): Promise<T> {
  let isSettled = false
  const settle = (): void => void (isSettled = true)
  promise.then(settle, settle)
  await scheduler.runUntil(scheduler.now + 1000, () => isSettled)
  if (!isSettled) throw new Error('What was to happen did not happen within a second.')
  return promise
}
