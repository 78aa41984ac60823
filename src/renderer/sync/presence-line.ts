import type { PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'
import type { Clock } from './link.ts'

/** How often it is said again, in milliseconds: the service takes one who is silent for longer to be away. */
const everyMs = 20_000

/** What is said and heard of who has which case before them. Only hints: whatever is lost is said again soon [S12]. */
export class PresenceLine {
  readonly #clock: Clock
  readonly #send: (said: PresenceSaid) => void
  readonly #listeners = new Set<(told: PresenceTold) => void>()
  #said: PresenceSaid = { caseId: null, isTyping: false }
  #cancel: (() => void) | null = null

  constructor(clock: Clock, send: (said: PresenceSaid) => void) {
    this.#clock = clock
    this.#send = send
  }

  /** Says what this agent has before them now. */
  say(said: PresenceSaid): void {
    this.#said = said
    this.sayAgain()
  }

  /** Says the same once more: on a new connection, and from time to time while a case is open. */
  sayAgain(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#send(this.#said)
    if (this.#said.caseId !== null) this.#cancel = this.#clock.after(everyMs, () => this.sayAgain())
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  /** Hears what the service tells. Answers how to stop listening. */
  listen(listener: (told: PresenceTold) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(told: PresenceTold): void {
    for (const listener of this.#listeners) listener(told)
  }
}
