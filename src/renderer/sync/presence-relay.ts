import type { Hello, PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'
import type { Clock, Link } from './link.ts'
import { Listeners } from './listeners.ts'

/** What was learned from the service on the last connection, for countdowns and ages. */
export interface LastHeard {
  /** When anything came from it last, in milliseconds since 1970; null before the first time. */
  readonly at: number | null
  /** How long a claim outlives the connection, in milliseconds; null where the service did not say. */
  readonly leaseMs: number | null
  /** How long this device may work without the service, in milliseconds, where the service said so: what its site allows by now. */
  readonly offlineLeaseMs?: number
  /** By how much the service's clock is ahead of this computer's, in milliseconds. */
  readonly aheadMs: number
}

/** Carries presence between the window and whichever link is up: said again after each reconnect and heartbeat, since it is a hint [S12]. */
export class PresenceRelay {
  readonly #clock: Pick<Clock, 'now'>
  readonly #listeners = new Listeners<PresenceTold>()
  #heard: LastHeard = { at: null, leaseMs: null, aheadMs: 0 }
  #said: PresenceSaid | null = null
  #link: Pick<Link, 'present'> | null = null

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  get heard(): LastHeard {
    return this.#heard
  }

  /** Says what is open here. */
  present(said: PresenceSaid): void {
    this.#said = said
    this.#link?.present(said)
  }

  /** Hears who is on a case, until the returned function is called. */
  onTold(listener: (told: PresenceTold) => void): () => void {
    return this.#listeners.add(listener)
  }

  up(link: Pick<Link, 'present'>, { leaseMs, offlineLeaseMs, serverAt }: Hello): void {
    const now = this.#clock.now()
    const allowed = offlineLeaseMs === undefined ? {} : { offlineLeaseMs }
    this.#heard = { at: now, leaseMs: leaseMs ?? null, ...allowed, aheadMs: Date.parse(serverAt) - now }
    this.#link = link
    this.#again()
  }

  down(): void {
    this.#link = null
  }

  /** Something came from the service. */
  hear(): void {
    this.#heard = { ...this.#heard, at: this.#clock.now() }
  }

  /** The heartbeat came. */
  beat(): void {
    this.hear()
    this.#again()
  }

  tell(told: PresenceTold): void {
    this.hear()
    this.#listeners.tell(told)
  }

  #again(): void {
    if (this.#said !== null) this.#link?.present(this.#said)
  }
}
