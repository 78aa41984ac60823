import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { newId } from '#shared/new-id.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite } from '../sync/ledger.ts'
import { snoozedCases } from '../sync/rows.ts'
import { type DueSnooze, Snoozes } from './snoozes.ts'

export interface SnoozeClockPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 500
/** As many as go into one batch beside what windows send; the rest is due again half a second later. */
const mostAtOnce = 200

const ending = ({ caseId, until }: DueSnooze, now: string) => ({
  mid: 1,
  opId: newId(),
  name: 'case.end-snooze',
  args: { caseId, until },
  at: now,
  dependsOn: [],
})

/** Brings cases back when their snoozes are over, as a mutation like any other: at most a second late. */
export class SnoozeClock {
  readonly #ports: SnoozeClockPorts
  readonly #snoozes = new Snoozes()
  readonly #timer: NodeJS.Timeout
  #followed = 0
  #isEnding = false

  constructor(ports: SnoozeClockPorts) {
    this.#ports = ports
    this.#timer = setInterval(() => void this.tick().catch(ports.failed), tickMs)
  }

  /** Reads every snooze there is; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    let followed: number
    do {
      followed = this.#followed
      const cases = await snoozedCases(this.#ports.reading)
      if (followed === this.#followed) this.#snoozes.load(cases)
    } while (followed !== this.#followed)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    this.#snoozes.follow(writes)
  }

  /** Another process changed something. */
  reload(): void {
    this.load().catch(this.#ports.failed)
  }

  /** Looks once. What could not be stored is due again the next time. */
  async tick(): Promise<void> {
    if (this.#isEnding) return
    const due = this.#snoozes.due(this.#ports.now()).slice(0, mostAtOnce)
    if (due.length === 0) return
    this.#isEnding = true
    try {
      await Promise.all(due.map((snooze) => this.#end(snooze)))
    } finally {
      this.#isEnding = false
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Judged once more when its batch runs: it may have been put aside anew a moment before. */
  #end(due: DueSnooze): Promise<unknown> {
    const { batcher, now } = this.#ports
    return batcher.submit(1, () => {
      if (!this.#snoozes.has(due)) return null
      const sent = ending(due, new Date(now()).toISOString())
      return { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations: [sent] }
    })
  }
}
