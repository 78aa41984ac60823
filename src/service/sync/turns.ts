/** How much may go on at once. */
export interface TurnLimits {
  /** Runs at the same time. */
  readonly atOnce: number
  /** Waits for its turn, in order of arrival; whoever comes after that is sent away. */
  readonly waiting: number
  /** Runs or waits on behalf of one owner. */
  readonly each: number
  /** Whether nothing more is taken in for now. */
  readonly isPressed?: () => boolean
}

/** Lets work that is dear to the database run a few at a time, first come first served, and no owner more than its share. */
export class Turns {
  readonly #limits: TurnLimits
  readonly #owners = new Map<unknown, number>()
  readonly #queue: (() => void)[] = []
  #running = 0

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /** How many wait. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Runs `work` when its turn comes; null at once where the owner has its share already, too many wait, or the service is pressed. */
  run<T>(owner: unknown, work: () => Promise<T>): Promise<T> | null {
    const own = this.#owners.get(owner) ?? 0
    const isFull = this.#running >= this.#limits.atOnce && this.#queue.length >= this.#limits.waiting
    if (own >= this.#limits.each || isFull || this.#limits.isPressed?.() === true) return null
    this.#owners.set(owner, own + 1)
    return this.#run(owner, work)
  }

  async #run<T>(owner: unknown, work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limits.atOnce) this.#running += 1
    // Whoever ends hands its place over, so that nobody who comes meanwhile takes it.
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
    try {
      return await work()
    } finally {
      this.#release(owner)
    }
  }

  #release(owner: unknown): void {
    const left = (this.#owners.get(owner) ?? 1) - 1
    if (left === 0) this.#owners.delete(owner)
    else this.#owners.set(owner, left)
    const next = this.#queue.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }
}
