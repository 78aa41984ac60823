const tooLateMs = 500
const everyMs = 500
// One long piece of work, or a machine that stood still, passes by itself.
const inARow = 2

/** Whether this process gets round to its work: how late a timer is, time after time, that is due every half second. */
export class Pressure {
  readonly #timer: NodeJS.Timeout
  #tickedAt = performance.now()
  #late = 0

  constructor() {
    this.#timer = setInterval(() => this.#tick(), everyMs)
    this.#timer.unref()
  }

  /** Whether windows that want much are better sent away for a while. */
  get isHigh(): boolean {
    return this.#late >= inARow
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    const now = performance.now()
    const isLate = now - this.#tickedAt - everyMs > tooLateMs
    this.#late = isLate ? this.#late + 1 : 0
    this.#tickedAt = now
  }
}
