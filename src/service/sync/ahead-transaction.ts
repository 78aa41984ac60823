import { type Scope, maySee } from '#shared/audience.ts'
import { isDeciding } from './directory.ts'
import type {
  BatchWrites,
  ClientState,
  LedgerReads,
  LedgerTransaction,
  ParentKey,
  RowKey,
  StoredResult,
  StoredRow,
} from './ledger.ts'
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
interface Ground {
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
  async turn(): Promise<void> {
    await Promise.all(this.#before.map((attempt) => attempt.#committed.promise))
  }

  /** Answers the head that this batch leaves. */
  async settled(): Promise<number> {
    if (!this.#isDecided) this.#decision.resolve({ head: (await this.ground()).head, writes: null })
    // What nothing was written for may still stand on what is not committed.
    await this.turn()
    return (await this.#decision.promise).head
  }

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

/** Reads of what is committed, with what is about to be laid over them. */
export class AheadTransaction implements LedgerTransaction {
  readonly #reads: LedgerReads
  readonly #store: { write(writes: BatchWrites, from: number): Promise<void> }
  readonly #attempt: Attempt

  constructor(
    reads: LedgerReads,
    store: { write(writes: BatchWrites, from: number): Promise<void> },
    attempt: Attempt,
  ) {
    this.#reads = reads
    this.#store = store
    this.#attempt = attempt
  }

  async head(): Promise<number> {
    const { head } = await this.#attempt.ground()
    return head
  }

  async resultsOf(opIds: readonly string[]): Promise<Map<string, StoredResult>> {
    const [found, { written }] = await this.#over(this.#reads.resultsOf(opIds))
    for (const { mutations } of written) {
      for (const { opId, agentId, outcome } of mutations) found.set(opId, { agentId, outcome })
    }
    return found
  }

  async clients(clientIds: readonly string[]): Promise<Map<string, ClientState>> {
    const [found, { written }] = await this.#over(this.#reads.clients(clientIds))
    for (const { clients } of written) for (const client of clients) found.set(client.clientId, client)
    return found
  }

  async seenBy(held: readonly Scope[], ids: readonly RowKey[], parents: readonly ParentKey[]): Promise<StoredRow[]> {
    const [found, { rows }] = await this.#over(this.#reads.seenBy(held, ids, parents))
    const scopes = new Set(held)
    return rows.over(found, ids, parents).filter(({ audience }) => maySee(scopes, audience))
  }

  async stored(ids: readonly RowKey[]): Promise<StoredRow[]> {
    const [found, { rows }] = await this.#over(this.#reads.stored(ids))
    return rows.over(found, ids, [])
  }

  // Asked for seldom, and hard to lay over: what was begun before is waited for.
  async sentUnder(clientId: string, mids: readonly number[]): Promise<Map<number, string>> {
    await this.#attempt.turn()
    return this.#reads.sentUnder(clientId, mids)
  }

  readonly casesNaming: LedgerTransaction['casesNaming'] = async (ids) => {
    await this.#attempt.turn()
    return this.#reads.casesNaming(ids)
  }

  async seenThrough(ids: readonly string[]): Promise<StoredRow[]> {
    await this.#attempt.turn()
    return this.#reads.seenThrough(ids)
  }

  async write(writes: BatchWrites): Promise<void> {
    const from = await this.head()
    this.#attempt.decide(writes)
    await this.#attempt.turn()
    await this.#store.write(writes, from)
  }

  /** What was found, and what to lay over it. */
  #over<T>(reading: Promise<T>): Promise<[T, Ground]> {
    return Promise.all([reading, this.#attempt.ground()])
  }
}
