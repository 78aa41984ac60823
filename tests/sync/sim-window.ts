import type { Clock, Dial } from '#renderer/sync/link.ts'
import type { OutboxRecord } from '#renderer/sync/disk.ts'
import { keyOf, opKey } from '#renderer/sync/outbox-records.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Row } from '#shared/tables.ts'
import type { Intents } from './intents.ts'
import { type CacheSteps, MemoryCacheDisk } from './memory-cache-disk.ts'
import { type DiskBehaviour, type HomeSteps, memoryHomes } from './memory-outbox-disk.ts'
import type { Random } from './random.ts'
import { Life, type Scheduler, clockOf } from './scheduler.ts'
import { type Network, type Tap, Wire } from './wire.ts'

export interface WindowPorts {
  readonly network: Network
  readonly scheduler: Scheduler
  readonly random: Random
  readonly newId: () => string
  readonly intents: Intents
  readonly tap: Tap
  readonly disk: DiskBehaviour
  /** Puts something around the clock of the sync client: how a test breaks the minting of clientIds. */
  readonly wrapClock: (clock: Clock, windowIndex: number) => Clock
  readonly broken: (what: string) => void
}

const expectedTroubles = new Set([
  'closed',
  'disconnected',
  'no answer in time',
  'refused',
  'replaced',
  'draining',
  'slow',
  'busy',
])

/** The messages of a case as they stand on a screen. */
export interface Screen {
  readonly caseId: string
  shown: readonly Row<'messages'>[]
}

const recordsIn = (step: HomeSteps[number]): readonly OutboxRecord[] => ('put' in step ? step.put : step.records)

/** One window on one computer: its disks outlive it, everything else dies with it. */
export class SimWindow {
  readonly index: number
  readonly agent: Agent
  readonly #ports: WindowPorts
  cache: CacheSteps = []
  /** The outbox in its first home. */
  outbox: HomeSteps = []
  /** The outbox in its second home. */
  journal: HomeSteps = []
  wire: Wire | null = null
  store: SyncStore | null = null
  client: SyncClient | null = null
  screen: Screen | null = null
  #life: Life

  constructor(index: number, agent: Agent, ports: WindowPorts) {
    this.index = index
    this.agent = agent
    this.#ports = ports
    this.#life = new Life(ports.scheduler)
    this.#life.end()
  }

  get isRunning(): boolean {
    return this.#life.isAlive
  }

  /** Starts the program on what the disks hold. */
  async open(): Promise<void> {
    const { scheduler, random, newId, disk, wrapClock } = this.#ports
    const life = new Life(scheduler)
    this.#life = life
    this.#excuseLost()
    const clock = clockOf(scheduler, life, random, newId)
    const disks = {
      cache: new MemoryCacheDisk(this.cache, life, disk),
      outbox: memoryHomes({ first: this.outbox, second: this.journal }, life, disk, clock),
    }
    const store = await SyncStore.open(this.agent, disks, clock)
    const client = new SyncClient(store, this.#dial(life), wrapClock(clock, this.index))
    this.store = store
    this.client = client
    client.subscribe(({ trouble, ended }) => {
      if (ended !== null) this.#ports.broken(`window ${this.index} was ended: ${ended}`)
      // What the network does is no trouble of ours; a mistake in the program is.
      if (trouble !== null && !expectedTroubles.has(trouble)) this.#ports.broken(`window ${this.index}: ${trouble}`)
    })
    client.start()
  }

  /** The program dies. */
  crash(): void {
    this.#life.end()
    this.store = null
    this.client = null
    this.screen = null
    this.wire?.close()
    this.wire = null
  }

  /** Opens a thread and keeps it up to date as the desk does. */
  show(caseId: string): void {
    const { store } = this
    if (store === null) return
    const screen: Screen = { caseId, shown: [] }
    this.screen = screen
    let asked = 0
    const read = (): void => {
      asked += 1
      const mine = asked
      void store.cold('messages', caseId).then((rows) => {
        if (mine === asked) screen.shown = rows
      })
    }
    store.subscribe(({ rows, parents }) => {
      const isTouched =
        parents.has(`messages/${caseId}`) || (rows.has('cases') && store.get('cases', caseId) === undefined)
      if (this.screen === screen && isTouched) read()
    })
    read()
  }

  /** Mutations that neither home ever kept may be lost: nobody was told that they are safe. */
  #excuseLost(): void {
    const kept = new Set([...this.outbox, ...this.journal].flatMap(recordsIn).map(keyOf))
    for (const intent of this.#ports.intents.of(this.index)) {
      if (!kept.has(opKey(intent.opId))) intent.excuse ??= 'not on this disk'
    }
  }

  #dial(life: Life): Dial {
    const { network, tap } = this.#ports
    return (clientId, handlers) => {
      const isAlive =
        <A extends unknown[]>(call: (...args: A) => void) =>
        (...args: A): void => {
          if (life.isAlive) call(...args)
        }
      const wire = new Wire(
        network,
        { agentId: this.agent.id, windowIndex: this.index, clientId },
        {
          up: isAlive(handlers.up),
          down: isAlive(handlers.down),
          patch: isAlive(handlers.patch),
          head: isAlive(handlers.head),
          leave: isAlive(handlers.leave),
          presence: isAlive(handlers.presence),
        },
        tap,
      )
      this.wire = wire
      return wire
    }
  }
}
