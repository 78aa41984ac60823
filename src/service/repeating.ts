/** Does something again and again, never twice at once. A failure is reported and does not end it. */
export class Repeating {
  readonly #step: () => Promise<unknown>
  readonly #everyMs: number
  readonly #failed: (error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null
  #isWanted = false
  #isStopped = false

  /** The first time is after `everyMs`, or when it is woken. */
  constructor(step: () => Promise<unknown>, everyMs: number, failed: (error: unknown) => void) {
    this.#step = step
    this.#everyMs = everyMs
    this.#failed = failed
    this.#schedule()
  }

  /** Does it now, and once more where it is under way. */
  wake(): void {
    this.#isWanted = true
    if (this.#running === null) this.#begin()
  }

  /** Ends it; settles when what is under way is done. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#running
  }

  #begin(): void {
    clearTimeout(this.#timer)
    if (this.#isStopped) return
    this.#isWanted = false
    this.#running = this.#step()
      .then(() => undefined, this.#failed)
      .then(() => {
        this.#running = null
        if (this.#isWanted) this.#begin()
        else this.#schedule()
      })
  }

  #schedule(): void {
    if (!this.#isStopped) this.#timer = setTimeout(() => this.#begin(), this.#everyMs)
  }
}
