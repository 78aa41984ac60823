import { PresenceLine } from './presence-line.ts'
import type { Clock } from './link.ts'
import type { SyncLine, SyncState } from './sync-line.ts'

/** The line that a window has at the moment: it follows another window, until that one is gone and it leads itself [S20]. */
export class WindowLine implements SyncLine {
  readonly presence: PresenceLine
  readonly #listeners = new Set<(state: SyncState) => void>()
  #line: SyncLine
  #stops: (() => void)[] = []
  #isStarted = false

  constructor(line: SyncLine, clock: Clock) {
    this.#line = line
    this.presence = new PresenceLine(clock, (said) => this.#line.presence.say(said))
  }

  get state(): SyncState {
    return this.#line.state
  }

  subscribe(listener: (state: SyncState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    this.#isStarted = true
    this.#stops = [
      this.#line.subscribe((state) => this.#tell(state)),
      this.#line.presence.listen((told) => this.presence.tell(told)),
    ]
    this.#line.start()
  }

  stop(): void {
    this.#isStarted = false
    for (const stop of this.#stops.splice(0)) stop()
    this.presence.stop()
    this.#line.stop()
  }

  /** Goes on over another line. */
  switchTo(line: SyncLine): void {
    const wasStarted = this.#isStarted
    if (wasStarted) this.stop()
    this.#line = line
    if (!wasStarted) return
    this.start()
    this.presence.sayAgain()
    this.#tell(line.state)
  }

  retryNow(): void {
    this.#line.retryNow()
  }

  fetchThread(caseId: string): Promise<boolean> {
    return this.#line.fetchThread(caseId)
  }

  #tell(state: SyncState): void {
    for (const listener of this.#listeners) listener(state)
  }
}
