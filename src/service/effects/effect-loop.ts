import { Repeating } from '../repeating.ts'
import type { Delivery, DueEffect } from './delivery.ts'
import type { PostgresEffects } from './postgres-effects.ts'

export interface EffectPorts {
  readonly store: PostgresEffects
  /** Who carries out which kind. What nobody does waits, visibly, until somebody does. */
  readonly carriers: ReadonlyMap<string, Delivery>
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
    const { store, carriers, now } = this.#ports
    const kinds = [...carriers.keys()]
    await store.strand(kinds)
    if (kinds.length === 0) return
    const at = now()
    const due = await store.take(new Date(at), new Date(at + holdMs), atOnce, kinds)
    await Promise.all(due.map((effect) => this.#carryOut(effect)))
    // The next of their lanes, and whatever did not fit.
    if (due.length > 0) this.#repeating.wake()
  }

  async #carryOut(effect: DueEffect): Promise<void> {
    const { store, carriers, now, random, refused } = this.#ports
    const delivery = carriers.get(effect.kind)
    if (delivery === undefined) return
    const delivered = await delivery(effect)
    if (delivered.isDone) return store.done(effect.id, new Date(now()))
    refused(effect, delivered.why)
    await store.failed(effect.id, new Date(now() + waitAfter(effect.attempts, random())), delivered.why)
  }
}
