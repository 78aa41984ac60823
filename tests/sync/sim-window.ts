import type { CacheDisk, HomeContent, OutboxDisk } from '#renderer/sync/disk.ts'
import type { Clock, Dial } from '#renderer/sync/link.ts'
import { keyOf, opKey } from '#renderer/sync/outbox-records.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import { type Refused, saveRefused } from '#renderer/workspace/save-refused.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Incident } from '#shared/sync/incident.ts'
import type { Row } from '#shared/tables.ts'
import type { Intents } from './intents.ts'
import { type CacheSteps, MemoryCacheDisk, understood } from './memory-cache-disk.ts'
import { type DiskBehaviour, type HomeSteps, homeAfter, keysIn, memoryHomes } from './memory-outbox-disk.ts'
import { type Build, handlersOfOld, linkOfOld } from './old-build.ts'
import { Profile } from './profile.ts'
import type { Random } from './random.ts'
import { watchReads } from './read-history.ts'
import type { Sabotage } from './sabotage.ts'
import { Life, type Scheduler, clockOf } from './scheduler.ts'
import { type Network, type Tap, Wire } from './wire.ts'

export interface WindowPorts {
  readonly network: Network
  readonly scheduler: Scheduler
  readonly random: Random
  readonly newId: () => string
  readonly intents: Intents
  readonly tap: Tap
  readonly disks: { readonly cache: DiskBehaviour; readonly outbox: DiskBehaviour }
  readonly sabotage: Sabotage
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
  'protocol-too-new',
  'the cache disk refused a write',
  'the outbox disk refused a write',
])

const same = <T>(one: T): T => one

/** The messages of a case as they stand on a screen. */
export interface Screen {
  readonly caseId: string
  shown: readonly Row<'messages'>[]
}

/** One window on one computer: its disks outlive it, everything else dies with it. */
export class SimWindow {
  readonly index: number
  readonly agent: Agent
  readonly #ports: WindowPorts
  readonly #profile = new Profile()
  /** The programs at work: one, unless a test has taken the lock away. */
  readonly #running: Life[] = []
  build: Build = 'new'
  /** By how many milliseconds this computer's clock is wrong [S22]. */
  skewMs = 0
  cache: CacheSteps = []
  /** The outbox in its first home. */
  outbox: HomeSteps = []
  /** The outbox in its second home. */
  journal: HomeSteps = []
  /** The homes that were damaged since the program last opened both. */
  readonly damaged = new Set<'outbox' | 'journal'>()
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

  get isAsleep(): boolean {
    return this.#life.isAsleep
  }

  /**
   * The program is started. One works on a profile at a time: a second one waits until the first has ended [S20]. Beside it, the disks
   * may be written to by two.
   */
  async open(): Promise<void> {
    const life = new Life(this.#ports.scheduler)
    if (this.#ports.sabotage.hasNoLock !== true) await this.#profile.claim(life)
    await this.#start(life)
  }

  async #start(life: Life): Promise<void> {
    this.#running.push(life)
    this.#life = life
    this.#excuseLost()
    const clock = this.#clock(life)
    const emptied = this.#emptiedHome()
    const store = await SyncStore.open(this.agent, this.#disks(life, clock), clock)
    // From here on the homes hold the same again.
    this.damaged.clear()
    const { broken, sabotage } = this.#ports
    if (emptied !== null && !store.outbox.incidents.some(({ kind }) => kind === emptied))
      broken(`window ${this.index} took an emptied home for a first start`)
    const client = new SyncClient(store, this.#dial(life), (sabotage.wrapClock ?? same)(clock, this.index))
    this.store = store
    this.client = client
    watchReads(store, (what) => broken(`window ${this.index}: ${what}`))
    client.subscribe(({ trouble, ended }) => {
      if (ended !== null) broken(`window ${this.index} was ended: ${ended}`)
      // What the network does is no trouble of ours; a mistake in the program is.
      if (trouble !== null && !expectedTroubles.has(trouble)) broken(`window ${this.index}: ${trouble}`)
    })
    client.start()
    this.#saveRefused(store, clock)
  }

  /** As the desk does it. */
  #saveRefused(store: SyncStore, clock: Clock): void {
    const refused: Refused = {
      get keeping() {
        return { unsafe: store.outbox.unsafe, isBehind: store.lag.isBehind }
      },
      saveAgain: () => store.saveAgain(),
      subscribe: (listener) => store.subscribe(listener),
    }
    saveRefused(refused, clock)
  }

  /** The program dies. One that waited to be the only one goes on in its place. */
  crash(): void {
    this.#checkSaved()
    for (const life of this.#running.splice(0)) life.end()
    this.store = null
    this.client = null
    this.screen = null
    this.wire?.close()
    this.wire = null
    this.#profile.release()
  }

  /** The computer sleeps: its connections lie dead, its timers wait. */
  sleep(): void {
    this.wire?.halfOpen()
    this.#life.sleep()
  }

  wake(): void {
    this.#life.wake()
  }

  /** The next start is that of a build that knows every table. */
  upgrade(): void {
    if (this.build === 'old') this.cache = understood(this.cache)
    this.build = 'new'
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

  /** What an agent was told is saved is in both homes, whatever happens next [S9]. */
  #checkSaved(): void {
    const { intents, broken, sabotage } = this.#ports
    if (this.store === null || this.damaged.size > 0) return
    const homes = sabotage.hasNoJournal === true ? [this.outbox] : [this.outbox, this.journal]
    const keys = homes.map(keysIn)
    for (const { opId } of this.store.outbox.entries()) {
      const isTold = intents.get(opId)?.isSaved === true
      if (isTold && !keys.every((home) => home.has(opKey(opId))))
        broken(`${opId.slice(-6)} of w${this.index} was said to be saved and is not in every home`)
    }
  }

  /** Which home is empty beside the marker of the other: that is an incident, not a first start [S11]. */
  #emptiedHome(): Incident['kind'] | null {
    if (this.#ports.sabotage.hasNoJournal === true) return null
    const [first, second] = [homeAfter(this.outbox), homeAfter(this.journal)]
    const isEmpty = ({ generation, records, damaged }: HomeContent): boolean =>
      generation === null && records.length + damaged === 0
    if (isEmpty(first) && second.generation !== null) return 'outbox-emptied'
    return isEmpty(second) && first.generation !== null ? 'journal-emptied' : null
  }

  /**
   * What is in neither home may be lost where nobody was told that it is safe, or where both homes were damaged at once. Homes that both
   * went back to before a mutation was offered again have it as done with: that is in neither home, too [S10][S23].
   */
  #excuseLost(): void {
    const areBothDamaged = this.damaged.size > 1
    const records = [this.outbox, this.journal].flatMap((home) => homeAfter(home).records)
    const kept = new Set(records.filter(({ is }) => !areBothDamaged || is !== 'acknowledged').map(keyOf))
    for (const intent of this.#ports.intents.of(this.index)) {
      if (kept.has(opKey(intent.opId))) continue
      if (!intent.isSaved || areBothDamaged) intent.excuse ??= 'in neither home'
    }
  }

  #clock(life: Life): Clock {
    const { scheduler, random, newId } = this.#ports
    return clockOf(scheduler, life, random, { newId, skew: () => this.skewMs })
  }

  #disks(life: Life, clock: Clock): { cache: CacheDisk; outbox: OutboxDisk } {
    const { disks, sabotage } = this.#ports
    return {
      cache: (sabotage.wrapCache ?? same)(new MemoryCacheDisk(this.cache, life, disks.cache)),
      outbox: (sabotage.wrapOutbox ?? same)(this.#homes(life, clock)),
    }
  }

  #homes(life: Life, clock: Clock): OutboxDisk {
    const { disks, sabotage } = this.#ports
    return memoryHomes({ first: this.outbox, second: this.journal }, life, clock, {
      behaviour: disks.outbox,
      wrap: sabotage.wrapHome,
      isAlone: sabotage.hasNoJournal === true,
    })
  }

  #dial(life: Life): Dial {
    const { build } = this
    const dial = this.#plainDial(life)
    const ofBuild: Dial = (clientId, handlers) =>
      build === 'old' ? linkOfOld(dial(clientId, handlersOfOld(handlers))) : dial(clientId, handlers)
    return (this.#ports.sabotage.wrapDial ?? same)(ofBuild)
  }

  #plainDial(life: Life): Dial {
    const { network, tap } = this.#ports
    return (clientId, handlers) => {
      const isAlive =
        <A extends unknown[]>(call: (...args: A) => void) =>
        (...args: A): void =>
          life.run(() => call(...args))
      const wire = new Wire(
        network,
        { agentId: this.agent.id, windowIndex: this.index, clientId, build: this.build },
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
