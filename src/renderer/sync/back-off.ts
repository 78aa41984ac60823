/** The least, and the most, that a wait at random may come to, in milliseconds. */
const bounds = { least: 1000, most: 60_000 } as const

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

  /** Milliseconds until the next attempt; `told`: after how many the service wants it. */
  next(told?: number): number {
    const ceiling = told === undefined ? Math.min(bounds.most, Math.max(bounds.least, this.#waited)) : bounds.least
    const wait = (told ?? 0) + this.#random() * ceiling
    this.#waited += wait
    return wait
  }
}
