import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { newId } from '#shared/new-id.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'
import { type Due, DueIndex } from './due-index.ts'

export interface RowClockPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 500
/** As many as go into one batch beside what windows send; the rest is due again half a second later. */
const mostAtOnce = 100

/** Which rows of a table are due, and what the service names then. */
export interface Dueness {
  readonly table: TableName
  /** Every row that may be due. */
  readonly load: (on: Pool) => Promise<readonly StoredRow[]>
  /** When the row is due and on which case; null where nothing of it is. */
  readonly dueIn: (row: AnyRow) => { readonly at: string; readonly caseId: string } | null
  /** The mutation, judged once more when its batch runs. */
  readonly mutation: (due: Due, caseId: string) => { readonly name: string; readonly args: unknown }
}

/** Brings about what rows say is due at a time, as a mutation like any other: at most a second late. */
export class RowClock {
  readonly #ports: RowClockPorts
  readonly #dueness: Dueness
  readonly #index = new DueIndex()
  readonly #caseOf = new Map<string, string>()
  readonly #timer: NodeJS.Timeout
  #followed = 0
  #isEnding = false

  constructor(ports: RowClockPorts, dueness: Dueness) {
    this.#ports = ports
    this.#dueness = dueness
    this.#timer = setInterval(() => void this.tick().catch(ports.failed), tickMs)
  }

  /** Reads all that may be due; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    let followed: number
    do {
      followed = this.#followed
      const rows = await this.#dueness.load(this.#ports.reading)
      if (followed !== this.#followed) continue
      this.#index.clear()
      this.#caseOf.clear()
      for (const { id, row } of rows) this.#put(id, row)
    } while (followed !== this.#followed)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    for (const { table, id, row } of writes) if (table === this.#dueness.table) this.#put(id, row)
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
    const due = row === null ? null : this.#dueness.dueIn(row)
    this.#index.put(id, due?.at ?? null)
    if (due === null) this.#caseOf.delete(id)
    else this.#caseOf.set(id, due.caseId)
  }

  /** What is not due any more by then is left alone. */
  #expire(due: Due): Promise<unknown> {
    const { batcher, now } = this.#ports
    return batcher.submit(1, () => {
      const caseId = this.#caseOf.get(due.id)
      if (caseId === undefined || !this.#index.has(due)) return null
      const at = new Date(now()).toISOString()
      const sent = { mid: 1, opId: newId(), ...this.#dueness.mutation(due, caseId), at, dependsOn: [] }
      return { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations: [sent] }
    })
  }
}
