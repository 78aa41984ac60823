import type { HomeContent, OutboxChange, OutboxHome, OutboxRecord, WholeOutbox } from '#renderer/sync/disk.ts'
import { type HomeWrite, applyWrite, contentOf, keyOf } from '#renderer/sync/outbox-records.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import type { Clock } from '#renderer/sync/link.ts'
import type { Life } from './scheduler.ts'

/** A record that can no longer be read, by its key. */
interface Damage {
  readonly damaged: string
}

/** What survives a crash: every write that was completed, in order. Shorten it to go back in time, empty it to lose the home. */
export type HomeSteps = (HomeWrite | Damage)[]

/** How a disk behaves: milliseconds until a write is done, and whether this one is refused. */
export interface DiskBehaviour {
  readonly delay: () => number
  readonly isRefused: () => boolean
}

/** A home in memory whose writes complete one after the other, some time later: a crash loses those still under way. */
export class MemoryHome implements OutboxHome {
  readonly #steps: HomeSteps
  readonly #life: Life
  readonly #behaviour: DiskBehaviour
  #tail: Promise<void> = Promise.resolve()

  constructor(steps: HomeSteps, life: Life, behaviour: DiskBehaviour) {
    this.#steps = steps
    this.#life = life
    this.#behaviour = behaviour
  }

  async load(): Promise<HomeContent> {
    await this.#life.wait(this.#behaviour.delay())
    return homeAfter(this.#steps)
  }

  write(change: OutboxChange): Promise<void> {
    const isNew = change.put.some(({ is }) => is === 'waiting')
    return this.#write(change, isNew && this.#behaviour.isRefused())
  }

  replace(whole: WholeOutbox): Promise<void> {
    return this.#write(whole, false)
  }

  #write(step: HomeWrite, isRefused: boolean): Promise<void> {
    const written = this.#tail.then(async () => {
      await this.#life.wait(this.#behaviour.delay())
      if (isRefused) throw new Error('the outbox disk refused a write')
      this.#steps.push(step)
    })
    this.#tail = written.catch(() => undefined)
    return written
  }
}

/** The disks of one window's outbox: what its two homes keep over a crash. */
export interface HomesSteps {
  readonly first: HomeSteps
  readonly second: HomeSteps
}

/** How the homes are made; `wrap` puts something around each, `isAlone` leaves the second out. */
export interface HomesManner {
  readonly behaviour: DiskBehaviour
  readonly wrap?: ((home: OutboxHome) => OutboxHome) | undefined
  readonly isAlone?: boolean
}

/** A computer that has no such place. */
const nowhere: OutboxHome = {
  load: () => Promise.resolve(null),
  write: () => Promise.resolve(),
  replace: () => Promise.resolve(),
}

/** The real two homes over disks in memory. */
export function memoryHomes(steps: HomesSteps, life: Life, clock: Clock, manner: HomesManner): TwoHomes {
  const { behaviour, wrap = (home) => home, isAlone = false } = manner
  const first = wrap(new MemoryHome(steps.first, life, behaviour))
  const second = isAlone ? nowhere : wrap(new MemoryHome(steps.second, life, behaviour))
  return new TwoHomes({ first, second }, clock)
}

/** What a home holds after these steps. */
export function homeAfter(steps: HomeSteps): HomeContent {
  let generation: string | null = null
  const records = new Map<string, OutboxRecord>()
  let damaged = 0
  for (const step of steps) {
    if ('damaged' in step) damaged += records.delete(step.damaged) ? 1 : 0
    else {
      if ('generation' in step) damaged = 0
      generation = applyWrite(step, records, generation)
    }
  }
  return { generation, records: [...records.values()], damaged }
}

/** What waits, is parked and is written in one home. */
export const contentAfter = (steps: HomeSteps) => contentOf(homeAfter(steps).records)

/** The keys of everything that a home was ever given and has not lost since. */
export const keysIn = (steps: HomeSteps): ReadonlySet<string> => new Set(homeAfter(steps).records.map(keyOf))
