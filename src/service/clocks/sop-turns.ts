import { Sop } from '#shared/domain/sop.ts'
import { isOverAt, successorOf, takesOverAt } from '#shared/sop-force.ts'
import type { AnyRow } from '#shared/tables.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'
import type { Turns } from './turn-clock.ts'

/** Something that is over, and why; `byId`: what replaces it, or with what it goes. */
export interface DueSop {
  readonly sopId: string
  readonly why: 'expired' | 'superseded' | 'withdrawn'
  readonly byId: string | null
}

// Only what the clock goes by: the steps and citations of every version need not be held here.
const Held = Sop.pick({
  id: true,
  groupId: true,
  locale: true,
  sourceLocale: true,
  state: true,
  market: true,
  effective: true,
  expiresAt: true,
  version: true,
  publishedAt: true,
  updatedAt: true,
  ended: true,
})
type Held = ReturnType<typeof heldOf>
const heldOf = (row: AnyRow) => {
  const { id, groupId, locale, sourceLocale, state, ...rest } = Held.parse(row)
  const { market, effective, expiresAt, version, publishedAt, updatedAt, ended } = rest
  return {
    id,
    groupId,
    locale,
    sourceLocale,
    state,
    market,
    effective,
    expiresAt,
    version,
    publishedAt,
    updatedAt,
    ended,
  }
}

/** Whether those who answer parties still have it: in force, or as what was in force before. */
const isLeft = ({ state, ended }: Held): boolean => state === 'published' || ended?.why === 'superseded'

const isOver = ({ ended }: Held): boolean => ended?.why === 'expired' || ended?.why === 'withdrawn'

/** Every SOP as the clock sees it, by what joins its versions. In memory alone: they are rows. */
export class SopTurns implements Turns<DueSop> {
  readonly #groups = new Map<string, Map<string, Held>>()
  readonly #groupOf = new Map<string, string>()
  /** Before that nothing is due, unless a row says otherwise. */
  #lookAt = 0

  /** Takes over every SOP there is. */
  load(sops: readonly StoredRow[]): void {
    this.#groups.clear()
    this.#groupOf.clear()
    for (const { id, row } of sops) this.#put(id, row)
    this.#lookAt = 0
  }

  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row } of writes) {
      if (table !== 'sops') continue
      this.#put(id, row)
      this.#lookAt = 0
    }
  }

  due(now: number, most: number): DueSop[] {
    if (now < this.#lookAt) return []
    const due = [...this.#groups.values()].flatMap((group) => dueOf([...group.values()], now))
    if (due.length === 0) this.#lookAt = this.nextAt(now)
    return due.slice(0, most)
  }

  /** The rule looks at what it ends once more. */
  has(): boolean {
    return true
  }

  /** When something else may be due next; Infinity: never by itself. */
  nextAt(now: number): number {
    let next = Infinity
    for (const group of this.#groups.values()) {
      for (const sop of group.values()) {
        if (sop.state !== 'published') continue
        for (const at of [isOverAt(sop), takesOverAt(sop)]) if (at > now && at < next) next = at
      }
    }
    return next
  }

  #put(id: string, row: AnyRow | null): void {
    const before = this.#groupOf.get(id)
    if (before !== undefined) {
      const group = this.#groups.get(before)
      group?.delete(id)
      if (group?.size === 0) this.#groups.delete(before)
      this.#groupOf.delete(id)
    }
    if (row === null) return
    const held = heldOf(row)
    const group = this.#groups.get(held.groupId) ?? new Map<string, Held>()
    this.#groups.set(held.groupId, group.set(id, held))
    this.#groupOf.set(id, held.groupId)
  }
}

function dueOf(group: readonly Held[], now: number): DueSop[] {
  const due = group.flatMap((sop): DueSop[] => {
    if (sop.state !== 'published') return []
    if (isOverAt(sop) <= now) return [{ sopId: sop.id, why: 'expired', byId: null }]
    const by = successorOf(sop, group, now)
    return by === null ? [] : [{ sopId: sop.id, why: 'superseded', byId: by.id }]
  })
  if (due.length > 0) return due
  return leftOver(group)
}

/** What an SOP leaves behind when its last version is withdrawn: its translations, and what was in force before. */
function leftOver(group: readonly Held[]): DueSop[] {
  const isOfSource = ({ locale, sourceLocale }: Held): boolean => locale === sourceLocale
  const isHere = group.some((sop) => isOfSource(sop) && sop.state === 'published')
  const gone = group.find((sop) => isOfSource(sop) && isOver(sop))
  if (isHere || gone === undefined) return []
  return group.filter(isLeft).map(({ id }) => ({ sopId: id, why: 'withdrawn', byId: gone.id }))
}
