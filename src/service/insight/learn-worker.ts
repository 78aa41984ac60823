import { parentPort, workerData } from 'node:worker_threads'
import { openPool } from '../database/pool.ts'
import { type ViewScopes, learnView } from './learn-views.ts'
import { readLessons } from './read-lessons.ts'

/** What the thread is started with. */
export interface LearnOrder {
  readonly databaseUrl: string
  readonly views: readonly ViewScopes[]
}

// Whoever started it gave it this.
const { databaseUrl, views } = workerData as LearnOrder
// Its connection ends with the thread; one that breaks fails the statement, which ends the thread.
const pool = openPool(databaseUrl, () => undefined, 1)
const lessons = await readLessons(pool)
await pool.end()
for (const view of views) parentPort?.postMessage(learnView(view, lessons))
