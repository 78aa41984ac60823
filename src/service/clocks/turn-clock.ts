import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { newId } from '#shared/new-id.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'

export interface TurnClockPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 500
/** As many as go into one batch beside what windows send; the rest is due again half a second later. */
const mostAtOnce = 200

/** What comes up by time, as rows say it. In memory alone. */
export interface Turns<Due> {
  /** Takes over all that there is. */
  load(rows: readonly StoredRow[]): void
  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void
  /** What is due by now, in milliseconds since 1970, at most so many. Cheap while nothing is. */
  due(now: number, most: number): readonly Due[]
  /** Whether that is due still, as rows stand. */
  has(due: Due): boolean
}

/** What a clock brings about. */
export interface TurnWork<Due> {
  readonly turns: Turns<Due>
  /** Every row that something may come of. */
  readonly read: (on: Pool) => Promise<readonly StoredRow[]>
  /** The mutation, judged once more when its batch runs. */
  readonly mutation: (due: Due) => { readonly name: string; readonly args: unknown }
}

/** Brings about what rows say is due at a time, as a mutation like any other: at most a second late. */
export class TurnClock<Due> {
  readonly #ports: TurnClockPorts
  readonly #work: TurnWork<Due>
  readonly #timer: NodeJS.Timeout
  #followed = 0
  #isAtWork = false

  constructor(ports: TurnClockPorts, work: TurnWork<Due>) {
    this.#ports = ports
    this.#work = work
    this.#timer = setInterval(() => void this.tick().catch(ports.failed), tickMs)
  }

  /** Reads all that may be due; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    let followed: number
    do {
      followed = this.#followed
      const rows = await this.#work.read(this.#ports.reading)
      if (followed === this.#followed) this.#work.turns.load(rows)
    } while (followed !== this.#followed)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    this.#work.turns.follow(writes)
  }

  /** Another process changed something. */
  reload(): void {
    this.load().catch(this.#ports.failed)
  }

  /** Looks once. What could not be stored is due again the next time. */
  async tick(): Promise<void> {
    if (this.#isAtWork) return
    const due = this.#work.turns.due(this.#ports.now(), mostAtOnce)
    if (due.length === 0) return
    this.#isAtWork = true
    try {
      await Promise.all(due.map((one) => this.#bringAbout(one)))
    } finally {
      this.#isAtWork = false
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** What is not due any more by then is left alone. */
  #bringAbout(due: Due): Promise<unknown> {
    const { batcher, now } = this.#ports
    return batcher.submit(1, () => {
      if (!this.#work.turns.has(due)) return null
      const at = new Date(now()).toISOString()
      const sent = { mid: 1, opId: newId(), ...this.#work.mutation(due), at, dependsOn: [] }
      return { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations: [sent] }
    })
  }
}
