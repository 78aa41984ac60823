import { Worker } from 'node:worker_threads'
import { availableParallelism } from 'node:os'
import type { Failure } from './failure.ts'

/** A stretch of seeds to run, with the switch-off that is in force; null where every rule holds. */
export interface Stretch {
  readonly from: number
  readonly count: number
  readonly switchOff: number | null
}

/** A schedule that failed. */
export interface Fallen {
  readonly seed: number
  readonly failures: readonly Failure[]
}

/** What a stretch came to: the schedules that failed, in the order of their seeds. */
export interface StretchDone {
  readonly stretch: Stretch
  readonly fallen: readonly Fallen[]
}

const stretchSeeds = 50

/** The stretches of a campaign of `schedules` seeds from `seed`. */
export function stretchesOf(schedules: number, seed: number, switchOff: number | null): Stretch[] {
  return Array.from({ length: Math.ceil(schedules / stretchSeeds) }, (_, n) => ({
    from: seed + n * stretchSeeds,
    count: Math.min(stretchSeeds, schedules - n * stretchSeeds),
    switchOff,
  }))
}

/**
 * Runs stretches on all cores. A schedule depends on its seed alone, so it does not matter which core runs it or when; answers are told
 * as they come. Rejects where a core cannot go on.
 */
export async function runStretches(stretches: readonly Stretch[], told: (done: StretchDone) => void): Promise<void> {
  const waiting = [...stretches]
  const cores = Math.min(availableParallelism(), waiting.length)
  await Promise.all(Array.from({ length: cores }, () => runOnCore(waiting, told)))
}

function runOnCore(waiting: Stretch[], told: (done: StretchDone) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('campaign-worker.ts', import.meta.url))
    const next = (): void => {
      const stretch = waiting.shift()
      if (stretch === undefined) void worker.terminate().then(() => resolve(), reject)
      else worker.postMessage(stretch)
    }
    worker.on('message', (done: StretchDone) => {
      told(done)
      next()
    })
    worker.once('error', reject)
    next()
  })
}
