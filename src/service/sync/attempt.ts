import { isDeciding } from './directory.ts'
import type { BatchWrites } from './ledger.ts'
import { WrittenRows } from './written-rows.ts'

/** What a batch was decided on did not come to be, or is not all there is: it has to run again. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
  /** Whether somebody else wrote; otherwise it was the batch before. */
  readonly isByOthers: boolean

  constructor(isByOthers: boolean) {
    super(isByOthers ? 'Somebody else wrote to this workspace.' : 'The batch before was not as it had to be.')
    this.isByOthers = isByOthers
  }
}

/** What a batch will have written; null for nothing. */
interface Decision {
  readonly head: number
  readonly writes: BatchWrites | null
}

/** What a batch stands on: the head before it, and what has been written that its reads may not have found. */
export interface Ground {
  readonly head: number
  readonly written: readonly BatchWrites[]
  readonly rows: WrittenRows
}

/** One batch that is decided before those that were begun earlier are committed. */
export class Attempt {
  readonly #tip: number
  #before: readonly Attempt[]
  readonly #decision = Promise.withResolvers<Decision>()
  readonly #committed = Promise.withResolvers<void>()
  #ground: Promise<Ground> | null = null
  #isDecided = false

  /** `tip`: the head that was committed when it began, by the batch before the first of `before`. */
  constructor(tip: number, before: readonly Attempt[]) {
    this.#tip = tip
    this.#before = before
    // Nobody may wait for either.
    this.#decision.promise.catch(() => undefined)
    this.#committed.promise.catch(() => undefined)
  }

  /** Throws Superseded where what was begun before did not come to be. */
  ground(): Promise<Ground> {
    this.#ground ??= this.#findGround()
    return this.#ground
  }

  async #findGround(): Promise<Ground> {
    const decisions = await Promise.all(this.#before.map((attempt) => attempt.#decision.promise))
    const written = decisions.flatMap(({ writes }) => writes ?? [])
    if (!written.every(isPlain)) throw new Superseded(false)
    return { head: decisions.at(-1)?.head ?? this.#tip, written, rows: new WrittenRows(written) }
  }

  decide(writes: BatchWrites): void {
    this.#isDecided = true
    this.#decision.resolve({ head: writes.head, writes })
  }

  /** Waits until everything before it is committed. Throws Superseded where it is not. */
  turn(): Promise<unknown> {
    return Promise.all(this.#before.map((attempt) => attempt.#committed.promise))
  }

  /** Answers what has come of it. */
  async settled(): Promise<Decision> {
    if (!this.#isDecided) this.#decision.resolve({ head: (await this.ground()).head, writes: null })
    // What nothing was written for may still stand on what is not committed.
    await this.turn()
    return this.#decision.promise
  }

  /** It is committed: the next one may be sent in this very moment. */
  commit(): void {
    this.#committed.resolve()
    // Each holds what it wrote, and would hold all that was ever before it.
    this.#before = []
    this.#ground = null
  }

  fail(): void {
    this.#decision.reject(new Superseded(false))
    this.#committed.reject(new Superseded(false))
  }
}

/** Whether rows can be laid over: audiences of rows that were not written, and what agents hold, change with a commit only. */
const isPlain = ({ childAudiences, rows }: BatchWrites): boolean =>
  childAudiences.length === 0 && !rows.some(({ table }) => isDeciding(table))
