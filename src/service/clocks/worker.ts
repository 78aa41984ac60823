import type { AgentState, AgentStatus } from '#shared/domain/agent-status.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { SopMarks } from '#shared/domain/sop-mark.ts'
import type { Candidate } from '#shared/routing.ts'

/** Stands for somebody of whom there is only an id yet, or no longer more than that. */
const nobody = (id: string): Agent => ({
  id,
  name: '',
  role: 'tier-1',
  siteId: null,
  teamIds: [],
  queueIds: [],
  markets: [],
  locale: 'en',
  sees: 'queues',
  active: false,
})

/** An agent with what they have to do. */
export class Worker implements Candidate {
  readonly id: string
  agent: Agent
  isKnown = false
  isSiteDown = false
  isReady = false
  /** Null where nothing was ever said of them. */
  status: AgentStatus | null = null
  /** What they have read and acknowledged. */
  marks: SopMarks | undefined = undefined
  /** Cases of theirs that owe something. */
  readonly owed = new Set<string>()
  /** Kept up to date rather than worked out: they are compared with others for every decision. */
  load = 0
  idleSince = 0
  readonly #cases = new Set<string>()
  readonly #given = new Set<string>()

  constructor(id: string) {
    this.id = id
    this.agent = nobody(id)
  }

  /** Takes over the row of the agent; null where there is none any more. */
  become(agent: Agent | null): void {
    this.agent = agent ?? nobody(this.id)
    this.isKnown = agent !== null
  }

  get state(): AgentState {
    return this.status?.state ?? 'offline'
  }

  /** Takes over what they are doing; null where it is not known any more. */
  say(status: AgentStatus | null): void {
    this.status = status
    if (status !== null) this.idleSince = Math.max(this.idleSince, Date.parse(status.since))
  }

  /** A case in work is theirs; `isOwed`: something of it is due. */
  take(id: string, isOwed: boolean): void {
    this.#cases.add(id)
    if (isOwed) this.owed.add(id)
    else this.owed.delete(id)
    this.#count()
  }

  drop(id: string): void {
    this.#cases.delete(id)
    this.owed.delete(id)
    this.#count()
  }

  /** A case was decided to be theirs, and is not written yet. */
  give(id: string, now: number): void {
    this.#given.add(id)
    this.idleSince = Math.max(this.idleSince, now)
    this.#count()
  }

  settle(id: string): void {
    this.#given.delete(id)
    this.#count()
  }

  #count(): void {
    let load = this.#cases.size
    for (const id of this.#given) if (!this.#cases.has(id)) load += 1
    this.load = load
  }
}
