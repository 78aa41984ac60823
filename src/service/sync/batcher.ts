import type { MutationResult, PushReply } from '#shared/sync/protocol.ts'
import { isOfTheMoment } from '../database/pool.ts'
import { spread } from '../spread.ts'
import type { Ledger } from './ledger.ts'
import { type BatchDone, type Push, type RuleReport, runMutations } from './run-mutations.ts'

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
}

interface Waiting {
  readonly make: PushMaker
  readonly size: number
  readonly settle: (done: PushDone) => void
}

interface Ready extends Waiting {
  readonly push: Push
}

// In one transaction: under load its fixed costs (two round trips and a flush to the disk) are shared by more of them.
const batchMutations = 400
// Mutations: several seconds of work. What comes on top of that waits where it is safe, in the windows' outboxes.
const mostWaiting = 5000

const busy = (): PushDone => ({
  reply: { ok: false, reason: 'busy', retryAfter: spread(500) },
  results: [],
})

/** Group commit: one batch at a time, and whatever arrives meanwhile shares the next one [S5]. */
export class Batcher {
  readonly #ports: BatcherPorts
  #waiting: Waiting[] = []
  #waitingSize = 0
  #running: Promise<void> | null = null
  #isClosed = false

  constructor(ports: BatcherPorts) {
    this.#ports = ports
  }

  /** Runs a push of `size` mutations with those of others. Never rejects: a store that fails is answered `busy`. */
  submit(size: number, make: PushMaker): Promise<PushDone> {
    if (this.#isClosed || this.#waitingSize >= mostWaiting) return Promise.resolve(busy())
    this.#waitingSize += size
    return new Promise((settle) => {
      this.#waiting.push({ make, size, settle })
      this.#running ??= this.#run()
    })
  }

  get isRunning(): boolean {
    return this.#running !== null
  }

  /** Takes nothing new, and settles when everything taken before is committed. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // Pushes that arrive in the same turn of the event loop share the first batch, too.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#runBatch(this.#take())
    this.#running = null
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

  async #runBatch(batch: readonly Waiting[]): Promise<void> {
    const ready: Ready[] = []
    for (const waiting of batch) {
      const push = waiting.make()
      if (push === null) waiting.settle({ reply: { ok: false, reason: 'not-signed-in' }, results: [] })
      else ready.push({ ...waiting, push })
    }
    if (ready.length > 0) await this.#commit(ready)
  }

  async #commit(ready: readonly Ready[]): Promise<void> {
    const startedAt = performance.now()
    try {
      const pushes = ready.map(({ push }) => push)
      const done = await runMutations(this.#ports.ledger, pushes, this.#ports.now, this.#ports.ruleThrew)
      const mutations = ready.reduce((sum, { size }) => sum + size, 0)
      this.#ports.measured({ mutations, seconds: (performance.now() - startedAt) / 1000 })
      if (done.writes.head > done.from) this.#ports.committed(done)
      for (const [index, { settle }] of ready.entries()) {
        settle({ reply: done.replies[index] ?? busy().reply, results: done.results[index] ?? [] })
      }
    } catch (error) {
      const isMomentary = isOfTheMoment(error)
      this.#ports.storeFailed(error, isMomentary)
      if (isMomentary) for (const { settle } of ready) settle(busy())
      else await this.#isolate(ready)
    }
  }

  /** Something in this batch cannot be stored. Smaller batches find it, and in the end it alone is refused. */
  async #isolate(ready: readonly Ready[]): Promise<void> {
    const [only] = ready
    if (only === undefined) return
    if (ready.length > 1) {
      for (const one of ready) await this.#commit([one])
    } else if (only.push.mutations.length > 1) {
      await this.#commitOneByOne(only)
    } else if (only.push.isPoison !== true) {
      await this.#commit([{ ...only, push: { ...only.push, isPoison: true } }])
    } else {
      only.settle(busy())
    }
  }

  async #commitOneByOne(ready: Ready): Promise<void> {
    const results: MutationResult[] = []
    let reply: PushReply = busy().reply
    for (const sent of ready.push.mutations) {
      const done = await new Promise<PushDone>((settle) => {
        void this.#commit([{ ...ready, size: 1, push: { ...ready.push, mutations: [sent] }, settle }])
      })
      results.push(...done.results)
      reply = done.reply
      if (!reply.ok) break
    }
    ready.settle({ reply, results })
  }
}
