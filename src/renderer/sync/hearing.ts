/** Takes things in the order in which they were said, although some of them take time to read. */
export class Hearing {
  readonly #said: (() => Promise<unknown> | void)[] = []
  #isReading = false

  /** Runs `take` after everything that came before it: at once where all of that is done. The next one waits until its promise settles. */
  next(take: () => Promise<unknown> | void): void {
    this.#said.push(take)
    this.#go()
  }

  /** Resolves once everything that was said up to now is taken. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.next(resolve)
    })
  }

  #go(): void {
    while (!this.#isReading) {
      const take = this.#said.shift()
      if (take === undefined) return
      const reading = take()
      if (reading instanceof Promise) this.#wait(reading)
    }
  }

  #wait(reading: Promise<unknown>): void {
    this.#isReading = true
    const go = (): void => {
      this.#isReading = false
      this.#go()
    }
    reading.then(go, go)
  }
}
