import type { Clock } from '#renderer/sync/link.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Ledger } from '#service/sync/ledger.ts'
import { idOf } from '#tests/builders.ts'
import { act, decide } from './agent-actions.ts'
import { type Failure, check } from './checker.ts'
import { type FaultKind, type FaultPlan, drawPlan } from './fault-plan.ts'
import { Intents } from './intents.ts'
import { MemoryStore } from './memory-ledger.ts'
import { Random } from './random.ts'
import { Scheduler } from './scheduler.ts'
import { serviceEvent } from './service-events.ts'
import { SimService } from './sim-service.ts'
import { SimWindow } from './sim-window.ts'
import type { Network, NetworkFaults, Tap } from './wire.ts'
import { newWorld, world } from './world.ts'

/** What a schedule came to. The trace is the same for the same seed. */
export interface ScheduleDone {
  readonly seed: number
  readonly failures: readonly Failure[]
  readonly trace: readonly string[]
  readonly intents: number
  readonly applied: number
  readonly parked: number
}

/** How a test breaks a rule from outside: something put around a port. */
export interface Sabotage {
  readonly always?: readonly FaultKind[]
  readonly tap?: (schedule: Schedule) => Tap
  readonly wrapLedger?: (ledger: Ledger) => Ledger
  readonly wrapClock?: (clock: Clock, windowIndex: number) => Clock
  readonly hasNoHeartbeat?: boolean
}

const honest: Tap = {
  toWindow: (said) => said,
  toService: (_kind, request) => request,
  answered: (_kind, _request, reply) => reply,
}

// The world is the same for every schedule, so it is made once.
let made: Promise<MemoryStore> | null = null
const freshStore = async (): Promise<MemoryStore> => new MemoryStore(await (made ??= newWorld()))

/** After the last fault everything must be at rest within this time, in milliseconds: the longest wait to reconnect, twice, and a download. */
const restMs = 200_000

/** Runs one schedule: three windows and a service, random work and faults, then rest and the checks. */
export async function runSchedule(seed: number, sabotage: Sabotage = {}): Promise<ScheduleDone> {
  const schedule = new Schedule(seed, await freshStore(), sabotage)
  return schedule.run()
}

export class Schedule {
  readonly seed: number
  readonly store: MemoryStore
  readonly random: Random
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
  service: SimService | null = null

  constructor(seed: number, store: MemoryStore, sabotage: Sabotage) {
    this.seed = seed
    this.store = store
    this.#sabotage = sabotage
    this.random = new Random(seed)
    this.plan = drawPlan(this.random, sabotage.always)
    this.#start = this.scheduler.now
    let ids = 0x100000
    this.newId = () => idOf((ids += 1))
    this.#network = {
      scheduler: this.scheduler,
      random: this.random,
      faults: this.#networkFaults(),
      accept: (wire) => this.service?.accept(wire) ?? null,
      copy: (wire, request) => this.service?.copy(wire.agentId, request) ?? null,
    }
    this.windows = this.#seats().map((agent, index) => new SimWindow(index, agent, this.#windowPorts()))
  }

  async run(): Promise<ScheduleDone> {
    this.#note(`faults ${[...this.plan.has].join(' ')}, pace ${this.plan.pace}`)
    this.#startService()
    for (const window of this.windows) void window.open()
    await this.#pass(this.random.between(0, 3000))
    for (let step = 0; step < this.plan.steps; step++) {
      this.#step()
      await this.#pass(this.random.between(0, 2 * this.plan.pace))
    }
    await this.#rest()
    const failures = await check(this)
    const applied = this.store.log.filter(({ opId, outcome }) => 'applied' in outcome && this.intents.get(opId)).length
    const parked = this.windows.reduce((sum, { store }) => sum + (store?.outbox.parked().length ?? 0), 0)
    return { seed: this.seed, failures, trace: this.trace, intents: this.intents.all.length, applied, parked }
  }

  #note(what: string): void {
    this.trace.push(`${(this.scheduler.now - this.#start) | 0} ${what}`)
  }

  #pass(ms: number): Promise<void> {
    return this.scheduler.runUntil(this.scheduler.now + ms)
  }

  /** Faults off, everything back: now it must come to rest. */
  async #rest(): Promise<void> {
    this.#note('rest')
    Object.assign(this.#network.faults, { drop: 0, duplicate: 0, reorder: 0, behead: 0, isLate: false })
    if (this.service === null) this.#startService()
    for (const window of this.windows) if (!window.isRunning) void window.open()
    await this.scheduler.runUntil(this.scheduler.now + 1000)
    const until = this.scheduler.now + restMs
    await this.scheduler.runUntil(until, () => this.windows.every((window) => this.#isAtRest(window)))
    // Disks write on, and late events of old connections come in.
    await this.#pass(45_000)
  }

  #isAtRest({ store, client }: SimWindow): boolean {
    if (store === null || client === null) return false
    return client.state.connection === 'online' && client.state.isCaughtUp && store.outbox.entries().length === 0
  }

  #seats(): Agent[] {
    const { ana, ben, tia } = world.agents
    // Sometimes one agent works at two computers.
    const third = this.random.chance(0.3) ? ben : tia
    return [ana, ben, third].map((id) => this.store.get('agents', id) as Agent)
  }

  #windowPorts(): ConstructorParameters<typeof SimWindow>[2] {
    const { random, plan } = this
    const slow = plan.has.has('slow-disk') ? 600 : 12
    return {
      network: this.#network,
      scheduler: this.scheduler,
      random,
      newId: this.newId,
      intents: this.intents,
      tap: this.#sabotage.tap?.(this) ?? honest,
      disk: {
        delay: () => random.between(0, slow),
        isRefused: () => plan.has.has('disk-refuses') && random.chance(0.05),
      },
      wrapClock: this.#sabotage.wrapClock ?? ((clock) => clock),
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
      random: this.random,
      wrapLedger: this.#sabotage.wrapLedger ?? ((ledger) => ledger),
      hasHeartbeat: this.#sabotage.hasNoHeartbeat !== true,
      broken: (what) => this.broken.push(what),
    })
  }

  #step(): void {
    const { random, plan } = this
    const dice = random.next()
    if (dice < 0.55) this.#agentActs(random.pick(this.windows))
    else if (dice < 0.75) this.#serviceActs()
    else this.#fault(random.pick([...plan.has, 'none' as const]))
  }

  #agentActs(window: SimWindow): void {
    if (!window.isRunning) return
    const what = this.random.chance(0.06)
      ? decide(window, this.random, this.intents)
      : act(window, this.random, this.newId, this.intents)
    this.#note(`w${window.index} ${what}`)
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
    const isRightsChange = this.plan.has.has('rights-change') && this.random.chance(0.4)
    const event = serviceEvent(this, isRightsChange)
    void this.service.run(this.newId(), event)
    this.#note(`service ${event.name}`)
  }

  #fault(kind: FaultKind | 'none'): void {
    const window = this.random.pick(this.windows)
    switch (kind) {
      case 'cut':
        window.wire?.cut()
        return this.#note(`w${window.index} cut`)
      case 'half-open':
        window.wire?.halfOpen()
        return this.#note(`w${window.index} half-open`)
      case 'service-crash':
        return this.#crashService()
      case 'client-crash':
      case 'roll-back-both':
      case 'roll-back-cache':
      case 'roll-back-outbox':
      case 'lose-cache':
        return this.#crashOrStart(window, kind)
      default:
    }
  }

  #crashService(): void {
    this.#note(this.service === null ? 'service starts' : 'service crashes')
    if (this.service === null) return this.#startService()
    this.service.crash()
    this.service = null
    if (this.random.chance(0.6))
      this.scheduler.after(this.random.between(0, 3000), () => this.service ?? this.#startService())
  }

  #crashOrStart(window: SimWindow, kind: FaultKind): void {
    if (!window.isRunning) {
      void window.open()
      return this.#note(`w${window.index} starts`)
    }
    window.crash()
    const backTo = (length: number): number => this.random.below(length + 1)
    if (kind === 'lose-cache') window.cache.length = 0
    if (kind === 'roll-back-both' || kind === 'roll-back-cache') window.cache.length = backTo(window.cache.length)
    if (kind === 'roll-back-both' || kind === 'roll-back-outbox') window.outbox.length = backTo(window.outbox.length)
    this.#note(`w${window.index} ${kind}`)
    if (this.random.chance(0.7)) void window.open()
  }
}
