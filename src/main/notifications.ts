import type { Notice, OutsideWords } from '#shared/notices.ts'
import { type QuietHours, isQuietAt } from '#shared/quiet-hours.ts'

/** What the system is to show. */
export interface ShownNotice {
  readonly title: string
  readonly body: string
}

/** What notifications need of everything around them. */
export interface NotificationParts {
  /** Whether IT allows any and the system can show them, and the hours in which IT wants none. */
  readonly isAllowed: () => boolean
  readonly quietHours: QuietHours | null
  /** Whether the person sees the window now: then it says everything itself. */
  readonly isInFront: () => boolean
  /** Whether the screen is locked: whoever walks by reads of what kind it is, and no more. */
  readonly isLocked: () => boolean
  /** `chosen` runs when the person clicks on it. */
  readonly show: (shown: ShownNotice, chosen: () => void) => void
  /** A notification about one case was clicked on (its number or id), or one about several (null). */
  readonly chosen: (caseRef: string | null) => void
  readonly now: () => Date
  readonly after: (ms: number, work: () => void) => void
}

/** After one notification the next comes this much later at the earliest, with everything of the meantime in it; in milliseconds. */
export const pauseMs = 15_000
/** So many cases are named in one notification. */
const mostNamed = 5

/**
 * Tells outside of the window what is new for an agent who looks elsewhere, without a word that anybody wrote. Much at once becomes one
 * notification: a desk that comes back from an outage must not bury its agent.
 */
export class Notifications {
  readonly #parts: NotificationParts
  #words: OutsideWords
  #held: Notice[] = []
  #isPausing = false

  constructor(parts: NotificationParts, words: OutsideWords) {
    this.#parts = parts
    this.#words = words
  }

  /** From now on they are said in these words. */
  speak(words: OutsideWords): void {
    this.#words = words
  }

  /** Tells of these, unless the person sees them anyway or wants to hear nothing now: what is missed stands in the lists. */
  tell(notices: readonly Notice[]): void {
    if (!this.#mayShow()) return
    this.#held.push(...notices)
    if (!this.#isPausing) this.#showHeld()
  }

  #mayShow(): boolean {
    const { isAllowed, quietHours, isInFront, now } = this.#parts
    return isAllowed() && !isQuietAt(quietHours, now()) && !isInFront()
  }

  #showHeld(): void {
    const held = this.#held
    this.#held = []
    // Whoever looked meanwhile has seen it.
    this.#isPausing = held.length > 0 && this.#mayShow()
    if (!this.#isPausing) return
    this.#show(held)
    this.#parts.after(pauseMs, () => this.#showHeld())
  }

  #show(held: readonly Notice[]): void {
    const { show, chosen, isLocked } = this.#parts
    const cases = [...new Set(held.map(({ caseRef }) => caseRef))]
    const [only] = cases.length === 1 ? cases : []
    // The latest of several things on one case is what it is about.
    const kind = only === undefined ? 'many' : (held.at(-1)?.kind ?? 'many')
    const named = cases.slice(0, mostNamed).join(', ') + (cases.length > mostNamed ? ' …' : '')
    show({ title: this.#words[kind], body: isLocked() ? '' : named }, () => chosen(only ?? null))
  }
}
