/** What has to be closed, in reverse order of opening. */
export class Closing {
  readonly #steps: (() => unknown)[] = []
  #closed: Promise<void> | null = null

  /** Whether closing has begun. */
  get hasBegun(): boolean {
    return this.#closed !== null
  }

  add(step: () => unknown): void {
    this.#steps.push(step)
  }

  /** Closes everything, the last opened first. A step that fails does not keep the others from running; the first failure is thrown. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll()
    return this.#closed
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.reverse()) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed.')
  }
}
