import type { Agent } from '#shared/domain/agent.ts'
import { idOf } from '#tests/builders.ts'
import { act, decide } from './agent-actions.ts'
import { check } from './checker.ts'
import type { Failure } from './failure.ts'
import { type FaultKind, type FaultPlan, drawPlan } from './fault-plan.ts'
import { letFail } from './fault-steps.ts'
import { Intents } from './intents.ts'
import { MemoryStore } from './memory-ledger.ts'
import { type Damage, laterField, someDamage } from './damaged-row.ts'
import { Random } from './random.ts'
import { type Sabotage, honest } from './sabotage.ts'
import { Scheduler } from './scheduler.ts'
import { serviceEvent } from './service-events.ts'
import { Outside } from './sim-effects.ts'
import { SimService } from './sim-service.ts'
import { SimWindow } from './sim-window.ts'
import type { Network, NetworkFaults } from './wire.ts'
import { Witness } from './witness.ts'
import { newWorld, world } from './world.ts'

/** What a schedule came to. The trace is the same for the same seed. */
export interface ScheduleDone {
  readonly seed: number
  readonly plan: FaultPlan
  readonly failures: readonly Failure[]
  readonly trace: readonly string[]
  readonly intents: number
  readonly applied: number
  readonly parked: number
}

// The world is the same for every schedule, so it is made once.
let made: Promise<MemoryStore> | null = null
const freshStore = async (): Promise<MemoryStore> => new MemoryStore(await (made ??= newWorld()))

/** After the last fault everything must be at rest within this time, in milliseconds: the longest wait to reconnect, twice, and a download. */
const restMs = 200_000

/** For so long late events of old connections may come in, in milliseconds. */
const lateMs = 45_000
/** Within this time a table that differs is fetched anew, also where the answer to that was lost: its patience, another look, and the page. */
const digestsMs = 130_000

/** What each has a chance of its own for; from `steps` on, each step. */
const streams = { seats: 0, network: 1, disks: 2, service: 3, steps: 10 } as const

/** Runs one schedule: three windows and a service, random work and faults, then rest and the checks. */
export async function runSchedule(seed: number, bent: Bent = {}): Promise<ScheduleDone> {
  const schedule = new Schedule(seed, await freshStore(), bent)
  return schedule.run()
}

/** What is different from the schedule that the seed alone would give. */
export interface Bent {
  readonly sabotage?: Sabotage
  /** In place of what would be drawn: how a failing schedule is made smaller. */
  readonly plan?: FaultPlan | undefined
}

export class Schedule {
  readonly seed: number
  readonly store: MemoryStore
  /** The chance of the present step. */
  random: Random
  readonly plan: FaultPlan
  readonly scheduler = new Scheduler()
  readonly intents = new Intents()
  readonly windows: readonly SimWindow[]
  readonly trace: string[] = []
  readonly broken: string[] = []
  readonly newId: () => string
  readonly #network: Network
  readonly #sabotage: Sabotage
  readonly #start: number
  #isResting = false
  #here = ''
  service: SimService | null = null
  /** How often everything stood still for a night. */
  nights = 0
  /** How often the service was put back to an earlier state: what it did since then happened all the same, to those outside. */
  restores = 0
  readonly outside = new Outside(
    (opId) => this.store.log.some((entry) => entry.opId === opId && 'applied' in entry.outcome),
    (what) => this.broken.push(what),
  )
  #backup: MemoryStore | null = null
  #isServiceOlder = false

  constructor(seed: number, store: MemoryStore, { sabotage = {}, plan }: Bent) {
    this.seed = seed
    this.store = store
    this.#sabotage = sabotage
    this.random = Random.stream(seed, streams.seats)
    this.plan = plan ?? drawPlan(seed, sabotage.always)
    this.#start = this.scheduler.now
    let ids = 0x100000
    this.newId = () => idOf((ids += 1))
    this.#network = {
      scheduler: this.scheduler,
      random: Random.stream(seed, streams.network),
      faults: this.#networkFaults(),
      accept: (wire) => this.service?.accept(wire) ?? null,
      copy: (wire, request) => this.service?.copy(wire.agentId, request) ?? null,
    }
    const witness = new Witness(
      store,
      () => this.scheduler.now,
      (what) => this.broken.push(what),
    )
    store.witness = (writes) => witness.see(writes)
    this.windows = this.#seats().map((agent, index) => new SimWindow(index, agent, this.#windowPorts()))
  }

  async run(): Promise<ScheduleDone> {
    this.#note(`faults ${[...this.plan.has].join(' ')}, pace ${this.plan.pace}`)
    this.#startService()
    for (const window of this.windows) {
      this.#seat(window)
      void window.open()
    }
    await this.#pass(this.random.between(0, 3000))
    for (let step = 0; step < this.plan.steps; step++) {
      this.random = Random.stream(this.seed, streams.steps + step)
      if (this.plan.kept?.has(step) !== false) this.#step(step)
      this.#sabotage.meddle?.(this)
      await this.#pass(this.random.between(0, 2 * this.plan.pace))
    }
    await this.#rest()
    const failures = await check(this)
    const applied = this.store.log.filter(({ opId, outcome }) => 'applied' in outcome && this.intents.get(opId)).length
    const parked = this.windows.reduce((sum, { store }) => sum + (store?.outbox.parked().length ?? 0), 0)
    return {
      seed: this.seed,
      plan: this.plan,
      failures,
      trace: this.trace,
      intents: this.intents.all.length,
      applied,
      parked,
    }
  }

  /** What the computers of this schedule are like. */
  #seat(window: SimWindow): void {
    const { has } = this.plan
    if (has.has('old-build') && this.random.chance(0.5)) window.build = 'old'
    if (has.has('clock-skew')) letFail(this, 'clock-skew')
  }

  #note(what: string): void {
    this.trace.push(`${(this.scheduler.now - this.#start) | 0} ${this.#here}${what}`)
    this.#here = ''
  }

  #pass(ms: number): Promise<void> {
    return this.scheduler.runUntil(this.scheduler.now + ms)
  }

  /** Faults off, everything back: now it must come to rest. */
  async #rest(): Promise<void> {
    this.#note('rest')
    Object.assign(this.#network.faults, { drop: 0, duplicate: 0, reorder: 0, behead: 0, isLate: false })
    this.#isResting = true
    if (this.#isServiceOlder) this.replaceService()
    if (this.service === null) this.#startService()
    for (const window of this.windows) {
      window.wake()
      if (!window.isRunning) void window.open()
    }
    await this.scheduler.runUntil(this.scheduler.now + 1000)
    const until = this.scheduler.now + restMs
    await this.scheduler.runUntil(until, () => this.windows.every((window) => this.#isAtRest(window)))
    // Disks write on, and late events of old connections come in.
    await this.#pass(this.plan.has.has('silent-loss') ? digestsMs : lateMs)
  }

  #isAtRest({ store, client }: SimWindow): boolean {
    // What a disk refused before the faults ended is offered to it again a few seconds later.
    if (store === null || client === null || store.lag.isBehind) return false
    return client.state.connection === 'online' && client.state.isCaughtUp && store.outbox.entries().length === 0
  }

  #seats(): Agent[] {
    const { ana, ben, tia } = world.agents
    // Sometimes one agent works at two computers.
    const third = this.random.chance(0.3) ? ben : tia
    return [ana, ben, third].map((id) => this.store.get('agents', id) as Agent)
  }

  #windowPorts(): ConstructorParameters<typeof SimWindow>[2] {
    const { plan } = this
    const random = Random.stream(this.seed, streams.disks)
    const slow = plan.has.has('slow-disk') ? 600 : 12
    const delay = (): number => random.between(0, slow)
    const refuses = (kind: FaultKind) => (): boolean => !this.#isResting && plan.has.has(kind) && random.chance(0.05)
    return {
      network: this.#network,
      scheduler: this.scheduler,
      random,
      newId: this.newId,
      intents: this.intents,
      tap: this.#sabotage.tap?.(this) ?? honest,
      disks: {
        outbox: { delay, isRefused: refuses('disk-refuses') },
        cache: { delay, isRefused: refuses('cache-refuses') },
      },
      sabotage: this.#sabotage,
      broken: (what) => this.broken.push(what),
    }
  }

  #networkFaults(): NetworkFaults {
    const { has } = this.plan
    return {
      drop: has.has('drop') ? 0.06 : 0,
      duplicate: has.has('duplicate') ? 0.1 : 0,
      reorder: has.has('reorder') ? 0.15 : 0,
      behead: has.has('behead') ? 0.3 : 0,
      isLate: has.has('late-close'),
    }
  }

  #startService(): void {
    this.service = new SimService({
      store: this.store,
      scheduler: this.scheduler,
      random: Random.stream(this.seed, streams.service),
      sabotage: this.#sabotage,
      outside: this.outside,
      storeMs: this.plan.has.has('slow-store') ? 1500 : 12,
      isCalm: () => this.#isResting,
      isOlder: this.#isServiceOlder,
      areRowsDamaged: this.plan.has.has('corrupt-rows'),
      isFalselyRefused: () =>
        !this.#isResting && this.plan.has.has('error-though-applied') && this.#network.random.chance(0.1),
      broken: (what) => this.broken.push(what),
    })
  }

  #step(step: number): void {
    const { random, plan } = this
    this.#here = `#${step} `
    const dice = random.next()
    if (dice < 0.55) this.#agentActs(random.pick(this.windows))
    else if (dice < 0.75) this.#serviceActs()
    else {
      // Picked from all that were drawn, so that one left out does not move the others.
      const kind = random.pick([...plan.drawn, 'none' as const])
      this.#note(letFail(this, kind === 'none' || plan.has.has(kind) ? kind : 'none'))
    }
  }

  #agentActs(window: SimWindow): void {
    if (!window.isRunning || window.isAsleep) return
    const { random, newId, intents } = this
    const what = random.chance(0.06)
      ? decide(window, random, intents)
      : act(window, { random, newId, intents, hasBounds: this.#sabotage.hasNoBounds !== true })
    this.#note(`w${window.index} ${what}`)
    this.#sabotage.named?.(window)
    if (this.random.chance(0.2) && window.screen !== null) this.#fetchThread(window, window.screen.caseId)
  }

  #fetchThread({ client, index }: SimWindow, caseId: string): void {
    client?.fetchThread(caseId).catch((error: unknown) => {
      // A connection may fail; a mistake in the program may not.
      if (!(error instanceof Error) || error.name !== 'Error') this.broken.push(`window ${index}: ${String(error)}`)
    })
  }

  #serviceActs(): void {
    if (this.service === null) return
    const { random, plan } = this
    if (plan.has.has('corrupt-rows') && random.chance(0.2)) return this.#slipIn('damaged', someDamage(this))
    if (plan.has.has('later-fields') && random.chance(0.3)) return this.#slipIn('later', laterField(this))
    const event = serviceEvent(this, plan.has.has('rights-change') && random.chance(0.4))
    void this.service.run(this.newId(), event)
    this.#note(`service ${event.name}`)
  }

  #slipIn(what: string, damage: Damage): void {
    void this.service?.slipIn(damage)
    this.#note(`service has a ${what} ${damage.table}/${damage.id.slice(-6)}`)
  }

  /** The service dies, or is started again where it is dead. */
  crashService(): string {
    if (this.service === null) {
      this.#startService()
      return 'the service starts'
    }
    this.service.crash()
    this.service = null
    if (this.random.chance(0.6))
      this.scheduler.after(this.random.between(0, 3000), () => this.service ?? this.#startService())
    return 'the service dies'
  }

  /** A backup is made; or the last one is put in place of what the service has, under the name of a new history [S23]. */
  restore(): string {
    if (this.#backup === null || this.random.chance(0.4)) {
      this.#backup = new MemoryStore(this.store)
      return 'a backup is made'
    }
    this.service?.crash()
    this.restores += 1
    const { nameEpoch = (_before, now) => now } = this.#sabotage
    this.store.restore(this.#backup, nameEpoch(this.store.epoch, `e${this.restores + 1}`))
    this.#startService()
    return 'the service is put back to its backup'
  }

  /** The service is replaced by an older build of itself, which does not let newer windows in; or by one of today [S19]. */
  replaceService(): string {
    this.#isServiceOlder = !this.#isServiceOlder
    this.service?.crash()
    this.#startService()
    return `the service is ${this.#isServiceOlder ? 'an older build' : 'of today'}`
  }
}
