import type { Pool } from 'pg'
import { type Scope, scopesOf } from '#shared/audience.ts'
import { Agent } from '#shared/domain/agent.ts'
import { Queue } from '#shared/domain/queue.ts'
import { Site } from '#shared/domain/site.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { offlineLeaseMs } from '../offline-lease.ts'
import type { RowWrite, StoredRow } from './ledger.ts'
import { allRows } from './rows.ts'

const deciding: readonly TableName[] = ['agents', 'queues', 'sites']

/** Whether it follows from rows of this table what agents hold. */
export const isDeciding = (table: TableName): boolean => deciding.includes(table)

/** Every agent, queue and site, in memory: from them follows what an agent holds, asked for on every connection and every push. */
export class Directory {
  readonly #agents = new Map<string, Agent>()
  readonly #queues = new Map<string, Queue>()
  readonly #sites = new Map<string, Site>()
  readonly #held = new Map<string, readonly Scope[]>()
  #followed = 0

  /** Reads all of it anew; another process may have changed it. */
  async load(pool: Pool): Promise<void> {
    let rows: StoredRow[]
    let followed: number
    do {
      followed = this.#followed
      rows = await allRows(pool, deciding)
      // A batch that was followed meanwhile may be newer than what was read.
    } while (followed !== this.#followed)
    this.#agents.clear()
    this.#queues.clear()
    this.#sites.clear()
    for (const { table, id, row } of rows) this.#put(table, id, row)
    this.#held.clear()
  }

  /** Follows a batch that was committed. Answers whether anyone may hold something else now. */
  follow(writes: readonly RowWrite[]): boolean {
    const changed = writes.filter(({ table }) => isDeciding(table))
    for (const { table, id, row } of changed) this.#put(table, id, row)
    if (changed.length > 0) {
      this.#held.clear()
      this.#followed += 1
    }
    return changed.length > 0
  }

  /** The agent if they may work here: active. */
  active(agentId: string): Agent | null {
    const agent = this.#agents.get(agentId)
    return agent?.active === true ? agent : null
  }

  /** What an agent holds now; nothing for one who is unknown or not active. */
  heldBy(agentId: string): readonly Scope[] {
    const known = this.#held.get(agentId)
    if (known !== undefined) return known
    const agent = this.active(agentId)
    const held = agent === null ? [] : scopesOf(agent, this.#queues.values())
    this.#held.set(agentId, held)
    return held
  }

  /** How long a device of this agent may work without the service, milliseconds: what their site allows. */
  leaseMs(agentId: string): number {
    const siteId = this.#agents.get(agentId)?.siteId ?? ''
    return offlineLeaseMs(this.#sites.get(siteId))
  }

  /** The longest that any device may work without the service, milliseconds. */
  longestLeaseMs(): number {
    return Math.max(offlineLeaseMs(undefined), ...[...this.#sites.values()].map(offlineLeaseMs))
  }

  #put(table: TableName, id: string, row: AnyRow | null): void {
    const [into, schema] = this.#of(table)
    if (row === null) into.delete(id)
    else into.set(id, schema.parse(row))
  }

  #of(table: TableName): readonly [Map<string, unknown>, typeof Agent | typeof Queue | typeof Site] {
    if (table === 'agents') return [this.#agents, Agent]
    return table === 'queues' ? [this.#queues, Queue] : [this.#sites, Site]
  }
}
