import { isTableName, tables } from '#shared/tables.ts'
import type { FaultKind } from './fault-plan.ts'
import { keysIn } from './memory-outbox-disk.ts'
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
    then(window, (length) => random.below(Math.max(0, length) + 1))
    if (random.chance(0.7)) void window.open()
    return 'dies'
  }

type Back = (length: number) => number

/** The first home of the outbox, the second, and the cache, as they were at some earlier time. */
const back = {
  cache: ({ cache }: SimWindow, to: Back): void => void (cache.length = to(cache.length)),
  outbox: ({ outbox, damaged }: SimWindow, to: Back): void => {
    outbox.length = to(outbox.length)
    damaged.add('outbox')
  },
  journal: ({ journal, damaged }: SimWindow, to: Back): void => {
    journal.length = to(journal.length)
    damaged.add('journal')
  },
} as const

const toNothing: Back = () => 0

/** One record of a home of the outbox cannot be read any more. */
const damageHome = (home: 'outbox' | 'journal') =>
  crashThen((window, backTo) => {
    const keys = [...keysIn(window[home])]
    const key = keys[backTo(keys.length - 1)]
    if (key === undefined) return
    window[home].push({ damaged: key })
    window.damaged.add(home)
  })

/** One row is missing in the cache; whether the disk says so, or nobody does. */
const loseRow = (isKnown: boolean) =>
  crashThen(({ cache }, backTo) => {
    const changes = cache.flatMap((step) =>
      step.do === 'append' ? step.entry.changes : step.do === 'copy' ? step.changes : [],
    )
    const change = changes[backTo(changes.length - 1)]
    // What is missing in a thread is found by reading it; in a table of a later build, by the build that knows it.
    if (change === undefined || !isTableName(change.t) || tables[change.t].cold) return
    cache.push({ do: 'lose', table: change.t, id: change.id, isKnown })
  })

const sleeps: Step = (schedule, window) => {
  const { random, scheduler } = schedule
  if (!window.isAsleep) {
    window.sleep()
    return 'falls asleep'
  }
  // Now and then everything stands still for a night: a building without power, a service whose host was suspended.
  // Never for so long that a service may have forgotten more than windows keep [S23].
  const isNight = random.chance(0.3) && schedule.nights < 4
  if (isNight) {
    scheduler.leap(8 * hour)
    schedule.nights += 1
  }
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
  'lose-cache': crashThen((window) => back.cache(window, toNothing)),
  'lose-outbox': crashThen((window) => back.outbox(window, toNothing)),
  'lose-journal': crashThen((window) => back.journal(window, toNothing)),
  'roll-back-cache': crashThen(back.cache),
  'roll-back-outbox': crashThen(back.outbox),
  'roll-back-journal': crashThen(back.journal),
  // The browser's databases go back together, the file beside them does not; or all of a profile does.
  'roll-back-both': crashThen((window, to) => (back.cache(window, to), back.outbox(window, to))),
  'roll-back-all': crashThen(
    (window, to) => (back.cache(window, to), back.outbox(window, to), back.journal(window, to)),
  ),
  'damage-cache': loseRow(true),
  'damage-outbox': damageHome('outbox'),
  'damage-journal': damageHome('journal'),
  'silent-loss': loseRow(false),
  restore: (schedule) => schedule.restore(),
  horizon: ({ store, random }) => {
    store.oldest = Math.max(store.oldest, store.head - random.below(10))
    return `the feed begins at ${store.oldest}`
  },
  'older-service': (schedule) => schedule.replaceService(),
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
