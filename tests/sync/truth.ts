import { type Scope, maySee, ownAudience, scopesOf, sortedScopes } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Queue } from '#shared/domain/queue.ts'
import { type AnyRow, type TableName, parentIdOf, tables, throughIdOf } from '#shared/tables.ts'
import { namedIds } from '#service/sync/batch-rows.ts'
import type { MemoryStore } from './memory-ledger.ts'

// Rows are never changed in place, so the text of each is made once, also over many schedules.
const texts = new WeakMap<object, string>()

/** The row as JSON, its fields by name: in a pack they may come in another order. */
export function textOf(row: object): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const text = JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
  texts.set(row, text)
  return text
}

/** What the service's rows say about who may see what, worked out from the rows alone: the checker's own opinion. */
export class Truth {
  readonly store: MemoryStore
  readonly #audiences: ReadonlyMap<string, readonly Scope[]>
  readonly #seen = new Map<string, ReadonlyMap<string, string>>()

  constructor(store: MemoryStore) {
    this.store = store
    this.#audiences = audiences(store)
  }

  /** Who may see a row, `table/id`, as sorted scopes. */
  audience(key: string): readonly Scope[] {
    return this.#audiences.get(key) ?? []
  }

  /** What an agent holds by their own row as it stands. */
  heldBy(agent: Agent): readonly Scope[] {
    return heldNow(agent, this.store)
  }

  /** What someone who holds `held` may see of the service's rows: `table/id` -> JSON. */
  visible(held: readonly Scope[]): ReadonlyMap<string, string> {
    const who = held.join(' ')
    const known = this.#seen.get(who)
    if (known !== undefined) return known
    const set = new Set(held)
    const seen = new Map<string, string>()
    for (const [key, { row }] of this.store.rows) if (maySee(set, this.audience(key))) seen.set(key, textOf(row))
    this.#seen.set(who, seen)
    return seen
  }
}

/** What an agent holds as the service's rows stand. */
export function heldNow(agent: Agent, store: MemoryStore): readonly Scope[] {
  const queues: Queue[] = []
  for (const { table, row } of store.rows.values()) if (table === 'queues') queues.push(row as Queue)
  return scopesOf((store.get('agents', agent.id) as Agent | undefined) ?? agent, queues)
}

function audiences(store: MemoryStore): Map<string, readonly Scope[]> {
  const through = new Map<string, Scope[]>()
  const found = new Map<string, readonly Scope[]>()
  for (const [key, { table, row }] of store.rows) {
    const own = ownAudience(table, row)
    if (own !== null) found.set(key, own)
    if (table !== 'cases' || own === null) continue
    for (const id of namedIds(row)) through.set(id, [...(through.get(id) ?? []), ...own])
  }
  const sorted = new Map<string, readonly Scope[]>()
  const seenThrough = (id: string): readonly Scope[] => {
    const known = sorted.get(id) ?? sortedScopes(through.get(id) ?? [])
    sorted.set(id, known)
    return known
  }
  const of = (table: TableName, row: AnyRow): readonly Scope[] => {
    const { parent } = tables[table]
    if (parent !== undefined) return found.get(`${parent.table}/${parentIdOf(table, row) ?? ''}`) ?? []
    return seenThrough(throughIdOf(table, row) ?? '')
  }
  for (const [key, { table, row }] of store.rows) if (!found.has(key)) found.set(key, of(table, row))
  return found
}
