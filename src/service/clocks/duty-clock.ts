import { everything } from '#shared/audience.ts'
import { AgentStatus } from '#shared/domain/agent-status.ts'
import { newId } from '#shared/new-id.ts'
import type { AnyRow } from '#shared/tables.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'
import type { Leases } from './leases.ts'

interface DutyPorts {
  readonly leases: Pick<Leases, 'isHere' | 'goneSince' | 'leaseMs'>
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
}

type Step = 'agent.lose' | 'agent.find'

/**
 * Keeps what agents are said to be doing true: with their last window gone for as long as a lease, nobody believes any more that they are
 * available; when they are back, they go on with what they were doing. Who said that there is an outage stays with that.
 */
export class DutyClock {
  readonly #ports: DutyPorts
  readonly #statuses = new Map<string, AgentStatus>()
  readonly #underWay = new Set<string>()

  constructor(ports: DutyPorts) {
    this.#ports = ports
  }

  /** Takes over every status there is. */
  load(rows: readonly StoredRow[]): void {
    this.#statuses.clear()
    for (const { id, row } of rows) this.#put(id, row)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row } of writes) if (table === 'agentStatuses') this.#put(id, row)
  }

  /** Looks at everyone. What could not be stored is due again the next time. */
  async tick(): Promise<void> {
    const due = [...this.#statuses.keys()].flatMap((agentId) => {
      const step = this.#underWay.has(agentId) ? null : this.#stepFor(agentId)
      return step === null ? [] : [{ agentId, step }]
    })
    await Promise.all(due.map(({ agentId, step }) => this.#take(agentId, step)))
  }

  #stepFor(agentId: string): Step | null {
    const { leases, now } = this.#ports
    const status = this.#statuses.get(agentId)
    if (status === undefined) return null
    if (leases.isHere(agentId)) return (status.before ?? null) === null ? null : 'agent.find'
    const isOver = status.state === 'offline' || status.state === 'outage'
    return !isOver && leases.goneSince(agentId) + leases.leaseMs <= now() ? 'agent.lose' : null
  }

  /** Judged once more when its batch runs: they may have come or gone a moment before. */
  async #take(agentId: string, step: Step): Promise<void> {
    this.#underWay.add(agentId)
    try {
      await this.#ports.batcher.submit(1, () => {
        if (this.#stepFor(agentId) !== step) return null
        const at = new Date(this.#ports.now()).toISOString()
        const sent = { mid: 1, opId: newId(), name: step, args: { agentId }, at, dependsOn: [] }
        return { actor: { kind: 'system', name: 'clock' }, held: everything, clientId: null, mutations: [sent] }
      })
    } finally {
      this.#underWay.delete(agentId)
    }
  }

  #put(id: string, row: AnyRow | null): void {
    if (row === null) this.#statuses.delete(id)
    else this.#statuses.set(id, AgentStatus.parse(row))
  }
}
