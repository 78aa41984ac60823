import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { AgentStatus } from '#shared/domain/agent-status.ts'
import { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import { Queue } from '#shared/domain/queue.ts'
import { Site } from '#shared/domain/site.ts'
import { SopMarks } from '#shared/domain/sop-mark.ts'
import type { ArgsOf, MutationName } from '#shared/mutations/all-mutations.ts'
import { newId } from '#shared/new-id.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import type { Batcher } from '../sync/batcher.ts'
import type { RowWrite } from '../sync/ledger.ts'
import { allRows } from '../sync/rows.ts'
import { casesInWork } from '../sync/watched-rows.ts'
import { routedOf } from './case-line.ts'
import { type Decision, RoutingPool } from './routing-pool.ts'

export interface RouterPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Since when a window of theirs is connected, in milliseconds since 1970; null where none is. */
  readonly hereSince: (agentId: string) => number | null
  /** Whether the case lies open before them. */
  readonly hasOpen: (agentId: string, caseId: string) => boolean
  readonly failed: (error: unknown) => void
}

const deciding: readonly TableName[] = ['queues', 'sites', 'agents', 'agentStatuses', 'sopMarks']

/** Milliseconds: what came to nothing is left alone for so long. */
const restMs = 30_000
/** Decisions at a time: what comes in meanwhile is taken in between them. */
const mostAtOnce = 100

/**
 * Gives cases of pushed queues to agents, takes cases back from agents who are not there for them, and passes on what lies for too long. In
 * memory, like the leases; what is decided is a mutation like any other, judged once more when its batch runs.
 */
export class Router {
  readonly #ports: RouterPorts
  #pool = new RoutingPool()
  #isLoaded = false
  /** What was followed while everything is being read; null while nothing is. */
  #late: RowWrite[] | null = null
  #isDeciding = false
  #isStopped = false
  /** Cases about which something was named already, and until when nothing more is. */
  readonly #named = new Map<string, number>()

  constructor(ports: RouterPorts) {
    this.#ports = ports
  }

  /**
   * Reads everything that routing goes by; the next tick decides. What is followed meanwhile comes on top: whatever of it was read already is
   * only taken in once more.
   */
  async load(): Promise<void> {
    const { reading } = this.#ports
    const late: RowWrite[] = []
    this.#late = late
    const rows = (await Promise.all([allRows(reading, deciding), casesInWork(reading)])).flat()
    // Asked for once more meanwhile: that reading is newer.
    if (this.#late !== late) return
    const pool = new RoutingPool()
    for (const { table, id, row } of [...rows, ...late]) put(pool, table, id, row)
    this.#pool = pool
    this.#late = null
    this.#isLoaded = true
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#late?.push(...writes)
    if (!this.#isLoaded) return
    let isMoved = false
    for (const { table, id, row } of writes) {
      isMoved = put(this.#pool, table, id, row) || isMoved
    }
    if (isMoved) this.#decide().catch(this.#ports.failed)
  }

  /** Looks at what only time brings about. To be called about once a second. */
  tick(): void {
    if (!this.#isLoaded) return
    const now = this.#ports.now()
    for (const [id, until] of this.#named) if (until <= now) this.#named.delete(id)
    for (const { caseId, ...by } of this.#pool.stranded(now)) {
      if (this.#begin(caseId)) void this.#name('case.give-back', { caseId, eventId: newId(), ...by })
    }
    for (const due of this.#pool.lying.due(now, restMs, mostAtOnce)) {
      if (this.#pool.queues.get(due.toQueueId)?.kind !== 'cases' || !this.#begin(due.caseId)) continue
      void this.#name('case.overflow', { ...due, eventId: newId() })
    }
    this.#takeAway(now)
    this.#pool.wake(now)
    this.#decide().catch(this.#ports.failed)
  }

  /** Somebody has opened a case. */
  looked(agentId: string, caseId: string): void {
    if (!this.#isLoaded) return
    this.#pool.stirred(agentId, this.#ports.now())
    if (this.#pool.untouched.isOf(caseId, agentId)) this.#takeUp(agentId, caseId)
    this.#decide().catch(this.#ports.failed)
  }

  stop(): void {
    this.#isStopped = true
  }

  #takeUp(agentId: string, caseId: string): void {
    this.#pool.untouched.forget(caseId)
    void this.#name('case.take-up', { caseId, agentId })
  }

  /** Takes cases back that were left lying. What has lain open all the while is not. */
  #takeAway(now: number): void {
    const { hereSince, hasOpen } = this.#ports
    for (const left of this.#pool.untouched.due(now, (id) => this.#pool.queues.get(id), hereSince)) {
      if (hasOpen(left.agentId, left.caseId)) this.#takeUp(left.agentId, left.caseId)
      else if (this.#begin(left.caseId)) void this.#name('case.take-away', { ...left, eventId: newId() })
    }
  }

  /** Whether nothing was named about this case a moment ago. */
  #begin(caseId: string): boolean {
    if (this.#named.has(caseId)) return false
    this.#named.set(caseId, this.#ports.now() + restMs)
    return true
  }

  /** Decides until nobody is ready for anything that waits, some at a time. */
  async #decide(): Promise<void> {
    if (this.#isDeciding || this.#isStopped) return
    this.#isDeciding = true
    try {
      for (;;) {
        const pool = this.#pool
        const decisions: Decision[] = []
        for (let left = mostAtOnce; left > 0; left -= 1) {
          const decision = pool.next(this.#ports.now())
          if (decision === null) break
          decisions.push(decision)
        }
        if (decisions.length === 0) return
        await Promise.all(decisions.map((decision) => this.#give(pool, decision)))
      }
    } finally {
      this.#isDeciding = false
    }
  }

  async #give(pool: RoutingPool, decision: Decision): Promise<void> {
    await this.#name('case.route', decision)
    pool.settle(decision.caseId, this.#ports.now() + restMs)
  }

  #name<N extends MutationName>(name: N, args: ArgsOf<N>): Promise<unknown> {
    const at = new Date(this.#ports.now()).toISOString()
    const sent = { mid: 1, opId: newId(), name, args, at, dependsOn: [] }
    return this.#ports.batcher.submit(1, () => ({
      actor: { kind: 'system', name: 'clock' },
      held: everything,
      clientId: null,
      mutations: [sent],
    }))
  }
}

/** Takes a row into the pool; answers whether it can matter there. */
function put(pool: RoutingPool, table: TableName, id: string, row: AnyRow | null): boolean {
  switch (table) {
    case 'cases':
      // Rows were checked when they were written.
      pool.putCase(id, row === null ? null : routedOf(row as Case))
      return true
    case 'queues':
      pool.putQueue(id, row === null ? null : Queue.parse(row))
      return true
    case 'agents':
      pool.putAgent(id, row === null ? null : Agent.parse(row))
      return true
    case 'agentStatuses':
      pool.putStatus(id, row === null ? null : AgentStatus.parse(row))
      return true
    case 'sopMarks':
      pool.putMarks(id, row === null ? null : SopMarks.parse(row))
      return true
    case 'sites':
      pool.putSite(id, row === null ? null : Site.parse(row))
      return true
    default:
      return false
  }
}
