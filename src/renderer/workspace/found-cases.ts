import { isOpenCase } from '#shared/domain/case.ts'
import { CaseList, type CaseRow, type Move, byLatest, byWaiting } from './case-list.ts'

/** The cases that pass a test: open ones first, in the order of the lists. Tests every case once, and after that those that change. */
export class FoundCases {
  /** The same for as long as the test says the same. */
  readonly name: string
  readonly #passes: (row: CaseRow) => boolean
  readonly #open = new CaseList(byWaiting)
  readonly #solved = new CaseList(byLatest)
  readonly #members: Set<CaseRow>
  #rows: readonly CaseRow[] | null

  /** `among`: those to be tested, in the order of the lists. */
  constructor(name: string, passes: (row: CaseRow) => boolean, among: readonly CaseRow[]) {
    this.name = name
    this.#passes = passes
    const rows = among.filter(passes)
    this.#rows = rows
    this.#members = new Set(rows)
    for (const row of rows) this.#listOf(row).begin(row)
  }

  /** A case came, went or changed. */
  move({ id, turn, before, now }: Move): void {
    const left = before !== undefined && this.#members.delete(before) ? before : undefined
    const joined = now !== undefined && this.#passes(now) ? now : undefined
    if (left === undefined && joined === undefined) return
    this.#rows = null
    if (joined !== undefined) this.#members.add(joined)
    const from = left === undefined ? null : this.#listOf(left)
    const to = joined === undefined ? null : this.#listOf(joined)
    if (from === to) return from?.move({ id, turn, before: left, now: joined })
    from?.move({ id, turn, before: left, now: undefined })
    to?.move({ id, turn, before: undefined, now: joined })
  }

  /** Another array after a change of one of them, the same one without. */
  rows(): readonly CaseRow[] {
    return (this.#rows ??= [...this.#open.inOrder(), ...this.#solved.inOrder()])
  }

  #listOf(row: CaseRow): CaseList {
    return isOpenCase(row) ? this.#open : this.#solved
  }
}
