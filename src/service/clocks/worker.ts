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
  /** Channels that were full when it was last looked at who is ready. */
  full = ''
  /** Null where nothing was ever said of them. */
  status: AgentStatus | null = null
  /** What they have read and acknowledged. */
  marks: SopMarks | undefined = undefined
  /** Cases of theirs that owe something. */
  readonly owed = new Set<string>()
  /** Kept up to date rather than worked out: they are compared with others for every decision. */
  load = 0
  idleSince = 0
  /** Since when they have been doing what they are doing. */
  saidAt = 0
  /** Cases of theirs and those decided to be theirs, with where each came in. */
  readonly #cases = new Map<string, string | null>()
  readonly #given = new Map<string, string | null>()
  #leftAt = 0
  #stirredAt = 0

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
    if (status === null) return
    this.saidAt = Date.parse(status.since)
    this.idleSince = Math.max(this.idleSince, this.saidAt)
    this.stirred(this.saidAt)
  }

  /** They did something: so they are there. */
  stirred(at: number): void {
    this.#stirredAt = Math.max(this.#stirredAt, at)
  }

  /** A case was taken from them that they had left lying. */
  left(at: number): void {
    this.#leftAt = Math.max(this.#leftAt, at)
  }

  get isSilent(): boolean {
    return this.#leftAt > this.#stirredAt
  }

  /** A case in work is theirs; `isOwed`: something of it is due. */
  take(id: string, isOwed: boolean, channel: string | null): void {
    this.#cases.set(id, channel)
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
  give(id: string, now: number, channel: string | null): void {
    this.#given.set(id, channel)
    this.idleSince = Math.max(this.idleSince, now)
    this.#count()
  }

  settle(id: string): void {
    this.#given.delete(id)
    this.#count()
  }

  /** Whether they have room for one more by this channel, whatever room they have beside that. */
  hasRoomBy(channel: string | null): boolean {
    return channel === null || !this.fullChannels().includes(channel)
  }

  /** The channels by which they are given no more for now. */
  fullChannels(): string[] {
    const { channelCapacity } = this.agent
    if (channelCapacity === undefined) return []
    const by = new Map<string, number>()
    for (const channel of new Map([...this.#given, ...this.#cases]).values()) {
      if (channel !== null) by.set(channel, (by.get(channel) ?? 0) + 1)
    }
    return Object.keys(channelCapacity).filter((channel) => (by.get(channel) ?? 0) >= (channelCapacity[channel] ?? 0))
  }

  #count(): void {
    let load = this.#cases.size
    for (const id of this.#given.keys()) if (!this.#cases.has(id)) load += 1
    this.load = load
  }
}
