import { Case } from '#shared/domain/case.ts'
import type { AnyRow } from '#shared/tables.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'

/** A snooze that ends by the clock. */
export interface DueSnooze {
  readonly caseId: string
  /** The instant as the row has it. */
  readonly until: string
}

const Snoozed = Case.pick({ snooze: true })

const untilIn = (row: AnyRow | null): string | null =>
  row === null ? null : (Snoozed.parse(row).snooze?.until ?? null)

/** Every snooze there is that ends by the clock. In memory alone: the snoozes are rows. */
export class Snoozes {
  readonly #until = new Map<string, string>()

  /** Takes over every snoozed case there is. */
  load(cases: readonly StoredRow[]): void {
    this.#until.clear()
    for (const { id, row } of cases) this.#put(id, row)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row } of writes) if (table === 'cases') this.#put(id, row)
  }

  /** Those whose time has come; `now` in milliseconds since 1970. */
  due(now: number): DueSnooze[] {
    const due: DueSnooze[] = []
    for (const [caseId, until] of this.#until) if (Date.parse(until) <= now) due.push({ caseId, until })
    return due
  }

  /** Whether the case is put aside until this very instant. */
  has({ caseId, until }: DueSnooze): boolean {
    return this.#until.get(caseId) === until
  }

  #put(caseId: string, row: AnyRow | null): void {
    const until = untilIn(row)
    if (until === null) this.#until.delete(caseId)
    else this.#until.set(caseId, until)
  }
}
