import { Repeating } from '../repeating.ts'
import type { Delivery, DueEffect } from './delivery.ts'
import type { PostgresEffects } from './postgres-effects.ts'

export interface EffectPorts {
  readonly store: PostgresEffects
  /** Null where nobody said where effects go: they wait, visibly, until somebody does. */
  readonly delivery: Delivery | null
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** In [0, 1). */
  readonly random: () => number
  readonly failed: (error: unknown) => void
  /** Hears of each attempt that failed. */
  readonly refused: (effect: DueEffect, why: string) => void
}

const atOnce = 8
const lookEveryMs = 1000
// Longer than any attempt takes.
const holdMs = 30_000
const waits = { first: 1000, most: 60 * 60 * 1000 } as const

/** How long to wait after a number of failed attempts, milliseconds: anywhere up to a bound that doubles ("full jitter"), at most an hour. */
export const waitAfter = (attempts: number, random: number): number =>
  Math.round(random * Math.min(waits.most, waits.first * 2 ** Math.min(attempts, 30)))

/** Carries effects out after their commit, and never gives one up [S24]. */
export class EffectLoop {
  readonly #ports: EffectPorts
  readonly #repeating: Repeating

  constructor(ports: EffectPorts) {
    this.#ports = ports
    this.#repeating = new Repeating(() => this.#round(), lookEveryMs, ports.failed)
    this.#repeating.wake()
  }

  /** There may be new ones. */
  wake(): void {
    this.#repeating.wake()
  }

  stop(): Promise<void> {
    return this.#repeating.stop()
  }

  async #round(): Promise<void> {
    const { store, delivery, now } = this.#ports
    await store.strand(delivery === null)
    if (delivery === null) return
    const at = now()
    const due = await store.take(new Date(at), new Date(at + holdMs), atOnce)
    await Promise.all(due.map((effect) => this.#carryOut(effect, delivery)))
    // The next of their lanes, and whatever did not fit.
    if (due.length > 0) this.#repeating.wake()
  }

  async #carryOut(effect: DueEffect, delivery: Delivery): Promise<void> {
    const { store, now, random, refused } = this.#ports
    const delivered = await delivery(effect)
    if (delivered.isDone) return store.done(effect.id, new Date(now()))
    refused(effect, delivered.why)
    await store.failed(effect.id, new Date(now() + waitAfter(effect.attempts, random())), delivered.why)
  }
}
