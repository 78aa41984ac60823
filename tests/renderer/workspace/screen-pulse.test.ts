import { expect, test } from 'vitest'
import { ScreenPulse } from '#renderer/workspace/screen-pulse.ts'
import type { Told } from '#renderer/workspace/workspace.ts'

/** A pulse with a clock, tasks and frames of its own. `drawing`: how long the screen takes to draw what it is told, in milliseconds. */
function pulseWith(drawing: number) {
  let now = 0
  let tell = (_told: Told): void => undefined
  const tasks: (() => void)[] = []
  const frames: (() => void)[] = []
  const timers: { at: number; work: () => void }[] = []
  const pulse = new ScreenPulse(
    {
      subscribe: (listener) => {
        tell = listener
        return () => true
      },
    },
    {
      afterFrame: (work) => frames.push(work),
      afterThis: (work) => tasks.push(work),
      after: (ms, work) => timers.push({ at: now + ms, work }),
      now: () => now,
    },
  )
  const told: number[] = []
  pulse.subscribe(() => {
    told.push(pulse.version('cases'))
    now += drawing
  })
  const task = (): void => {
    while (tasks.length > 0) for (const work of tasks.splice(0)) work()
  }
  return {
    pulse,
    told,
    task,
    come: (isOwn: boolean): void => tell({ topics: new Set(['cases']), isOwn }),
    frame: (): void => {
      for (const work of frames.splice(0)) work()
      task()
    },
    pass: (ms: number): void => {
      now += ms
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.work()
        else timers.push(timer)
      }
    },
  }
}

// Would catch: a screen that is drawn once for every page of changes, or a key that waits for it.
test('what comes from elsewhere is told a task later, all of it once', () => {
  const { told, come, task } = pulseWith(1)
  come(false)
  come(false)
  expect(told).toEqual([])
  task()
  expect(told).toEqual([1])
})

// Would catch: an agent's own step that shows a frame late, or twice.
test('what the agent does is told at once, with all that came before it', () => {
  const { told, come, task } = pulseWith(1)
  come(false)
  come(true)
  expect(told).toEqual([1])
  task()
  expect(told).toEqual([1])
})

// Would catch: a computer that does nothing but draw changes, however fast or slow it is.
test.each([
  { drawing: 1, resting: 32 },
  { drawing: 20, resting: 80 },
  { drawing: 100, resting: 250 },
])('after $drawing ms of drawing the window rests for $resting ms', ({ drawing, resting }) => {
  const { told, come, task, frame, pass } = pulseWith(drawing)
  come(false)
  task()
  come(false)
  frame()
  pass(resting - 1)
  frame()
  expect(told).toEqual([1])
  pass(1)
  expect(told).toEqual([1, 2])
})

// Would catch: a slow computer that draws one thing after the other and shows none of them.
test('what came while the window rested waits for a frame, however long that takes', () => {
  const { told, come, task, frame, pass } = pulseWith(1)
  come(false)
  task()
  come(false)
  pass(500)
  task()
  expect(told).toEqual([1])
  frame()
  expect(told).toEqual([1, 2])
})

// Would catch: a change that is shown before the screen was told of it, in one part of the screen and not in another.
test('a topic has the same version until the screen is told', () => {
  const { pulse, come, task } = pulseWith(1)
  come(false)
  expect(pulse.version('cases')).toBe(0)
  task()
  expect(pulse.version('cases')).toBe(1)
  expect(pulse.version('queues')).toBe(0)
})
