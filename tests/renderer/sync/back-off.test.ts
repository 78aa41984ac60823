import { expect, test } from 'vitest'
import { BackOff } from '#renderer/sync/back-off.ts'
import { Random } from '#tests/sync/random.ts'

const seeded = (seed: number): (() => number) => {
  const random = new Random(seed)
  return () => random.next()
}

const away = { wasIn: false }

/** When each of a thousand windows is back, after the end of an outage that lasted so long; milliseconds. */
function returnsAfter(outageMs: number): number[] {
  return Array.from({ length: 1000 }, (_, seed) => {
    const backOff = new BackOff(seeded(seed + 1))
    let at = 0
    while (at < outageMs) at += backOff.next(away)
    return at - outageMs
  })
}

// Would catch: ceilings that double with each attempt, by which a window that happened to try often early on comes back half a minute
// after a service that was away for three seconds.
test('[S15] no window stays away for longer than the service was, nor for more than some seconds', () => {
  for (const outageMs of [500, 3000, 6000]) {
    expect(Math.max(...returnsAfter(outageMs))).toBeLessThanOrEqual(Math.max(1000, outageMs))
  }
  expect(Math.max(...returnsAfter(3_600_000))).toBeLessThanOrEqual(8000)
})

// Would catch: a thousand windows in the same second.
test('[S15] windows come back spread over as long as the outage was', () => {
  const back = returnsAfter(8000)
  for (const second of [0, 1, 2, 3]) {
    expect(back.filter((ms) => Math.floor(ms / 1000) === second).length).toBeLessThan(300)
  }
})

// Would catch: a window that was given a place at the door, and lets it go by for another minute.
test('[S15] what the service says counts, with a second at most on top', () => {
  const backOff = new BackOff(() => 0.999)
  for (let n = 0; n < 10; n++) backOff.next(away)
  expect(backOff.next({ told: 4000, wasIn: false })).toBeLessThan(5000)
  expect(backOff.next({ told: 0, wasIn: true })).toBeGreaterThan(900)
})

// Would catch: a service that lets a window in and fails it each time, asked again every second for ever.
test('[S15] only what the service gives makes the waits short again, and what fails behind the door makes them longest', () => {
  const backOff = new BackOff(() => 1)
  expect(backOff.isFresh).toBe(true)
  expect([1, 2, 3, 4, 5, 6].map(() => backOff.next(away))).toEqual([1000, 1000, 2000, 4000, 8000, 8000])
  expect(backOff.next({ wasIn: true })).toBe(24_000)
  expect(backOff.next({ wasIn: true })).toBe(48_000)
  expect(backOff.next({ wasIn: true })).toBe(60_000)
  expect(backOff.isFresh).toBe(false)
  backOff.reset()
  expect([backOff.isFresh, backOff.next(away)]).toEqual([true, 1000])
})
