import { AheadMemory } from './ahead-memory.ts'
import { AheadTransaction } from './ahead-transaction.ts'
import { Attempt, Superseded } from './attempt.ts'
import type { BatchWork, BatchWrites, Ledger, LedgerReads } from './ledger.ts'

/** What a locked batch came to: where the head stood when it began, and what was written then. */
export interface Reached<T> {
  readonly answer: T
  readonly from: number
  readonly writes: readonly BatchWrites[]
}

/** The store below: it can be read without the lock, and a batch written where nobody else has written since. */
export interface AheadStore {
  /** Runs `work` with reads of what is committed at the time of each. */
  reading<T>(work: (reads: LedgerReads) => Promise<T>): Promise<T>
  /**
   * Gets ready, waits for its turn, takes the lock and writes, where the head still is `from` and none of the mutations is logged yet. Throws
   * Superseded, with nothing written, where it is otherwise.
   */
  write(writes: BatchWrites, from: number, turn: () => Promise<unknown>): Promise<void>
  /** Runs `work` under the lock from its first read on. */
  locked<T>(work: BatchWork<T>): Promise<Reached<T>>
}

/** A batch that is under way. `attempt` is null where it is not, or no longer, decided ahead. */
interface Place {
  attempt: Attempt | null
  ended: Promise<unknown>
}

// Batches under the lock with nobody else's in between, after which one may count on being alone again.
const aloneAfter = 20

/**
 * Decides a batch while the one before it is being committed. Every batch moves the head, and so the head stands for all that is stored: what
 * was read without the lock, with what our own batches wrote since laid over it, is what is there if the head is still ours when the batch
 * is written; the lock is held for that statement alone. Where somebody else wrote meanwhile, nothing is kept and the batch runs under the lock
 * from the beginning, as every batch does until nobody else seems to write here any more [S5].
 */
export class AheadLedger implements Ledger {
  readonly #store: AheadStore
  readonly #memory = new AheadMemory()
  #line: readonly Place[] = []
  /** The head as our last batch left it; null where that is not known. */
  #tip: number | null = null
  #lockedLeft = 0

  constructor(store: AheadStore) {
    this.#store = store
  }

  get atOnce(): number {
    return this.#isAlone ? 2 : 1
  }

  get #isAlone(): boolean {
    return this.#tip !== null && this.#lockedLeft === 0
  }

  inBatch<T>(work: BatchWork<T>, committed: (answer: T) => void = () => undefined): Promise<T> {
    const place: Place = { attempt: null, ended: Promise.resolve() }
    const before = this.#line
    this.#line = [...before, place]
    const leave = (): void => {
      this.#line = this.#line.filter((one) => one !== place)
    }
    // Whoever hears of it may ask for the next at once, and that one is not behind this one any more.
    const told = (answer: T): void => {
      leave()
      committed(answer)
    }
    const running = this.#run(work, told, before, place).finally(leave)
    place.ended = running.catch(() => undefined)
    return running
  }

  async #run<T>(
    work: BatchWork<T>,
    committed: (answer: T) => void,
    before: readonly Place[],
    place: Place,
  ): Promise<T> {
    const attempts = before.flatMap(({ attempt }) => attempt ?? [])
    // Behind one that runs under the lock nobody knows yet what there will be to lay over what is read.
    if (this.#tip !== null && this.#isAlone && attempts.length === before.length) {
      const attempt = new Attempt(this.#tip, attempts)
      place.attempt = attempt
      try {
        return await this.#ahead(work, committed, attempt)
      } catch (error) {
        attempt.fail()
        place.attempt = null
        this.#noteFailure(error)
      }
    }
    await Promise.all(before.map(({ ended }) => ended))
    return this.#locked(work, committed)
  }

  async #ahead<T>(work: BatchWork<T>, committed: (answer: T) => void, attempt: Attempt): Promise<T> {
    const answer = await this.#store.reading((reads) =>
      work(new AheadTransaction(reads, { store: this.#store, memory: this.#memory, attempt })),
    )
    const { head, writes } = await attempt.settled()
    this.#reach(head, writes === null ? [] : [writes])
    committed(answer)
    attempt.commit()
    return answer
  }

  /** Rethrows what is no reason to run the batch again. */
  #noteFailure(error: unknown): void {
    if (!(error instanceof Superseded)) {
      // It may have been committed all the same.
      this.#lose()
      throw error
    }
    if (error.isByOthers) this.#lockedLeft = aloneAfter
  }

  #reach(head: number, writes: readonly BatchWrites[]): void {
    this.#tip = head
    for (const one of writes) this.#memory.note(one)
  }

  #lose(): void {
    this.#tip = null
    this.#memory.forget()
  }

  async #locked<T>(work: BatchWork<T>, committed: (answer: T) => void): Promise<T> {
    const known = this.#tip
    // Until it is committed nothing can be decided ahead of it.
    this.#tip = null
    try {
      const { answer, from, writes } = await this.#store.locked(work)
      if (known !== null && known !== from) this.#lockedLeft = aloneAfter
      else this.#lockedLeft = Math.max(0, this.#lockedLeft - 1)
      if (known !== from) this.#memory.forget()
      this.#reach(writes.at(-1)?.head ?? from, writes)
      committed(answer)
      return answer
    } catch (error) {
      this.#lose()
      throw error
    }
  }
}
