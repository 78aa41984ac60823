import type { Effect } from '#service/effects/effects-of.ts'
import type { MemoryStore } from './memory-ledger.ts'
import type { Random } from './random.ts'
import type { Life } from './scheduler.ts'

/** Whoever receives effects outside of the service: knows each by its id, and hears of none that was not committed. */
export class Outside {
  /** The ids under which something was received, by the opId of what it follows from. */
  readonly received = new Map<string, Set<string>>()
  readonly #isCommitted: (opId: string) => boolean
  readonly #broken: (what: string) => void

  constructor(isCommitted: (opId: string) => boolean, broken: (what: string) => void) {
    this.#isCommitted = isCommitted
    this.#broken = broken
  }

  receive({ id, opId }: Pick<Effect, 'id' | 'opId'>): void {
    if (!this.#isCommitted(opId)) this.#broken(`the effect of ${opId.slice(-6)} went out before it was committed`)
    const ids = this.received.get(opId) ?? new Set()
    this.received.set(opId, ids.add(id))
  }
}

export interface EffectsPorts {
  readonly store: MemoryStore
  readonly life: Life
  readonly random: Random
  readonly outside: Outside
  /** What an effect is called on its way out. */
  readonly idOf: (effect: Effect) => string
  readonly isCalm: () => boolean
}

/** Carries effects out after their commit, from the table, until they are done: as the service's own loop does, in virtual time [S24]. */
export class SimEffects {
  readonly #ports: EffectsPorts
  #isRunning = false

  constructor(ports: EffectsPorts) {
    this.#ports = ports
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#isRunning || this.#due() === undefined) return
    this.#isRunning = true
    void this.#run()
  }

  #due(): Effect | undefined {
    for (const { effect, isDone } of this.#ports.store.effects.values()) if (!isDone) return effect
    return undefined
  }

  async #run(): Promise<void> {
    const { store, life, random, outside, idOf, isCalm } = this.#ports
    for (let effect = this.#due(); effect !== undefined; effect = this.#due()) {
      await life.wait(random.between(0, 200))
      outside.receive({ ...effect, id: idOf(effect) })
      // It may have arrived although nobody heard so; and the program may end before it is written down.
      if (!isCalm() && random.chance(0.2)) continue
      await life.wait(random.between(0, 20))
      store.effects.set(effect.id, { effect, isDone: true })
    }
    this.#isRunning = false
  }
}
