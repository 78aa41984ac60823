import { cappedLease } from './policy.ts'
import type { PinLock } from '#renderer/sync/seal/pin-lock.ts'

/** As much of a workspace as the lease needs to know whether the service is there, and what it allows by now. */
export interface Connected {
  readonly sync: { readonly connection: 'connecting' | 'online' | 'offline' }
  readonly heard: { readonly offlineLeaseMs?: number }
  subscribe(listener: () => void): () => void
}

/** How often the time is looked at, and a desk that stays connected has its lease renewed, in milliseconds. */
const every = 60_000
/** A desk that is open does not close over a short disconnect, however short the lease; milliseconds. */
const grace = 5 * 60_000

/** How long an open desk may go on without the service. Each contact begins it anew. */
export class OfflineLease {
  readonly #pin: PinLock
  #leaseMs: number
  #until: number
  /** The same end by the clock that nobody can set. */
  #deadline: number

  /** `until`: milliseconds since 1970. */
  constructor(pin: PinLock, leaseMs: number, until: number) {
    this.#pin = pin
    this.#leaseMs = leaseMs
    this.#until = leaseMs < grace ? Date.now() + grace : until
    this.#deadline = performance.now() + this.#until - Date.now()
  }

  /** Watches until stopped; calls `over` once when the lease has run out. */
  watch(workspace: Connected, over: () => void): () => void {
    let wasOnline = false
    const look = (): void => {
      if (workspace.sync.connection === 'online') this.#renew(workspace.heard.offlineLeaseMs)
      else if (Date.now() >= this.#until || performance.now() >= this.#deadline) {
        stop()
        over()
      } else void this.#pin.noteTime().catch((error: unknown) => reportError(error))
    }
    const timer = setInterval(look, every)
    const unsubscribe = workspace.subscribe(() => {
      const isOnline = workspace.sync.connection === 'online'
      if (isOnline && !wasOnline) look()
      wasOnline = isOnline
    })
    const stop = (): void => {
      clearInterval(timer)
      unsubscribe()
    }
    return stop
  }

  /** The site may allow more or less than when the desk was opened. */
  #renew(allowedMs: number | undefined): void {
    this.#leaseMs = cappedLease(allowedMs ?? this.#leaseMs)
    const most = Math.max(this.#leaseMs, grace)
    this.#until = Date.now() + most
    this.#deadline = performance.now() + most
    this.#pin.renew(this.#leaseMs).catch((error: unknown) => reportError(error))
  }
}
