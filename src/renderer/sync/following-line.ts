import type { PresenceTold } from '#shared/sync/protocol.ts'
import type { Clock } from './link.ts'
import type { LastHeard } from './presence-relay.ts'
import { type PresenceLine, type SyncLine, type SyncState, silentState } from './sync-line.ts'
import type { WindowChannel, WindowHint } from './window-channel.ts'
import { Listeners } from './listeners.ts'

/** How long may pass, in milliseconds, until what another window kept is seen here although every hint was lost. */
const pollMs = 2000
/** How long the window that leads may take to fetch a thread. */
const threadPatience = 15_000

/** What a window needs of its own copy to follow another one. */
export interface FollowedDisk {
  /** Takes in what the window that leads has kept since, and what other windows wrote. */
  catchUp(): Promise<void>
  /** Resolves true when rows of this thread come in; false after `ms`. */
  threadCame(caseId: string, ms: number): Promise<boolean>
}

/** The line of a window that leaves the service to another one and reads from the disk what that one keeps [S20]. */
export class FollowingLine implements SyncLine {
  readonly presence: PresenceLine
  readonly #presenceListeners = new Listeners<PresenceTold>()
  readonly #disk: FollowedDisk
  readonly #channel: WindowChannel
  readonly #clock: Clock
  readonly #listeners = new Listeners<SyncState>()
  #state: SyncState
  #heard: LastHeard = { at: null, leaseMs: null, aheadMs: 0 }
  #stopListening: (() => void) | null = null
  #cancelPoll: (() => void) | null = null
  #isReading = false
  #readAgain = false

  constructor(disk: FollowedDisk, channel: WindowChannel, clock: Clock, lastSyncAt: number | null) {
    this.#disk = disk
    this.#channel = channel
    this.#clock = clock
    this.#state = { ...silentState(clock.now(), lastSyncAt), connection: 'connecting' }
    const heard = (): LastHeard => this.#heard
    this.presence = {
      get heard() {
        return heard()
      },
      present: (said) => channel.post({ say: 'present', said }),
      onTold: this.#presenceListeners.add,
    }
  }

  get state(): SyncState {
    return this.#state
  }

  subscribe(listener: (state: SyncState) => void): () => void {
    return this.#listeners.add(listener)
  }

  start(): void {
    this.#stopListening = this.#channel.listen((hint) => this.#hear(hint))
    this.#channel.post({ say: 'who-leads' })
    this.#read()
  }

  stop(): void {
    this.#stopListening?.()
    this.#stopListening = null
    this.#cancelPoll?.()
  }

  retryNow(): void {
    this.#channel.post({ say: 'try-now' })
  }

  fetchThread(caseId: string): Promise<boolean> {
    if (this.#state.connection !== 'online') return Promise.resolve(false)
    const came = this.#disk.threadCame(caseId, threadPatience)
    this.#channel.post({ say: 'fetch-thread', caseId })
    return came
  }

  #hear(hint: WindowHint): void {
    if (hint.say === 'wrote' || hint.say === 'kept') this.#read()
    else if (hint.say === 'stands') {
      this.#heard = hint.heard
      this.#stand(hint.state)
    } else if (hint.say === 'presence') this.#presenceListeners.tell(hint.told)
  }

  #stand(state: SyncState): void {
    this.#state = state
    this.#listeners.tell(state)
  }

  /** One reading at a time; what is hinted at meanwhile is read after it. */
  #read(): void {
    if (this.#isReading) {
      this.#readAgain = true
      return
    }
    this.#isReading = true
    this.#readAgain = false
    this.#cancelPoll?.()
    this.#disk
      .catchUp()
      .catch((error: unknown) => {
        this.#stand({ ...this.#state, trouble: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => {
        this.#isReading = false
        if (this.#stopListening === null) return
        if (this.#readAgain) this.#read()
        else this.#cancelPoll = this.#clock.after(pollMs, () => this.#read())
      })
  }
}
