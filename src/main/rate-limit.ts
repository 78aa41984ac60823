/** True when one more is allowed now. */
export type RateLimit = () => boolean

/** Allows `most` at once and the same number again over each `windowMs` (a bucket that refills evenly). `now` is in milliseconds. */
export function createRateLimit(most: number, windowMs: number, now: () => number): RateLimit {
  let left = most
  let countedAt = now()
  return () => {
    const at = now()
    // A clock that was set back must not empty the bucket for hours.
    const passed = Math.max(0, at - countedAt)
    left = Math.min(most, left + (passed * most) / windowMs)
    countedAt = at
    if (left < 1) return false
    left -= 1
    return true
  }
}
