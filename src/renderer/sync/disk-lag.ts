import type { CacheDisk } from './disk.ts'
import type { Outbox } from './outbox.ts'

type Settled = ReturnType<Outbox['settle']>

/**
 * How far the copy on disk is behind what is shown. Where the disk refuses to be written, the window goes on with what it has in memory, and
 * the disk with what it had: an older state, whole, from which the next start pulls. It is offered again what it refused, with whatever
 * comes next and from time to time. Nothing that an agent wrote is in there.
 */
export class DiskLag {
  readonly #cache: Pick<CacheDisk, 'keepAgain'>
  readonly #turned: () => void
  /** What was settled by truth that is not on disk yet: it leaves the outbox on disk behind that [S8]. */
  #unsettled: readonly Settled[] = []
  #isBehind = false
  #refusals = 0

  /** `turned` hears when the disk begins to refuse, and when it has everything. */
  constructor(cache: Pick<CacheDisk, 'keepAgain'>, turned: () => void) {
    this.#cache = cache
    this.#turned = turned
  }

  get isBehind(): boolean {
    return this.#isBehind
  }

  /** Waits until the disk has taken it or refused it. Answers whether it has. */
  async has(written: Promise<void>): Promise<boolean> {
    try {
      await written
      return true
    } catch {
      this.#refusals += 1
      this.#set(true)
      return false
    }
  }

  /** As `has`, and what this truth settles leaves the outbox once the truth is on disk. */
  async settle(written: Promise<void>, settled: readonly Settled[]): Promise<void> {
    if (await this.has(written)) return this.#leave(settled)
    this.#unsettled = [...this.#unsettled, ...settled]
    // What was refused waits for no truth. Where this is refused, too, it goes with the rest.
    for (const { keepParked } of settled) await keepParked().catch(() => undefined)
  }

  /** Offers the disk once more what it refused. Rejects where it still refuses. */
  async keepAgain(): Promise<void> {
    if (!this.#isBehind) return
    await this.#cache.keepAgain()
    await this.#leave([])
    if (this.#isBehind) throw new Error('outbox-not-kept')
  }

  /** The disk has all truth that it had refused, and that which settled `more`. */
  async #leave(more: readonly Settled[]): Promise<void> {
    const settled = [...this.#unsettled, ...more]
    const refusals = this.#refusals
    this.#unsettled = []
    try {
      for (const { keep } of settled) await keep()
      // The disk may have refused something later while the outbox was written.
      if (this.#refusals === refusals) this.#set(false)
    } catch {
      this.#unsettled = [...settled, ...this.#unsettled]
      this.#set(true)
    }
  }

  #set(isBehind: boolean): void {
    if (this.#isBehind === isBehind) return
    this.#isBehind = isBehind
    this.#turned()
  }
}
