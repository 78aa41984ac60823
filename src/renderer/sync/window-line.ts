import type { PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'
import type { LastHeard } from './presence-relay.ts'
import type { Ended, PresenceLine, SyncLine, SyncState } from './sync-line.ts'
import { Listeners } from './listeners.ts'

/** The line that a window has at the moment: it follows another window, until that one is gone and it leads itself [S20]. */
export class WindowLine implements SyncLine {
  readonly presence: PresenceLine
  readonly #listeners = new Listeners<SyncState>()
  #line: SyncLine
  #stops: (() => void)[] = []
  #isStarted = false
  #ended: Ended | null = null
  #said: PresenceSaid | null = null
  readonly #presenceListeners = new Listeners<PresenceTold>()

  constructor(line: SyncLine) {
    this.#line = line
    const heard = (): LastHeard => this.#line.presence.heard
    this.presence = {
      get heard() {
        return heard()
      },
      present: (said) => {
        this.#said = said
        this.#line.presence.present(said)
      },
      onTold: this.#presenceListeners.add,
    }
  }

  get state(): SyncState {
    return this.#ended === null ? this.#line.state : { ...this.#line.state, ended: this.#ended }
  }

  /** Ends the line for good, and says why. */
  end(ended: Ended): void {
    this.#ended = ended
    this.stop()
    this.#tell(this.state)
  }

  subscribe(listener: (state: SyncState) => void): () => void {
    return this.#listeners.add(listener)
  }

  start(): void {
    this.#isStarted = true
    this.#stops = [
      this.#line.subscribe((state) => this.#tell(state)),
      this.#line.presence.onTold((told) => {
        this.#presenceListeners.tell(told)
      }),
    ]
    this.#line.start()
  }

  stop(): void {
    this.#isStarted = false
    for (const stop of this.#stops.splice(0)) stop()
    this.#line.stop()
  }

  /** Goes on over another line. */
  switchTo(line: SyncLine): void {
    const wasStarted = this.#isStarted
    if (wasStarted) this.stop()
    this.#line = line
    if (!wasStarted) return
    this.start()
    if (this.#said !== null) line.presence.present(this.#said)
    this.#tell(line.state)
  }

  retryNow(): void {
    this.#line.retryNow()
  }

  fetchThread(caseId: string): Promise<boolean> {
    return this.#line.fetchThread(caseId)
  }

  #tell(state: SyncState): void {
    this.#listeners.tell(state)
  }
}
