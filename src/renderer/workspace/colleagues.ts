import type { PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'

export interface ColleaguesPorts {
  readonly present: (said: PresenceSaid) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs `work` after `ms`; the answer cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Something else is to be shown. */
  readonly changed: () => void
}

/** In milliseconds: typing is said again while it goes on, and is over after a pause. */
const typing = { again: 3000, pause: 4000 } as const

/** What colleagues see of this agent on the case in front, and what the service tells of them. */
export class Colleagues {
  readonly #ports: ColleaguesPorts
  #caseId: string | null = null
  #told: PresenceTold | null = null
  /** When typing was said last; null while there is none. */
  #typedAt: number | null = null
  #cancelPause: (() => void) | null = null

  constructor(ports: ColleaguesPorts) {
    this.#ports = ports
  }

  /** What is known of a case; nothing of any but the one in front. */
  on(caseId: string): PresenceTold | null {
    return this.#told?.caseId === caseId ? this.#told : null
  }

  /** This case is in front now, or none. */
  open(caseId: string | null): void {
    if (caseId === this.#caseId) return
    this.#endTyping()
    this.#caseId = caseId
    this.#told = null
    this.#ports.present({ caseId, isTyping: false })
    this.#ports.changed()
  }

  /** A letter was written on the case in front. */
  typed(): void {
    if (this.#caseId === null) return
    const now = this.#ports.now()
    this.#cancelPause?.()
    this.#cancelPause = this.#ports.after(typing.pause, () => this.stopped())
    if (this.#typedAt !== null && now - this.#typedAt < typing.again) return
    this.#typedAt = now
    this.#ports.present({ caseId: this.#caseId, isTyping: true })
  }

  /** What was written went out, or was taken back. */
  stopped(): void {
    if (this.#endTyping()) this.#ports.present({ caseId: this.#caseId, isTyping: false })
  }

  /** The service tells who is on a case; of a case that is not in front it is too late. */
  hear(told: PresenceTold): void {
    if (told.caseId !== this.#caseId) return
    this.#told = told
    this.#ports.changed()
  }

  #endTyping(): boolean {
    const wasTyping = this.#typedAt !== null
    this.#cancelPause?.()
    this.#cancelPause = null
    this.#typedAt = null
    return wasTyping
  }
}
