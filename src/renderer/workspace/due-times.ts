interface Due {
  readonly at: number
  readonly id: string
}

/** Which ids are due when: the earliest at hand, however many there are (a binary heap). An id may be in it more than once. */
export class DueTimes {
  readonly #heap: Due[] = []

  /** `at` in milliseconds since 1970; what is never due is not kept. */
  add(at: number, id: string): void {
    if (at === Infinity) return
    const heap = this.#heap
    const due = { at, id }
    let place = heap.length
    heap.push(due)
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || parent.at <= at) break
      heap[place] = parent
      heap[above] = due
      place = above
    }
  }

  /** When the next one is due; Infinity where none is. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity
  }

  /** Takes out those that are due by `now`, each once. */
  take(now: number): ReadonlySet<string> {
    const ids = new Set<string>()
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      ids.add(first.id)
      this.#dropFirst()
    }
    return ids
  }

  #dropFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let place = 0
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]]
      const isRight = right !== undefined && left !== undefined && right.at < left.at
      const least = isRight ? right : left
      if (least === undefined || least.at >= last.at) break
      heap[place] = least
      place = 2 * place + (isRight ? 2 : 1)
    }
    heap[place] = last
  }
}
