/** Who wants to hear of something. */
export class Listeners<T = void> {
  readonly #all = new Set<(said: T) => void>()

  /** Answers how to stop listening. */
  readonly add = (listener: (said: T) => void): (() => void) => {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  tell(said: T): void {
    for (const listener of this.#all) listener(said)
  }
}
