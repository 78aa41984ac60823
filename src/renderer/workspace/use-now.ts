import { useSyncExternalStore } from 'react'
import { serviceClock } from './service-clock.ts'

interface ScreenClock {
  readonly subscribe: (listener: () => void) => () => void
  readonly now: () => number
}

/** One clock for the whole window, by the service's time, which runs only while somebody looks at it. `everyMs`: how often it moves. */
function screenClock(everyMs: number): ScreenClock {
  const listeners = new Set<() => void>()
  let now = serviceClock.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = (): void => {
    now = serviceClock.now()
    for (const listener of listeners) listener()
  }
  return {
    subscribe: (listener) => {
      if (listeners.size === 0) {
        now = serviceClock.now()
        timer = setInterval(tick, everyMs)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
    now: () => now,
  }
}

const ages = screenClock(15_000)
const seconds = screenClock(1000)
const still: ScreenClock = { subscribe: () => () => undefined, now: () => 0 }

/** The present time in milliseconds for ages on the screen; it moves every 15 seconds. */
export const useNow = (): number => useSyncExternalStore(ages.subscribe, ages.now)

/** The present time in milliseconds for what is counted in seconds. 0, and without moving, unless `isNeeded`. */
export function useSeconds(isNeeded: boolean): number {
  const clock = isNeeded ? seconds : still
  return useSyncExternalStore(clock.subscribe, clock.now)
}
