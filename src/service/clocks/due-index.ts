import { SortedList } from './sorted-list.ts'

/** Something that is due at an instant. */
export interface Due {
  readonly id: string
  /** As the row has it, ISO 8601. */
  readonly at: string
}

const compare = (a: Due, b: Due): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** What is due when, the next first: looking costs nothing while nothing is. In memory alone: what is due stands in rows. */
export class DueIndex {
  readonly #known = new Map<string, Due>()
  readonly #order = new SortedList<Due>(compare)

  get size(): number {
    return this.#order.size
  }

  clear(): void {
    for (const id of this.#known.keys()) this.put(id, null)
  }

  /** Says when something is due; null: not any more. */
  put(id: string, at: string | null): void {
    const before = this.#known.get(id)
    if (before?.at === at) return
    if (before !== undefined) {
      this.#order.remove(before)
      this.#known.delete(id)
    }
    if (at === null) return
    const due = { id, at }
    this.#known.set(id, due)
    this.#order.add(due)
  }

  /** Those whose time has come, the longest ago first, at most so many; `now` in milliseconds since 1970. */
  due(now: number, most: number): Due[] {
    const found: Due[] = []
    for (let place = 0; place < most; place += 1) {
      const next = this.#order.at(place)
      if (next === undefined || Date.parse(next.at) > now) break
      found.push(next)
    }
    return found
  }

  /** Whether it is due at this very instant still. */
  has({ id, at }: Due): boolean {
    return this.#known.get(id)?.at === at
  }
}
