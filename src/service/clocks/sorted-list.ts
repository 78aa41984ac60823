/** Things in order, found by where they belong. No two of them may compare as equal. */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number
  readonly #items: T[] = []

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#items.length
  }

  /** The nth, from 0. */
  at(index: number): T | undefined {
    return this.#items[index]
  }

  add(item: T): void {
    this.#items.splice(this.#place(item), 0, item)
  }

  /** Takes out what compares as equal; nothing where there is none. */
  remove(item: T): void {
    const place = this.#place(item)
    const found = this.#items[place]
    if (found !== undefined && this.#compare(found, item) === 0) this.#items.splice(place, 1)
  }

  /** The first place whose item is not before this one. */
  #place(item: T): number {
    let [from, to] = [0, this.#items.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      const other = this.#items[middle]
      if (other !== undefined && this.#compare(other, item) < 0) from = middle + 1
      else to = middle
    }
    return from
  }
}
