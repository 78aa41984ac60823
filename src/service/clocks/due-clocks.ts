import { Case, isOpenCase } from '#shared/domain/case.ts'
import type { AnyRow } from '#shared/tables.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'
import { SortedList } from './sorted-list.ts'

/** A case with a clock to be looked at, and from when on, ISO 8601. */
interface DueCase {
  readonly caseId: string
  readonly at: string
}

const Timed = Case.pick({ clocksAt: true, times: true, status: true })

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Which case has to be looked at when, the next one first. In memory alone: the clocks are rows. */
export class DueClocks {
  readonly #at = new Map<string, string>()
  /** Open cases that nobody has kept time of yet. */
  readonly untimed = new Set<string>()
  #list = new SortedList<DueCase>((a, b) => byText(a.at, b.at) || byText(a.caseId, b.caseId))

  /** Takes over every case with a clock, and every one that should have some. */
  load(clocked: readonly StoredRow[], untimed: readonly string[]): void {
    for (const caseId of this.#at.keys()) this.#put(caseId, null)
    this.untimed.clear()
    for (const { id, row } of clocked) this.#follow(id, row)
    for (const id of untimed) this.untimed.add(id)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row } of writes) if (table === 'cases') this.#follow(id, row)
  }

  /** The first of those that have to be looked at by now, at most so many. */
  due(now: string, most: number): string[] {
    const due: string[] = []
    for (let index = 0; index < most; index++) {
      const next = this.#list.at(index)
      if (next === undefined || next.at > now) break
      due.push(next.caseId)
    }
    return due
  }

  /** Whether this case has to be looked at by now. */
  isDue(caseId: string, now: string): boolean {
    const at = this.#at.get(caseId)
    return at !== undefined && at <= now
  }

  #follow(caseId: string, row: AnyRow | null): void {
    const timed = row === null ? null : Timed.parse(row)
    if (timed !== null && timed.times === undefined && isOpenCase(timed)) this.untimed.add(caseId)
    else this.untimed.delete(caseId)
    this.#put(caseId, timed?.clocksAt ?? null)
  }

  #put(caseId: string, at: string | null): void {
    const was = this.#at.get(caseId)
    if (was === (at ?? undefined)) return
    if (was !== undefined) this.#list.remove({ caseId, at: was })
    if (at === null) this.#at.delete(caseId)
    else {
      this.#at.set(caseId, at)
      this.#list.add({ caseId, at })
    }
  }
}
