import type { Pool } from 'pg'
import type { Sessions } from '../accounts/sessions.ts'
import type { Batcher } from './batcher.ts'
import type { Gateway } from './gateway.ts'
import { epochAndHead } from './postgres-feed.ts'

export interface WatchPorts {
  readonly pool: Pool
  readonly gateway: Gateway
  readonly sessions: Sessions
  readonly batcher: Batcher
  readonly failed: (error: unknown) => void
  readonly epoch: string
  /** The database is behind what windows were told, or of another history: somebody put an older one in its place [S23]. */
  readonly replaced: () => void
}

const everyMs = 2000

/** Looks every two seconds for what other processes did: commits of an importer, sessions that were revoked elsewhere [S12]. */
export class HeadWatch {
  readonly #ports: WatchPorts
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #lookedAt = performance.now()
  #isStopped = false

  constructor(ports: WatchPorts) {
    this.#ports = ports
    this.#schedule()
  }

  /** Whether it looked, with success, within the last three rounds. */
  get isAlive(): boolean {
    return !this.#isStopped && performance.now() - this.#lookedAt < 3 * everyMs
  }

  /** Looks once, now. */
  async look(): Promise<void> {
    const { pool, gateway, sessions, batcher } = this.#ports
    // Asked for before the database is: what commits meanwhile only makes the database's head larger.
    const told = gateway.head
    const { epoch, head } = await epochAndHead(pool)
    if (head < told || epoch !== this.#ports.epoch) this.#ports.replaced()
    // While a batch of ours runs, a new head may be its own: the gateway hears of that one from the batcher.
    if (head > gateway.head && !batcher.isRunning) {
      gateway.advance(head)
      gateway.reload()
    }
    for (const { key, end } of await sessions.ended(gateway.sessionKeys())) gateway.end([key], end)
    this.#lookedAt = performance.now()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #schedule(): void {
    if (this.#isStopped) return
    this.#timer = setTimeout(() => {
      this.#looking = this.look()
        .catch(this.#ports.failed)
        .then(() => this.#schedule())
    }, everyMs)
  }
}
