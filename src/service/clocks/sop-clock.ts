import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { newId } from '#shared/new-id.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite } from '../sync/ledger.ts'
import { allRows } from '../sync/rows.ts'
import { type DueSop, SopTurns } from './sop-turns.ts'

export interface SopClockPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 500
/** As many as go into one batch beside what windows send; the rest is due again half a second later. */
const mostAtOnce = 200

const ending = (due: DueSop, now: string) => ({
  mid: 1,
  opId: newId(),
  name: 'sop.end',
  args: { ...due },
  at: now,
  dependsOn: [],
})

/** Takes SOPs out of force when they expire or a later version holds, as a mutation like any other: at most a second late. */
export class SopClock {
  readonly #ports: SopClockPorts
  readonly #turns = new SopTurns()
  readonly #timer: NodeJS.Timeout
  #followed = 0
  #lookAt = 0
  #isEnding = false

  constructor(ports: SopClockPorts) {
    this.#ports = ports
    this.#timer = setInterval(() => void this.tick().catch(ports.failed), tickMs)
  }

  /** Reads every SOP there is; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    let followed: number
    do {
      followed = this.#followed
      const sops = await allRows(this.#ports.reading, ['sops'])
      if (followed === this.#followed) this.#turns.load(sops)
    } while (followed !== this.#followed)
    this.#lookAt = 0
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    if (this.#turns.follow(writes)) this.#lookAt = 0
  }

  /** Another process changed something. */
  reload(): void {
    this.load().catch(this.#ports.failed)
  }

  /** Looks, where something can be due. What could not be stored is due again the next time. */
  async tick(): Promise<void> {
    const now = this.#ports.now()
    if (this.#isEnding || now < this.#lookAt) return
    const due = this.#turns.due(now).slice(0, mostAtOnce)
    if (due.length === 0) {
      this.#lookAt = this.#turns.nextAt(now)
      return
    }
    this.#isEnding = true
    try {
      await Promise.all(due.map((one) => this.#end(one)))
    } finally {
      this.#isEnding = false
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #end(due: DueSop): Promise<unknown> {
    const { batcher, now } = this.#ports
    return batcher.submit(1, () => {
      const sent = ending(due, new Date(now()).toISOString())
      return { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations: [sent] }
    })
  }
}
