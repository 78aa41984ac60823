import type { Row } from '#shared/tables.ts'

export type CaseRow = Row<'cases'>

/** Says which of two cases comes first: below zero, the first. */
export type Compare = (a: CaseRow, b: CaseRow) => number

/** A case that changed since the list was last looked at: as it stood in it, and as it stands now; undefined where it did or does not. */
export interface Move {
  readonly id: string
  /** Grows from one look at any of the lists to the next: within a turn no case moves twice. */
  readonly turn: number
  readonly before: CaseRow | undefined
  readonly now: CaseRow | undefined
}

/** Up to so many rows are put in their places one by one; more are merged in, in one pass. */
const mostSpliced = 32
/** More moves than this are not kept for the next look. */
const mostMoves = 4000

/**
 * One list of cases, in order as of when it was last looked at, with what moved since then: a list that nobody looks at costs next to
 * nothing, and one that somebody does a few comparisons for each case that changed.
 */
export class CaseList {
  readonly #compare: Compare
  #rows: CaseRow[] = []
  #isInOrder = true
  #moves: Move[] = []
  #count = 0

  /** Those that the order leaves equal stand as they were made: the same cases stand in the same order on every computer. */
  constructor(compare: Compare) {
    this.#compare = (a, b) => compare(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  }

  get count(): number {
    return this.#count
  }

  /** Takes in a row that the list starts with. */
  begin(row: CaseRow): void {
    this.#rows.push(row)
    this.#isInOrder = false
    this.#count += 1
  }

  /** A case came, went or changed. Rows are never changed in place: `before` is the very object that was taken in. */
  move(move: Move): void {
    this.#moves.push(move)
    if (move.before === undefined) this.#count += 1
    if (move.now === undefined) this.#count -= 1
    if (this.#moves.length > mostMoves) this.inOrder()
  }

  /** In any order: putting thousands in order takes longer than a key may wait. */
  rows(): readonly CaseRow[] {
    return this.#moves.length === 0 ? this.#rows : this.inOrder()
  }

  /** Another array after a change, the same one without. */
  inOrder(): readonly CaseRow[] {
    if (!this.#isInOrder) this.#rows = [...this.#rows].sort(this.#compare)
    this.#isInOrder = true
    if (this.#moves.length === 0) return this.#rows
    this.#rows = this.#after(inOne(this.#moves))
    this.#moves = []
    return this.#rows
  }

  /** Most cases that change stay where they are. `rows` is in order all the while: what has to leave does so at the end. */
  #after(moves: Iterable<Move>): CaseRow[] {
    const rows = [...this.#rows]
    const leaving: number[] = []
    const coming: CaseRow[] = []
    for (const { before, now } of moves) {
      const at = before === undefined ? -1 : this.#find(rows, before)
      if (at !== -1 && now !== undefined && this.#fits(rows, at, now)) {
        rows[at] = now
        continue
      }
      if (at !== -1) leaving.push(at)
      if (now !== undefined) coming.push(now)
    }
    leaving.sort((a, b) => b - a)
    return leaving.length + coming.length > mostSpliced
      ? this.#merged(rows, leaving, coming)
      : this.#spliced(rows, leaving, coming)
  }

  #fits(rows: readonly CaseRow[], at: number, now: CaseRow): boolean {
    const [above, below] = [rows[at - 1], rows[at + 1]]
    return (
      (above === undefined || this.#compare(above, now) <= 0) && (below === undefined || this.#compare(now, below) <= 0)
    )
  }

  #find(rows: readonly CaseRow[], row: CaseRow): number {
    // Among those of the same place in the order it is this very object.
    return rows.indexOf(
      row,
      placeOf(rows, (other) => this.#compare(other, row) < 0),
    )
  }

  #spliced(rows: CaseRow[], leaving: readonly number[], coming: readonly CaseRow[]): CaseRow[] {
    for (const at of leaving) rows.splice(at, 1)
    for (const row of coming) {
      const at = placeOf(rows, (other) => this.#compare(other, row) <= 0)
      rows.splice(at, 0, row)
    }
    return rows
  }

  /** `leaving` are places, the last one first. */
  #merged(rows: readonly CaseRow[], leaving: number[], coming: CaseRow[]): CaseRow[] {
    const merged: CaseRow[] = []
    let from = 0
    const takeUpTo = (to: number): void => {
      for (let left = leaving.at(-1); left !== undefined && left < to; left = leaving.at(-1)) {
        merged.push(...rows.slice(from, left))
        from = left + 1
        leaving.pop()
      }
      merged.push(...rows.slice(from, to))
      from = Math.max(from, to)
    }
    for (const row of coming.sort(this.#compare)) {
      takeUpTo(placeOf(rows, (other) => this.#compare(other, row) <= 0))
      merged.push(row)
    }
    takeUpTo(rows.length)
    return merged
  }
}

/** The moves of each case as one. */
function inOne(moves: readonly Move[]): Iterable<Move> {
  if (moves[0]?.turn === moves.at(-1)?.turn) return moves
  const all = new Map<string, Move>()
  for (const move of moves) {
    const earlier = all.get(move.id)
    all.set(move.id, earlier === undefined ? move : { ...move, before: earlier.before })
  }
  return all.values()
}

/** The first place of rows in order whose row is not `before`. */
function placeOf(rows: readonly CaseRow[], before: (other: CaseRow) => boolean): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const other = rows[middle]
    if (other !== undefined && before(other)) from = middle + 1
    else to = middle
  }
  return from
}

/** Whichever changed last comes first. */
export const byLatest: Compare = (a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0)

/** Whoever has waited longest comes first. ISO instants in one zone sort as text. */
export const byWaiting: Compare = (a, b) => {
  if (a.waitingSince === null) return b.waitingSince === null ? byLatest(a, b) : 1
  if (b.waitingSince === null || a.waitingSince < b.waitingSince) return -1
  return a.waitingSince > b.waitingSince ? 1 : byLatest(a, b)
}
