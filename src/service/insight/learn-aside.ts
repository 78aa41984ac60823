import { Worker } from 'node:worker_threads'
import type { LearnOrder } from './learn-worker.ts'
import type { LearntView } from './learn-views.ts'

/** Learns in a thread of its own, which holds up nobody. Settles when it is done; `signal` ends it early, which rejects. */
export function learnAside(order: LearnOrder, learnt: (view: LearntView) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./learn-worker.ts', import.meta.url), { workerData: order })
    const stop = (): void => void thread.terminate()
    signal.addEventListener('abort', stop)
    thread.on('message', (view: LearntView) => learnt(view))
    thread.once('error', reject)
    thread.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(new Error(`The thread that learns ended with ${code}.`))
    })
  })
}
