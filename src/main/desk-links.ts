import { caseOfLink, claimsToBeLink } from '#shared/desk-link.ts'
import { createRateLimit } from './rate-limit.ts'

/** What is done about a link. `tell`: the window may take one now; one that cannot take it yet asks when it can. */
export interface LinkPorts {
  readonly tell: () => void
  readonly log: (line: string) => void
}

/**
 * The links that the system gives to Tierdesk. The last one waits here until a desk is open that takes it: a window that is still starting, or
 * waits for a password or a PIN, shows nothing of it.
 */
export class DeskLinks {
  readonly #ports: LinkPorts
  readonly #mayLog = createRateLimit(20, 60_000, Date.now)
  #waiting: string | null = null

  constructor(ports: LinkPorts) {
    this.#ports = ports
  }

  /** Reads the arguments of a start; whatever is no link is not for here. */
  askedBy(args: readonly string[]): void {
    const link = args.find(claimsToBeLink)
    if (link !== undefined) this.asked(link)
  }

  /** Keeps what a link leads to. Anybody's page can open one: of another shape it changes nothing. */
  asked(link: string): void {
    const caseRef = caseOfLink(link)
    if (caseRef !== null) return this.leadTo(caseRef)
    // The link itself is a stranger's text, and stays out of the log.
    if (this.#mayLog())
      this.#ports.log('A link was not opened: Tierdesk knows links such as tierdesk://case/10311 only.')
  }

  /** Has the desk open a case, by its number or id, as soon as there is one. */
  leadTo(caseRef: string): void {
    this.#waiting = caseRef
    this.#ports.tell()
  }

  /** What waits, once. */
  take(): string | null {
    const waiting = this.#waiting
    this.#waiting = null
    return waiting
  }
}
