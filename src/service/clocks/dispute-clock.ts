import type { Pool } from 'pg'
import { Dispute } from '#shared/domain/dispute.ts'
import { newId } from '#shared/new-id.ts'
import type { AnyRow } from '#shared/tables.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite } from '../sync/ledger.ts'
import { runningDisputes } from '../sync/rows.ts'
import { type Due, DueIndex } from './due-index.ts'

export interface DisputeClockPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 500
/** As many as go into one batch beside what windows send; the rest is due again half a second later. */
const mostAtOnce = 100

const Worked = Dispute.pick({ work: true })

/** When the dispute is due and on which case; null where nothing of it is, or the desk was told already. */
function dueIn(row: AnyRow | null): { readonly at: string; readonly caseId: string } | null {
  const work = row === null ? null : Worked.parse(row).work
  if (work === null || work === undefined || !work.clock.runs || work.clock.overdueSince !== null) return null
  return { at: work.clock.at, caseId: work.caseId }
}

/** Brings about what follows when a deadline of a dispute has passed, as a mutation like any other: at most a second late. */
export class DisputeClock {
  readonly #ports: DisputeClockPorts
  readonly #index = new DueIndex()
  readonly #caseOf = new Map<string, string>()
  readonly #timer: NodeJS.Timeout
  #followed = 0
  #isEnding = false

  constructor(ports: DisputeClockPorts) {
    this.#ports = ports
    this.#timer = setInterval(() => void this.tick().catch(ports.failed), tickMs)
  }

  /** Reads every deadline that runs; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    let followed: number
    do {
      followed = this.#followed
      const rows = await runningDisputes(this.#ports.reading)
      if (followed !== this.#followed) continue
      this.#index.clear()
      this.#caseOf.clear()
      for (const { id, row } of rows) this.#put(id, row)
    } while (followed !== this.#followed)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    for (const { table, id, row } of writes) if (table === 'disputes') this.#put(id, row)
  }

  /** Another process changed something. */
  reload(): void {
    this.load().catch(this.#ports.failed)
  }

  /** Looks once. What could not be stored is due again the next time. */
  async tick(): Promise<void> {
    if (this.#isEnding) return
    const due = this.#index.due(this.#ports.now(), mostAtOnce)
    if (due.length === 0) return
    this.#isEnding = true
    try {
      await Promise.all(due.map((one) => this.#expire(one)))
    } finally {
      this.#isEnding = false
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #put(id: string, row: AnyRow | null): void {
    const due = dueIn(row)
    this.#index.put(id, due?.at ?? null)
    if (due === null) this.#caseOf.delete(id)
    else this.#caseOf.set(id, due.caseId)
  }

  /** Judged once more when its batch runs: the dispute may have moved on a moment before. */
  #expire(due: Due): Promise<unknown> {
    const { batcher, now } = this.#ports
    return batcher.submit(1, () => {
      const caseId = this.#caseOf.get(due.id)
      if (caseId === undefined || !this.#index.has(due)) return null
      const ids = { eventId: newId(), customerMessageId: newId(), sellerMessageId: newId() }
      const args = { caseId, disputeId: due.id, at: due.at, ...ids }
      const at = new Date(now()).toISOString()
      const sent = { mid: 1, opId: newId(), name: 'dispute.expire', args, at, dependsOn: [] }
      return { actor: { kind: 'system', name: 'clock' }, held: ['*'], clientId: null, mutations: [sent] }
    })
  }
}
