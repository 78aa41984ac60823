import type { MutationResult, PushReply } from '#shared/sync/protocol.ts'
import { isOfTheMoment } from '../database/pool.ts'
import { spread } from '../spread.ts'
import type { Ledger } from './ledger.ts'
import { type BatchDone, type Push, type RuleReport, runPushes } from './run-mutations.ts'

/** What became of one push. */
export interface PushDone {
  readonly reply: PushReply
  readonly results: readonly MutationResult[]
}

/** Makes the push at the moment it runs, so that rights are those of that moment [S16]; null where there are none any more. */
export type PushMaker = () => Push | null

export interface BatcherPorts {
  readonly ledger: Ledger
  /** The service's clock, ISO 8601. */
  readonly now: () => string
  /** Called after each commit, before the next batch begins. */
  readonly committed: (done: BatchDone) => void
  readonly ruleThrew: RuleReport
  /** The store failed; `isOfTheMoment` says whether the windows are told to try again. */
  readonly storeFailed: (error: unknown, isOfTheMoment: boolean) => void
  readonly measured: (batch: { mutations: number; seconds: number }) => void
  /** Calls `begin` once what is at hand has been taken in, so that it shares a batch; without it, at the end of the running code. */
  readonly soon?: (begin: () => void) => void
  /** How long a reply is held before it leaves, milliseconds; missing: not at all. */
  readonly undoMs?: number
}

interface Waiting {
  readonly make: PushMaker
  readonly size: number
  readonly settle: (done: PushDone) => void
  /** Set where the push alone could not be stored. */
  readonly isPoison?: boolean
}

interface Ready extends Waiting {
  readonly push: Push
}

// In one transaction: under load its fixed costs (two ways to the database and a flush to the disk) are shared by more of them. Twice as many
// are under way, one half being decided while the other is written.
const batchMutations = 200
// Mutations: several seconds of work. What comes on top of that waits where it is safe, in the windows' outboxes.
const mostWaiting = 5000

const busy = (): PushDone => ({
  reply: { ok: false, reason: 'busy', retryAfter: spread(500) },
  results: [],
})

const notSignedIn: PushDone = { reply: { ok: false, reason: 'not-signed-in' }, results: [] }

/** Group commit: whatever arrives while batches run shares the next one [S5]. */
export class Batcher {
  readonly #ports: BatcherPorts
  #waiting: Waiting[] = []
  #waitingSize = 0
  #underWay = 0
  #isBeginning = false
  #isClosed = false
  #idle: (() => void)[] = []

  constructor(ports: BatcherPorts) {
    this.#ports = ports
  }

  /** Runs a push of `size` mutations with those of others. Never rejects: a store that fails is answered `busy`. */
  submit(size: number, make: PushMaker): Promise<PushDone> {
    if (this.#isClosed || this.#waitingSize >= mostWaiting) return Promise.resolve(busy())
    this.#waitingSize += size
    return new Promise((settle) => {
      this.#waiting.push({ make, size, settle })
      this.#beginSoon()
    })
  }

  get isRunning(): boolean {
    return this.#underWay > 0 || this.#waiting.length > 0
  }

  /** Takes nothing new, and settles when everything taken before is committed. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.isRunning) await new Promise<void>((idle) => this.#idle.push(idle))
  }

  #beginSoon(): void {
    if (this.#isBeginning) return
    this.#isBeginning = true
    const { soon = queueMicrotask } = this.#ports
    soon(() => {
      this.#isBeginning = false
      this.#begin()
    })
  }

  #begin(): void {
    while (this.#waiting.length > 0 && this.#underWay < this.#ports.ledger.atOnce) {
      this.#underWay += 1
      void this.#commit(this.#take()).then(() => this.#ended())
    }
  }

  #ended(): void {
    this.#underWay -= 1
    if (this.#waiting.length > 0) this.#beginSoon()
    if (this.isRunning) return
    for (const idle of this.#idle) idle()
    this.#idle = []
  }

  #take(): Waiting[] {
    const batch: Waiting[] = []
    let size = 0
    for (const waiting of this.#waiting) {
      if (batch.length > 0 && size + waiting.size > batchMutations) break
      batch.push(waiting)
      size += waiting.size
    }
    this.#waiting = this.#waiting.slice(batch.length)
    this.#waitingSize -= size
    return batch
  }

  /** Runs a batch and settles each of its pushes. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    const { ledger, now, ruleThrew, storeFailed, undoMs = 0 } = this.#ports
    const startedAt = performance.now()
    let ready: readonly Ready[] = []
    try {
      await ledger.inBatch(
        (transaction) => {
          ready = batch.flatMap((waiting) => {
            const push = waiting.make()
            return push === null ? [] : [{ ...waiting, push }]
          })
          return runPushes(transaction, ready.map(pushOf), now, ruleThrew, undoMs)
        },
        (done) => this.#committed(ready, done, (performance.now() - startedAt) / 1000),
      )
      const made = new Set(ready.map(({ settle }) => settle))
      for (const { settle } of batch) if (!made.has(settle)) settle(notSignedIn)
    } catch (error) {
      const isMomentary = isOfTheMoment(error)
      storeFailed(error, isMomentary)
      if (isMomentary) for (const { settle } of batch) settle(busy())
      else await this.#isolate(batch)
    }
  }

  /** Whoever waits is answered before the next batch can be committed, and everyone is told in the order of commits. */
  #committed(ready: readonly Ready[], done: BatchDone, seconds: number): void {
    const mutations = ready.reduce((sum, { size }) => sum + size, 0)
    if (mutations > 0) this.#ports.measured({ mutations, seconds })
    if (done.writes.head > done.from) this.#ports.committed(done)
    for (const [index, { settle }] of ready.entries()) {
      settle({ reply: done.replies[index] ?? busy().reply, results: done.results[index] ?? [] })
    }
  }

  /** Something in this batch cannot be stored. Smaller batches find it, and in the end it alone is refused. */
  async #isolate(batch: readonly Waiting[]): Promise<void> {
    const [only] = batch
    if (only === undefined) return
    const push = batch.length > 1 ? null : only.make()
    if (batch.length > 1) {
      for (const one of batch) await this.#commit([one])
    } else if (push === null) {
      only.settle(notSignedIn)
    } else if (push.mutations.length > 1) {
      await this.#commitOneByOne(only, push.mutations)
    } else if (only.isPoison !== true) {
      await this.#commit([{ ...altered(only, { isPoison: true }), isPoison: true }])
    } else {
      only.settle(busy())
    }
  }

  async #commitOneByOne(waiting: Waiting, mutations: Push['mutations']): Promise<void> {
    const results: MutationResult[] = []
    let reply: PushReply = busy().reply
    for (const sent of mutations) {
      const done = await new Promise<PushDone>((settle) => {
        void this.#commit([{ ...altered(waiting, { mutations: [sent] }), size: 1, settle }])
      })
      results.push(...done.results)
      reply = done.reply
      if (!reply.ok) break
    }
    waiting.settle({ reply, results })
  }
}

const pushOf = ({ push }: Ready): Push => push

/** The same push with something else in it. */
const altered = (waiting: Waiting, part: Partial<Push>): Waiting => ({
  ...waiting,
  make: () => {
    const push = waiting.make()
    return push === null ? null : { ...push, ...part }
  },
})
