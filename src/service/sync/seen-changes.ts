import { type Scope, maySee } from '#shared/audience.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { type KeptChange, keptChange } from '#shared/sync/row-delta.ts'
import { childTables, tables } from '#shared/tables.ts'
import type { RowWrite } from './ledger.ts'

/** What a stretch of writes is to someone: the changes they see, and whether rows came into sight that bring others along. */
export interface SeenChanges {
  readonly changes: readonly RowChange[]
  /** The same, rows that they saw before told by what differs. */
  readonly deltas: readonly KeptChange[]
  /** The children of a row that came into sight are not among the writes: they must be pulled. */
  readonly mustPull: boolean
}

/** The writes as someone who holds `held` sees them, in order; of a row written twice only its last state. */
export const seenChanges = (writes: readonly RowWrite[], held: readonly Scope[]): SeenChanges =>
  new Sights(writes).of(held)

/** What a write is to someone: nothing, another state of a row, a row they did not have, the same with children, or the end of one. */
type Sight = '-' | 'u' | 'r' | 'c' | 'x'

/** A stretch of writes as many see it. Those who see the same, whatever else they hold, are given the very same changes. */
export class Sights {
  readonly #writes: readonly RowWrite[]
  readonly #told: readonly Told[]
  readonly #same = new Map<string, SeenChanges>()

  constructor(writes: readonly RowWrite[]) {
    this.#writes = writes
    this.#told = writes.map(told)
  }

  of(held: readonly Scope[]): SeenChanges {
    const set = new Set(held)
    const sights = this.#writes.map((write) => sightOf(write, set))
    const key = sights.join('')
    const seen = this.#same.get(key) ?? this.#seen(sights)
    this.#same.set(key, seen)
    return seen
  }

  #seen(sights: readonly Sight[]): SeenChanges {
    const seen = new Map<string, { readonly change: RowChange; readonly delta: KeptChange }>()
    for (const [n, { key, row, end, delta }] of this.#told.entries()) {
      const sight = sights[n] ?? '-'
      // Taken out first: a row's last change belongs where it happened, after what it may depend on.
      const wasTold = seen.delete(key)
      if (sight === 'x' || (sight === '-' && wasTold)) seen.set(key, { change: end, delta: end })
      // Of two changes within the stretch the second differs from a state that nobody is told.
      else if (sight !== '-') seen.set(key, { change: row, delta: sight === 'u' && !wasTold ? delta : row })
    }
    const all = [...seen.values()]
    return {
      changes: all.map(({ change }) => change),
      deltas: all.map(({ delta }) => delta),
      mustPull: sights.includes('c'),
    }
  }
}

function sightOf({ table, row, audience, was, existed }: RowWrite, held: ReadonlySet<Scope>): Sight {
  const wasSeen = existed && maySee(held, was)
  if (row === null || !maySee(held, audience)) return wasSeen ? 'x' : '-'
  if (wasSeen) return 'u'
  return existed && childTables(table).length > 0 ? 'c' : 'r'
}

/** What can be said of a write, made once for all: the row, that it is gone, and what differs from the row before. */
interface Told {
  readonly key: string
  readonly row: RowChange
  readonly end: RowChange
  readonly delta: KeptChange
}

function told({ table: t, id, version: v, row, before }: RowWrite): Told {
  const key = `${t}/${id}`
  const end: RowChange = { t, id, v, gone: true }
  if (row === null) return { key, row: end, end, delta: end }
  const whole: RowChange = { t, id, v, row }
  // Rows of cold tables lie on the windows' disks, where nothing is put on them.
  return { key, row: whole, end, delta: tables[t].cold ? whole : keptChange(whole, before) }
}
