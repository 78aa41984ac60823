import { type DeviceLock, type PinStanding, type ShareAnswer, refusedWith } from './device-lock.ts'
import { callService } from './service-call.ts'

/** Until the service is asked again, in milliseconds: desks that stand locked over night are many, and one that waits for a sign-in is somebody's. */
const pause = { known: 60_000, unreachable: 5000 } as const
const patience = 10_000

/** What is heard of the service while a desk is locked. */
export interface ShutEars {
  /** Whether it answers, and how the PIN stands by then. */
  readonly reachable: (isReachable: boolean, standing: PinStanding) => void
  /** This computer is to forget its cases, the account was closed, or the session is over. */
  readonly refused: (answer: ShareAnswer) => void
}

/** Whether the desk may still be opened here. The share that comes with the answer is thrown away unread: a locked desk needs no key. */
async function ask({ session: { token, deviceId }, serviceUrl }: DeviceLock): Promise<ShareAnswer | 'known'> {
  try {
    const response = await callService(serviceUrl, '/api/share', { deviceId, generation: null }, { token, patience })
    if (!response.ok) return refusedWith(response.status, await response.json())
    await response.body?.cancel()
    return 'known'
  } catch {
    // No network, a proxy's own page, or an answer cut off.
    return { is: 'unreachable' }
  }
}

/** Asks the service while a desk is locked, at once when a network returns, so that a computer that is to forget its cases does. Answers how to stop. */
export function watchShut(lock: DeviceLock, { reachable, refused }: ShutEars): () => void {
  let isStopped = false
  let wake = (): void => undefined
  const onReturn = (): void => wake()
  const run = async (): Promise<void> => {
    while (!isStopped) {
      const answer = await ask(lock)
      const isKnown = answer === 'known'
      const standing = await (isKnown ? lock.renewLease() : lock.pinStanding())
      if (isStopped) return
      if (!isKnown && answer.is !== 'unreachable') return refused(answer)
      reachable(isKnown, standing)
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, isKnown ? pause.known : pause.unreachable)
      })
    }
  }
  globalThis.addEventListener('online', onReturn)
  run().catch((error: unknown) => reportError(error))
  return () => {
    isStopped = true
    wake()
    globalThis.removeEventListener('online', onReturn)
  }
}
