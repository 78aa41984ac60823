import type { AgentState, AgentStatus } from '#shared/domain/agent-status.ts'
import type { Agent } from '#shared/domain/agent.ts'
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
  /** In milliseconds since 1970. */
  lastGivenAt = 0
  /** Cases of theirs that are in work, and those of them that owe something. */
  readonly cases = new Set<string>()
  readonly owed = new Set<string>()
  /** What was decided for them and is not written yet. */
  readonly given = new Set<string>()

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

  get load(): number {
    let load = this.cases.size
    for (const id of this.given) if (!this.cases.has(id)) load += 1
    return load
  }

  get idleSince(): number {
    return Math.max(this.lastGivenAt, this.status === null ? 0 : Date.parse(this.status.since))
  }
}
