import { type Scope, maySee } from '#shared/audience.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { childTables } from '#shared/tables.ts'
import type { RowWrite } from './ledger.ts'

/** What a stretch of writes is to someone: the changes they see, and whether rows came into sight that bring others along. */
export interface SeenChanges {
  readonly changes: readonly RowChange[]
  /** The children of a row that came into sight are not among the writes: they must be pulled. */
  readonly mustPull: boolean
}

/** The writes as someone who holds `held` sees them, in order; of a row written twice only its last state. */
export const seenChanges = (writes: readonly RowWrite[], held: readonly Scope[]): SeenChanges =>
  new Sights(writes).of(held)

/** What a write is to someone: nothing, the row, the row with children that they do not have, or the end of it. */
type Sight = '-' | 'r' | 'c' | 'x'

/** A stretch of writes as many see it. Those who see the same, whatever else they hold, are given the very same changes. */
export class Sights {
  readonly #writes: readonly RowWrite[]
  /** Of each write: that the row is gone, and how it stands where it is not. */
  readonly #ends: readonly RowChange[]
  readonly #rows: readonly RowChange[]
  readonly #same = new Map<string, SeenChanges>()

  constructor(writes: readonly RowWrite[]) {
    this.#writes = writes
    this.#ends = writes.map(endOf)
    this.#rows = writes.map((write) => rowOf(write) ?? endOf(write))
  }

  of(held: readonly Scope[]): SeenChanges {
    const set = new Set(held)
    const sights = this.#writes.map((write) => sightOf(write, set))
    const key = sights.join('')
    const seen = this.#same.get(key) ?? { changes: this.#changes(sights), mustPull: sights.includes('c') }
    this.#same.set(key, seen)
    return seen
  }

  #changes(sights: readonly Sight[]): RowChange[] {
    const changes = new Map<string, RowChange>()
    for (const [n, { table, id }] of this.#writes.entries()) {
      const key = `${table}/${id}`
      // Taken out first: a row's last change belongs where it happened, after what it may depend on.
      const wasTold = changes.delete(key)
      const sight = sights[n]
      const change =
        sight === 'r' || sight === 'c' ? this.#rows[n] : sight === 'x' || wasTold ? this.#ends[n] : undefined
      if (change !== undefined) changes.set(key, change)
    }
    return [...changes.values()]
  }
}

function sightOf({ table, row, audience, was, existed }: RowWrite, held: ReadonlySet<Scope>): Sight {
  const wasSeen = existed && maySee(held, was)
  if (row === null || !maySee(held, audience)) return wasSeen ? 'x' : '-'
  return existed && !wasSeen && childTables(table).length > 0 ? 'c' : 'r'
}

const endOf = ({ table, id, version }: RowWrite): RowChange => ({ t: table, id, v: version, gone: true })

const rowOf = ({ table, id, version, row }: RowWrite): RowChange | null =>
  row === null ? null : { t: table, id, v: version, row }
