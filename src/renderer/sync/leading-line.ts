import type { Clock } from './link.ts'
import type { SyncClient } from './sync-client.ts'
import type { PresenceLine, SyncLine, SyncState } from './sync-line.ts'
import type { WindowChannel, WindowHint } from './window-channel.ts'

/** How long may pass, in milliseconds, until what another window wrote is sent although every hint was lost. */
const pollMs = 2000

/** What the window that leads needs of its own copy to work for the others. */
export interface SharedOutbox {
  /** Takes in what other windows wrote, so that it is sent. */
  pickUp(): Promise<void>
  /** Whether other windows of the agent are open on this computer. */
  areOthers(): Promise<boolean>
}

/** The line of the one window that talks to the service, for all windows of this agent on this computer [S20]. */
export class LeadingLine implements SyncLine {
  readonly #client: SyncClient
  readonly #outbox: SharedOutbox
  readonly #channel: WindowChannel
  readonly #clock: Clock
  readonly #stops: (() => void)[] = []
  #cancelPoll: (() => void) | null = null
  #wereOthers = false

  constructor(client: SyncClient, outbox: SharedOutbox, channel: WindowChannel, clock: Clock) {
    this.#client = client
    this.#outbox = outbox
    this.#channel = channel
    this.#clock = clock
  }

  get state(): SyncState {
    return this.#client.state
  }

  get presence(): PresenceLine {
    return this.#client.presence
  }

  subscribe(listener: (state: SyncState) => void): () => void {
    return this.#client.subscribe(listener)
  }

  start(): void {
    this.#stops.push(
      this.#channel.listen((hint) => this.#hear(hint)),
      this.#client.subscribe(() => this.#stand()),
      this.#client.presence.onTold((told) => this.#channel.post({ say: 'presence', told })),
    )
    this.#client.start()
    this.#pickUp()
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#cancelPoll?.()
    this.#client.stop()
  }

  retryNow(): void {
    this.#client.retryNow()
  }

  fetchThread(caseId: string): Promise<boolean> {
    return this.#client.fetchThread(caseId)
  }

  #hear(hint: WindowHint): void {
    if (hint.say === 'wrote') this.#pickUp()
    else if (hint.say === 'who-leads') this.#stand()
    else if (hint.say === 'try-now') this.retryNow()
    else if (hint.say === 'present') this.presence.present(hint.said)
    // The window that asked waits for the rows and not for an answer, so one that is lost costs it its patience only.
    else if (hint.say === 'fetch-thread') this.#client.fetchThread(hint.caseId).catch(() => undefined)
  }

  #stand(): void {
    this.#channel.post({ say: 'stands', state: this.state, heard: this.presence.heard })
  }

  /** Reading all of the outbox is work: without a hint it is done where somebody else may write there, or might have until just now. */
  async #look(): Promise<void> {
    const areOthers = await this.#outbox.areOthers()
    const isNeeded = areOthers || this.#wereOthers
    this.#wereOthers = areOthers
    if (isNeeded) await this.#outbox.pickUp()
  }

  #pickUp(): void {
    this.#take(() => this.#outbox.pickUp())
  }

  #take(work: () => Promise<void>): void {
    this.#cancelPoll?.()
    work()
      // The disk did not answer: what others wrote is still on it, and is looked for again.
      .catch(() => (this.#wereOthers = true))
      .finally(() => {
        this.#cancelPoll?.()
        if (this.#stops.length > 0) this.#cancelPoll = this.#clock.after(pollMs, () => this.#take(() => this.#look()))
      })
  }
}
