import { expect, test } from 'vitest'
import { ReturnTimes } from '#service/sync/return-times.ts'
import { TokenBucket } from '#service/sync/token-bucket.ts'
import { Random } from '#tests/sync/random.ts'

/**
 * Windows that all come at once, as far as the door has to do with them: each comes back when it was told, and up to a second later.
 * Answers when the last is in, in milliseconds, and how often one was sent away.
 */
function lastIsIn(
  windows: number,
  arrivals: { burst: number; perSecond: number },
): { ms: number; mostSentAway: number } {
  const bucket = new TokenBucket(arrivals, 0)
  const times = new ReturnTimes(arrivals.perSecond)
  const coming = Array.from({ length: windows }, () => ({ at: 0, sentAway: 0 }))
  const random = new Random(1)
  let [ms, mostSentAway] = [0, 0]
  while (coming.length > 0) {
    coming.sort((one, other) => one.at - other.at)
    const next = coming.shift()
    if (next === undefined) break
    if (bucket.take(next.at) === 0) {
      ms = Math.max(ms, next.at)
      mostSentAway = Math.max(mostSentAway, next.sentAway)
    } else {
      coming.push({ at: next.at + times.next(next.at) + random.between(0, 1000), sentAway: next.sentAway + 1 })
    }
  }
  return { ms, mostSentAway }
}

// Would catch: windows told to come back at random, many of them before there is a place, so that the last is in long after it could be.
test('[S15] a thousand windows that come at once are in as soon as the door lets them through, sent away once or twice', () => {
  const { ms, mostSentAway } = lastIsIn(1000, { burst: 300, perSecond: 250 })
  expect(ms).toBeLessThan(5000)
  expect(mostSentAway).toBeLessThanOrEqual(3)
})

// Would catch: the thousandth window told to come back next week, or all those for whom there is no place told the same moment.
test('[S15] nobody is told to stay away for long, and no two the same moment', () => {
  const times = new ReturnTimes(0.01)
  const told = Array.from({ length: 200 }, () => times.next(0))
  expect(Math.min(...told)).toBeGreaterThanOrEqual(1000)
  expect(Math.max(...told)).toBeLessThanOrEqual(30_000)
  expect(new Set(told).size).toBeGreaterThan(150)
})

test('[S15] once the storm is over the next one waits no longer than the first did', () => {
  const times = new ReturnTimes(100)
  for (let n = 0; n < 500; n++) times.next(0)
  expect(times.next(0)).toBe(6000)
  expect(times.next(60_000)).toBe(1000)
})
