interface Waiting<T> {
  readonly item: T
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * One write under way at a time; everything that comes meanwhile shares the next, and what is added in one turn of the event loop shares
 * one. A disk costs per write, not per byte.
 */
export class GroupCommit<T> {
  readonly #write: (items: readonly T[]) => Promise<void>
  #waiting: Waiting<T>[] = []
  #isWriting = false
  #pumping: Promise<void> = Promise.resolve()

  constructor(write: (items: readonly T[]) => Promise<void>) {
    this.#write = write
  }

  /** Resolves when the item is written; rejects when the write it was part of failed. */
  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed })
      if (!this.#isWriting) this.#pumping = this.#pump()
    })
  }

  get isIdle(): boolean {
    return !this.#isWriting && this.#waiting.length === 0
  }

  /** Resolves when everything that was added is written, or refused. */
  get settled(): Promise<void> {
    return this.#pumping
  }

  async #pump(): Promise<void> {
    this.#isWriting = true
    // Whoever adds many adds them before this goes on.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        await this.#write(group.map(({ item }) => item))
        for (const { done } of group) done()
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    this.#isWriting = false
  }
}
