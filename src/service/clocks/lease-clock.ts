import { everything } from '#shared/audience.ts'
import { newId } from '#shared/new-id.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { DueLease, Leases } from './leases.ts'

const expiry = ({ caseId, agentId, at }: DueLease, now: string) => ({
  mid: 1,
  opId: newId(),
  name: 'case.expire-claim',
  args: { caseId, agentId, at },
  at: now,
  dependsOn: [],
})

/** Gives cases back to their queues when their leases have run out, as a mutation like any other. */
export class LeaseClock {
  readonly #leases: Leases
  readonly #batcher: Batcher
  readonly #now: () => number
  #isGiving = false

  /** `now` in milliseconds since 1970. */
  constructor(leases: Leases, batcher: Batcher, now: () => number) {
    this.#leases = leases
    this.#batcher = batcher
    this.#now = now
  }

  /** Looks once. What could not be stored is due again the next time. */
  async tick(): Promise<void> {
    const due = this.#leases.due()
    if (due.length === 0 || this.#isGiving) return
    this.#isGiving = true
    try {
      await Promise.all(due.map((lease) => this.#giveBack(lease)))
    } finally {
      this.#isGiving = false
    }
  }

  /** Judged once more when its batch runs: the agent may have come back a moment before. */
  #giveBack(lease: DueLease): Promise<unknown> {
    return this.#batcher.submit(1, () => {
      if (!this.#leases.isDue(lease)) return null
      const sent = expiry(lease, new Date(this.#now()).toISOString())
      return { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations: [sent] }
    })
  }
}
