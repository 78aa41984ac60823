import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchIdle } from '#renderer/workspace/idle-watch.ts'

const minute = 60_000
const limitMs = 10 * minute

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => vi.useRealTimers())

/** Watches, and says how often it was told that nobody is there. */
function watch(counts: () => boolean = () => true): { times: () => number; stop: () => void } {
  let times = 0
  const stop = watchIdle({ limitMs, counts, idle: () => times++ })
  return { times: () => times, stop }
}

// Catches: a desk that is locked under the hands of whoever types or only moves the mouse, and one that never is.
test.each(['keydown', 'pointermove', 'wheel'])('%s shows that somebody is there', (touch) => {
  const { times, stop } = watch()
  vi.advanceTimersByTime(9 * minute)
  window.dispatchEvent(new Event(touch))
  vi.advanceTimersByTime(9 * minute)
  expect(times()).toBe(0)
  vi.advanceTimersByTime(2 * minute)
  expect(times()).toBeGreaterThan(0)
  stop()
})

// Catches: a second window that locks the first one's agent out while they work in it.
test('what is done in another window of the browser counts here', () => {
  const { times, stop } = watch()
  for (let passed = 0; passed < 3; passed++) {
    vi.advanceTimersByTime(9 * minute)
    localStorage.setItem('tierdesk.touched', String(Date.now()))
  }
  expect(times()).toBe(0)
  stop()
})

// Catches: an agent who works in another program, and finds the desk locked although the computer was never left alone.
test('a window that would not notice anybody does not count their absence', () => {
  let hasKeys = false
  const { times, stop } = watch(() => hasKeys)
  vi.advanceTimersByTime(60 * minute)
  expect(times()).toBe(0)
  hasKeys = true
  vi.advanceTimersByTime(9 * minute)
  expect(times()).toBe(0)
  vi.advanceTimersByTime(2 * minute)
  expect(times()).toBeGreaterThan(0)
  stop()
})

// Catches: a computer that slept, and opens on the desk as it was left.
test('time that passed without the window running counts', () => {
  const { times, stop } = watch()
  vi.setSystemTime(Date.now() + 8 * 60 * minute)
  vi.advanceTimersByTime(5000)
  expect(times()).toBe(1)
  stop()
})
