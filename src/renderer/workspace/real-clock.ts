import { newId } from '#shared/new-id.ts'
import type { Clock } from '#renderer/sync/link.ts'
import { inNextTask } from '#renderer/sync/next-task.ts'

/** The window's own time and chance. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, work) => {
    if (ms <= 0) return atOnce(work)
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
  newId,
}

function atOnce(work: () => void): () => void {
  let isWanted = true
  inNextTask(() => isWanted && work())
  return () => (isWanted = false)
}
