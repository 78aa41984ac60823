import { z } from 'zod'
import { Incident } from '#shared/sync/incident.ts'
import { Listeners } from './listeners.ts'

/** Where incidents are kept until they are reported. They name no person and no text. */
export interface IncidentShelf {
  read(): string | null
  write(text: string): void
}

/** An incident as the agent may read it, and whether the service knows of it by now. */
export type KeptIncident = Incident & { readonly isReported: boolean }

const mostKept = 50
const Kept = z.array(z.object({ incident: Incident, isReported: z.boolean(), isRead: z.boolean() }))
type Kept = z.infer<typeof Kept>

/** What went wrong with what is kept on this computer: shown to the agent, and reported to the service when it can be reached [S10][S11]. */
export class Incidents {
  readonly #shelf: IncidentShelf
  readonly #send: (incident: Incident) => Promise<void>
  readonly #listeners = new Listeners()
  #kept: Kept
  #isSending = false

  /** `send` resolves once the service has taken the incident. */
  constructor(shelf: IncidentShelf, send: (incident: Incident) => Promise<void>) {
    this.#shelf = shelf
    this.#send = send
    this.#kept = readKept(shelf.read())
  }

  /** Those that the agent has not read yet, newest first. */
  all(): readonly KeptIncident[] {
    return this.#kept
      .flatMap(({ incident, isReported, isRead }) => (isRead ? [] : [{ ...incident, isReported }]))
      .reverse()
  }

  add(incident: Incident): void {
    this.#keep([...this.#kept, { incident, isReported: false, isRead: false }].slice(-mostKept))
  }

  /** The agent has read them. Those that were not reported yet still are. */
  dismiss(): void {
    this.#keep(this.#kept.flatMap((one) => (one.isReported ? [] : [{ ...one, isRead: true }])))
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Reports what was not reported yet. What cannot be told now is told at the next connection. */
  async report(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    try {
      for (const { incident, isReported } of this.#kept) {
        if (isReported) continue
        await this.#send(incident)
        this.#keep(this.#kept.map((one) => (one.incident === incident ? { ...one, isReported: true } : one)))
      }
    } finally {
      this.#isSending = false
    }
  }

  #keep(kept: Kept): void {
    this.#kept = kept
    this.#shelf.write(JSON.stringify(kept))
    this.#listeners.tell()
  }
}

/** What an earlier opening left; nothing where it cannot be read. */
function readKept(text: string | null): Kept {
  const parsed = Kept.safeParse(jsonOf(text))
  return parsed.success ? parsed.data : []
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? [] : JSON.parse(text)
  } catch {
    // Only a list of what went wrong before: what goes wrong from here on is kept again.
    return []
  }
}
