import type { Clock } from '#renderer/sync/link.ts'
import type { Random } from './random.ts'

interface Event {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A turn of the real event loop: every promise that can settle does. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** Virtual time: runs what was put off in the order of its instants, and lets every promise settle in between. */
export class Scheduler {
  readonly #heap: Event[] = []
  #order = 0
  /** Milliseconds since 1970. */
  now = Date.parse('2026-11-22T07:00:00.000Z')

  /** Runs `run` after `ms`. */
  after(ms: number, run: () => void): void {
    this.#order += 1
    this.#push({ at: this.now + Math.max(0, ms), order: this.#order, run })
  }

  /** Runs everything due until `instant`, or until `isDone` says so. */
  async runUntil(instant: number, isDone: () => boolean = () => false): Promise<void> {
    await settled()
    while (!isDone()) {
      const first = this.#heap[0]
      if (first === undefined || first.at > instant) break
      this.#shift()
      this.now = Math.max(this.now, first.at)
      first.run()
      await settled()
    }
    if (!isDone()) this.now = Math.max(this.now, instant)
  }

  /** The time passes without anything being run: whatever was due meanwhile is late. */
  leap(ms: number): void {
    this.now += ms
  }

  #push(event: Event): void {
    const heap = this.#heap
    let at = heap.push(event) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      const parent = heap[up]
      if (parent === undefined || !isBefore(event, parent)) break
      heap[at] = parent
      at = up
    }
    heap[at] = event
  }

  #shift(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      const isRight = right !== undefined && left !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (child === undefined || !isBefore(child, last)) break
      heap[at] = child
      at = 2 * at + (isRight ? 2 : 1)
    }
    heap[at] = last
  }
}

/** A running program: when it ends, nothing of it goes on, neither timers nor what it waited for. */
export class Life {
  readonly #scheduler: Scheduler
  readonly #missed: (() => void)[] = []
  #isAsleep = false
  isAlive = true

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** Runs `run` after `ms` if the program still runs then; the answer cancels it. */
  after(ms: number, run: () => void): () => void {
    let isWanted = true
    this.#scheduler.after(ms, () => {
      this.run(() => {
        if (isWanted) run()
      })
    })
    return () => {
      isWanted = false
    }
  }

  /** Something reaches the program: now, or when its computer wakes; never if it has ended. */
  run(run: () => void): void {
    if (!this.isAlive) return
    if (this.#isAsleep) this.#missed.push(run)
    else run()
  }

  get isAsleep(): boolean {
    return this.#isAsleep
  }

  /** The computer sleeps: no timer goes off and nothing is heard. */
  sleep(): void {
    this.#isAsleep = true
  }

  /** Everything that was due meanwhile happens now, in its order. */
  wake(): void {
    this.#isAsleep = false
    for (const run of this.#missed.splice(0)) this.#scheduler.after(0, () => this.run(run))
  }

  /** Resolves after `ms`; never if the program ended before. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve))
  }

  end(): void {
    this.isAlive = false
  }
}

/** The clock of one program. `skew`: by how many milliseconds its computer's clock is wrong. */
export const clockOf = (
  scheduler: Scheduler,
  life: Life,
  random: Random,
  { newId, skew }: { newId: () => string; skew: () => number },
): Clock => ({
  now: () => scheduler.now + skew(),
  after: (ms, work) => life.after(ms, work),
  random: () => random.next(),
  newId,
})
