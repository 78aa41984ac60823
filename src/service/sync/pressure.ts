import { monitorEventLoopDelay } from 'node:perf_hooks'

const tooLongMs = 500
const lookEveryMs = 1000

/** Whether this process gets round to its work: over the last second, how late the event loop was on average. */
export class Pressure {
  readonly #delay = monitorEventLoopDelay({ resolution: 20 })
  readonly #timer: NodeJS.Timeout
  #isHigh = false

  constructor() {
    this.#delay.enable()
    this.#timer = setInterval(() => this.#look(), lookEveryMs)
    this.#timer.unref()
  }

  /** Whether windows that want much are better sent away for a while. */
  get isHigh(): boolean {
    return this.#isHigh
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#delay.disable()
  }

  #look(): void {
    // Nanoseconds; not a number where nothing was measured.
    this.#isHigh = this.#delay.mean / 1e6 > tooLongMs
    this.#delay.reset()
  }
}
