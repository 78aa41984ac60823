import { spread } from '../spread.ts'

/** When somebody who was sent away may be back at the earliest, and how far ahead times are given, in milliseconds. */
const bounds = { least: 1000, most: 30_000 } as const

/**
 * Times to come back, for windows that are sent away from the door: one behind the other, as fast as they can be let in then. Told a time at
 * random instead, many come while there is still no place for them, are sent away again, and the last of a thousand is in long after there
 * was room for it.
 */
export class ReturnTimes {
  readonly #everyMs: number
  #last = 0

  constructor(perSecond: number) {
    this.#everyMs = 1000 / perSecond
  }

  /** Milliseconds until the next place. `now`: of a clock that never goes back, in milliseconds. */
  next(now: number): number {
    const at = Math.max(now + bounds.least, this.#last + this.#everyMs)
    // So many cannot all be given a place: whoever comes then is given one that holds.
    if (at > now + bounds.most) return spread(bounds.most / 3)
    this.#last = at
    return Math.round(at - now)
  }
}
