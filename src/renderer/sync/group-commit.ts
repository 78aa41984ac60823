interface Waiting<T> {
  readonly item: T
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** One write under way at a time; everything that comes meanwhile shares the next. IndexedDB costs per transaction, not per byte. */
export class GroupCommit<T> {
  readonly #write: (items: readonly T[]) => Promise<void>
  readonly #isChain: boolean
  #waiting: Waiting<T>[] = []
  #isWriting = false

  /** `isChain`: each item stands on the one before, so that a write that fails takes along what waits behind it. */
  constructor(write: (items: readonly T[]) => Promise<void>, { isChain = false }: { isChain?: boolean } = {}) {
    this.#write = write
    this.#isChain = isChain
  }

  /** Resolves when the item is written; rejects when the write it was part of failed. */
  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed })
      if (!this.#isWriting) void this.#pump()
    })
  }

  get isIdle(): boolean {
    return !this.#isWriting && this.#waiting.length === 0
  }

  async #pump(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        await this.#write(group.map(({ item }) => item))
        for (const { done } of group) done()
      } catch (error) {
        const behind = this.#isChain ? this.#waiting.splice(0) : []
        for (const { failed } of [...group, ...behind]) failed(error)
      }
    }
    this.#isWriting = false
  }
}
