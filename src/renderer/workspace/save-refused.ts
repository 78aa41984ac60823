import type { Clock } from '#renderer/sync/link.ts'
import type { Workspace } from './workspace.ts'

/** How long to wait until the disk is offered once more what it refused, in milliseconds. */
const pauseMs = 5000

/**
 * Offers the disk again and again what it refused, until it takes it: an agent who frees some space need do nothing else. Returns how to
 * stop.
 */
export function saveRefused(
  workspace: Pick<Workspace, 'keeping' | 'saveAgain' | 'subscribe'>,
  clock: Pick<Clock, 'after'>,
): () => void {
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
