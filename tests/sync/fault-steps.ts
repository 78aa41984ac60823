import type { FaultKind } from './fault-plan.ts'
import type { Schedule } from './run-schedule.ts'
import type { SimWindow } from './sim-window.ts'

type Step = (schedule: Schedule, window: SimWindow) => string

const hour = 3_600_000

/** The program dies, and the computer may come back with disks that are not what they were. A window that is closed is opened. */
const crashThen =
  (then: (window: SimWindow, backTo: (length: number) => number) => void): Step =>
  ({ random }, window) => {
    if (!window.isRunning) {
      void window.open()
      return 'starts'
    }
    window.crash()
    then(window, (length) => random.below(length + 1))
    if (random.chance(0.7)) void window.open()
    return 'dies'
  }

const sleeps: Step = ({ random, scheduler }, window) => {
  if (!window.isAsleep) {
    window.sleep()
    return 'falls asleep'
  }
  // Now and then everything stands still for a night: a building without power, a service whose host was suspended.
  const isNight = random.chance(0.3)
  if (isNight) scheduler.leap(8 * hour)
  window.wake()
  return isNight ? 'wakes after 8 hours' : 'wakes'
}

/** A clock is set, by hand or by a server of time, to something up to two hours off. */
const clockJumps: Step = ({ random }, window) => {
  window.skewMs = random.between(-2, 2) * hour
  return `clock is ${Math.round(window.skewMs / 1000)} s off`
}

const upgrades: Step = ({ random }, window) => {
  if (!window.isRunning || window.build === 'new') return 'has nothing to upgrade'
  window.crash()
  window.upgrade()
  if (random.chance(0.7)) void window.open()
  return 'is upgraded'
}

const nothing: Step = () => 'nothing'

/** What each kind of fault does when its turn comes; the others are there all the time. */
export const faultSteps: { readonly [K in FaultKind]?: Step } = {
  cut: (_schedule, { wire }) => (wire?.cut(), 'cut'),
  'half-open': (_schedule, { wire }) => (wire?.halfOpen(), 'half-open'),
  'service-crash': (schedule) => schedule.crashService(),
  'client-crash': crashThen(() => undefined),
  'lose-cache': crashThen((window) => (window.cache.length = 0)),
  'roll-back-cache': crashThen(({ cache }, backTo) => (cache.length = backTo(cache.length))),
  'roll-back-outbox': crashThen(({ outbox }, backTo) => (outbox.length = backTo(outbox.length))),
  'roll-back-both': crashThen(({ cache, outbox }, backTo) => {
    cache.length = backTo(cache.length)
    outbox.length = backTo(outbox.length)
  }),
  'second-window': (_schedule, window) => (void window.open(), 'is started a second time'),
  'old-build': upgrades,
  'clock-skew': clockJumps,
  sleep: sleeps,
}

/** Lets a fault happen to one of the windows; answers what is to be written down. */
export function letFail(schedule: Schedule, kind: FaultKind | 'none'): string {
  const window = schedule.random.pick(schedule.windows)
  const step = kind === 'none' ? nothing : (faultSteps[kind] ?? nothing)
  return `w${window.index} ${kind}: ${step(schedule, window)}`
}
