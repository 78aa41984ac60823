import type { Pool } from 'pg'
import { type Scope, scopesOf } from '#shared/audience.ts'
import { Agent } from '#shared/domain/agent.ts'
import { Queue } from '#shared/domain/queue.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import type { RowWrite, StoredRow } from './ledger.ts'
import { allRows } from './rows.ts'

const deciding: readonly TableName[] = ['agents', 'queues']

/** Every agent and queue, in memory: from them follows what an agent holds, asked for on every connection and every push. */
export class Directory {
  readonly #agents = new Map<string, Agent>()
  readonly #queues = new Map<string, Queue>()
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
    for (const { table, id, row } of rows) this.#put(table, id, row)
    this.#held.clear()
  }

  /** Follows a batch that was committed. Answers whether anyone may hold something else now. */
  follow(writes: readonly RowWrite[]): boolean {
    const changed = writes.filter(({ table }) => deciding.includes(table))
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

  #put(table: TableName, id: string, row: AnyRow | null): void {
    const [into, schema] = table === 'agents' ? ([this.#agents, Agent] as const) : ([this.#queues, Queue] as const)
    if (row === null) into.delete(id)
    else (into as Map<string, Agent | Queue>).set(id, schema.parse(row))
  }
}
