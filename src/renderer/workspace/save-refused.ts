import type { Clock } from '#renderer/sync/link.ts'
import type { Keeping } from './workspace.ts'

/** What may have been refused by the disk, and how to offer it again. */
export interface Refused {
  readonly keeping: Pick<Keeping, 'unsafe' | 'isBehind'>
  saveAgain(): Promise<void>
  subscribe(listener: () => void): () => void
}

/** How long to wait until the disk is offered once more what it refused, in milliseconds. */
const pauseMs = 5000

/**
 * Offers the disk again and again what it refused, until it takes it: an agent who frees some space need do nothing else. Returns how to
 * stop.
 */
export function saveRefused(workspace: Refused, clock: Pick<Clock, 'after'>): () => void {
  let cancel: (() => void) | null = null
  const look = (): void => {
    const { unsafe, isBehind } = workspace.keeping
    if (cancel !== null || (unsafe === 0 && !isBehind)) return
    cancel = clock.after(pauseMs, () => {
      // Where it is refused again the screen says so already, and the next round comes.
      workspace
        .saveAgain()
        .catch(() => undefined)
        .finally(() => {
          cancel = null
          look()
        })
    })
  }
  const unsubscribe = workspace.subscribe(look)
  look()
  return () => {
    unsubscribe()
    cancel?.()
    cancel = (): void => undefined
  }
}
