import type { CaseTest } from '#shared/case-query/compile-query.ts'
import { CaseList, type CaseRow, type Compare, type Move } from './case-list.ts'
import { DueTimes } from './due-times.ts'

export interface FilterOf {
  /** The same for as long as the test and the order say the same. */
  readonly name: string
  readonly test: CaseTest
  readonly compare: Compare
}

/** The cases that pass a test, in order. Tests every case once, and after that those that change, or whose time has come. */
export class FilteredCases {
  readonly name: string
  readonly #test: CaseTest
  readonly #list: CaseList
  readonly #members = new Set<CaseRow>()
  readonly #due = new DueTimes()

  /** `among`: those to be tested; `now` in milliseconds since 1970. */
  constructor({ name, test, compare }: FilterOf, among: Iterable<CaseRow>, now: number) {
    this.name = name
    this.#test = test
    this.#list = new CaseList(compare)
    for (const row of among) {
      if (this.#asks(row, now)) {
        this.#members.add(row)
        this.#list.begin(row)
      }
    }
  }

  get count(): number {
    return this.#members.size
  }

  /** Another array after a change of one of them, the same one without. */
  rows(): readonly CaseRow[] {
    return this.#list.inOrder()
  }

  /** A case came, went or changed. */
  move({ id, turn, before, now }: Move, at: number): void {
    const left = before !== undefined && this.#members.delete(before) ? before : undefined
    const joined = now !== undefined && this.#asks(now, at) ? now : undefined
    if (joined !== undefined) this.#members.add(joined)
    if (left !== undefined || joined !== undefined) this.#list.move({ id, turn, before: left, now: joined })
  }

  /** When the answer for some case changes by itself; Infinity: never. */
  get nextAt(): number {
    return this.#due.nextAt
  }

  /** Asks those anew whose time has come. Answers whether any came or went. */
  tick(at: number, turn: number, rowOf: (id: string) => CaseRow | undefined): boolean {
    let isMoved = false
    for (const id of this.#due.take(at)) {
      const row = rowOf(id)
      if (row === undefined) continue
      const was = this.#members.has(row)
      const is = this.#asks(row, at)
      if (was === is) continue
      isMoved = true
      if (is) this.#members.add(row)
      else this.#members.delete(row)
      this.#list.move({ id, turn, before: was ? row : undefined, now: is ? row : undefined })
    }
    return isMoved
  }

  #asks(row: CaseRow, now: number): boolean {
    this.#due.add(this.#test.changesAt(row, now), row.id)
    return this.#test.passes(row, now)
  }
}
