/**
 * The least, and the most, that a wait at random may come to, in milliseconds. A service that is away loses nothing by being tried often, and
 * one that is there gives each window its place itself; what fails behind the door costs both sides something each time.
 */
const bounds = { least: 1000, mostAway: 8000, mostFailing: 60_000 } as const

/** How an attempt ended: after how many milliseconds the service wants the next one, if it said so, and whether it had let the window in. */
export interface AttemptEnd {
  readonly told?: number | undefined
  readonly wasIn: boolean
}

/**
 * How long a window stays away from a service that it lost [S15]. At random, so that a site's windows do not all come at once, and at most
 * as long again as it has waited already: the law is not in the number of attempts, for whoever drew a few short waits would then have to
 * draw a long one, and still be away long after the service is back. Where the service itself says when to come, it has spread the windows
 * and knows its queue, so little is added to that.
 */
export class BackOff {
  readonly #random: () => number
  #waited = 0

  /** `random`: in [0, 1). */
  constructor(random: () => number) {
    this.#random = random
  }

  /** Whether nothing has failed since the service last gave what it was asked for. */
  get isFresh(): boolean {
    return this.#waited === 0
  }

  /** The service gave what it was asked for. Being let in is not enough: what fails right behind the door would be tried without end. */
  reset(): void {
    this.#waited = 0
  }

  /** Milliseconds until the next attempt. */
  next({ told, wasIn }: AttemptEnd): number {
    const most = wasIn ? bounds.mostFailing : bounds.mostAway
    const ceiling = told === undefined ? Math.min(most, Math.max(bounds.least, this.#waited)) : bounds.least
    const wait = (told ?? 0) + this.#random() * ceiling
    this.#waited += wait
    return wait
  }
}
