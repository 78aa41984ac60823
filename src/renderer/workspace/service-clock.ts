/** Where the window's clock takes its times from. All in milliseconds. */
export interface TimePorts {
  /** Since some moment, never set back or forward; it may stand still while the computer sleeps. */
  readonly steady: () => number
  /** What the computer takes the time to be, since 1970: anybody may set it. */
  readonly wall: () => number
  /** By how much the service's clock was ahead of this computer's when it was last heard of; null: never. */
  readonly kept: () => number | null
  readonly keep: (ahead: number) => void
}

/** Two readings may lie further apart by chance. */
const asleepMs = 5000
/** So long after it was noticed that time was missing may the system say that the computer slept. */
const toldMs = 60_000

/**
 * The service's time, as this window knows it: heard when a connection begins, and counted on from there by a clock that nobody sets. So
 * countdowns are right offline, whatever becomes of the computer's own clock. It only displays [S22].
 */
export class ServiceClock {
  readonly #ports: TimePorts
  #base: number
  #steadyAtBase: number
  #last: { readonly steady: number; readonly wall: number }
  #missing = { ms: 0, noticedAt: -Infinity }

  constructor(ports: TimePorts) {
    this.#ports = ports
    this.#last = { steady: ports.steady(), wall: ports.wall() }
    // Until the service says so itself, the computer's clock is as wrong as it was.
    this.#base = this.#last.wall + (ports.kept() ?? 0)
    this.#steadyAtBase = this.#last.steady
  }

  /** Milliseconds since 1970 by the service's clock. */
  now(): number {
    const { steady, wall } = this.#ports
    const [here, there] = [steady(), wall()]
    const gap = there - this.#last.wall - (here - this.#last.steady)
    if (gap > asleepMs) this.#missing = { ms: gap, noticedAt: here }
    this.#last = { steady: here, wall: there }
    return this.#base + (here - this.#steadyAtBase)
  }

  /** By how many milliseconds the service's clock is ahead of this computer's; null where it was never heard of. */
  aheadOfHere(): number | null {
    return this.#ports.kept() === null ? null : this.now() - this.#ports.wall()
  }

  /** The service said what time it is. */
  told(at: number): void {
    this.#base = at
    this.#steadyAtBase = this.#ports.steady()
    this.#missing = { ms: 0, noticedAt: -Infinity }
    this.#ports.keep(at - this.#ports.wall())
  }

  /** The system says that the computer slept: time that the computer's clock has gone on, and the steady one has not, was slept. */
  resumed(): void {
    this.now()
    const { ms, noticedAt } = this.#missing
    if (this.#last.steady - noticedAt <= toldMs) this.#base += ms
    this.#missing = { ms: 0, noticedAt: -Infinity }
  }
}

const key = 'tierdesk.service-ahead'

const keptAhead = (): number | null => {
  const text = globalThis.localStorage?.getItem(key) ?? null
  const ahead = text === null ? Number.NaN : Number(text)
  return Number.isFinite(ahead) ? ahead : null
}

/** The one clock of this window for what the service decides. */
export const serviceClock = new ServiceClock({
  steady: () => performance.now(),
  wall: () => Date.now(),
  kept: keptAhead,
  keep: (ahead) => globalThis.localStorage?.setItem(key, String(Math.round(ahead))),
})
