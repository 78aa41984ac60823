import type { AgentState } from '#shared/domain/agent-status.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Queue } from '#shared/domain/queue.ts'
import { aCase, aQueue, anAgent, idOf } from '#tests/builders.ts'

/** The instant of a second of the model, ISO 8601. */
export const instant = (second: number): string => new Date(Date.UTC(2026, 10, 22, 8, 0, second)).toISOString()

export const queueIds = [idOf(0x100), idOf(0x101), idOf(0x102)] as const
export const agentIds = [0x200, 0x201, 0x202, 0x203].map(idOf)
export const siteIds = [idOf(0x300), idOf(0x301)] as const
export const caseIds = Array.from({ length: 8 }, (_, n) => idOf(0x400 + n))

/** A small workspace that is worked out anew for each question: what the pool is compared with. */
export class RoutingModel {
  readonly queues = new Map<string, Queue>()
  readonly agents = new Map<string, Agent>()
  readonly states = new Map<string, { state: AgentState; since: string }>()
  readonly downSites = new Set<string>()
  readonly cases = new Map<string, Case>()
  readonly lastGiven = new Map<string, number>()
  readonly #leftAt = new Map<string, number>()
  readonly #stirredAt = new Map<string, number>()

  constructor() {
    const pushed = { work: 'push' as const, siteIds: [...siteIds] }
    this.queues.set(queueIds[0], aQueue({ id: queueIds[0], ...pushed, rank: 2 }))
    this.queues.set(queueIds[1], aQueue({ id: queueIds[1], ...pushed, rank: 1, isByLanguage: true }))
    this.queues.set(queueIds[2], aQueue({ id: queueIds[2], siteIds: [siteIds[0]] }))
    for (const [n, id] of agentIds.entries()) {
      const siteId = siteIds[n % 2] ?? null
      this.agents.set(id, anAgent({ id, siteId, queueIds: [], markets: ['US'], capacity: 2 }))
    }
    for (const id of caseIds) this.cases.set(id, aCase({ id, queueId: queueIds[2], status: 'solved' }))
  }

  /** Takes note of a case that the service gave to whoever has it. */
  seen(row: Case): void {
    if (!isWork(row)) return
    for (const { agentId, at } of row.leftLying ?? []) raise(this.#leftAt, agentId, Date.parse(at))
    const opened = row.routed?.openedAt
    const isTheirs = row.routed?.agentId === row.assigneeId
    if (opened !== undefined && isTheirs) raise(this.#stirredAt, row.assigneeId ?? '', Date.parse(opened))
    if (row.routed?.agentId !== row.assigneeId || row.assigneeId === null || row.routed === null) return
    if (row.routed === undefined) return
    const at = Date.parse(row.routed.at)
    this.lastGiven.set(row.assigneeId, Math.max(this.lastGiven.get(row.assigneeId) ?? 0, at))
  }

  /** Who gets what at this moment: every case in turn is offered to every agent. The slow way, in words of its own. */
  decide(now: number): { caseId: string; agentId: string }[] {
    const load = new Map(
      agentIds.map((id) => [id, [...this.cases.values()].filter((row) => isWork(row) && row.assigneeId === id).length]),
    )
    const given = new Map(this.lastGiven)
    const waiting = [...this.cases.values()].filter((row) => {
      const isPushed = this.queues.get(row.queueId)?.work === 'push'
      return isPushed && isWork(row) && row.assigneeId === null && (row.waitingSince !== null || row.status === 'new')
    })
    const ranks = ['urgent', 'high', 'normal', 'low']
    const keyOf = (row: Case): string =>
      [
        ranks.indexOf(row.priority),
        String(100 + (this.queues.get(row.queueId)?.rank ?? 0)),
        row.waitingSince ?? row.createdAt,
        row.id,
      ].join(' ')
    const decisions: { caseId: string; agentId: string }[] = []
    for (const row of waiting.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
      const mates = decisions.map((one) => ({ ...this.cases.get(one.caseId), assigneeId: one.agentId }))
      const isFull = (id: string): boolean => this.#isFull(id, row, [...this.cases.values(), ...mates])
      const able = agentIds.filter((id) => this.#isAble(id, row, load.get(id) ?? 0) && !isFull(id))
      const hasLeft = row.leftLying?.some(({ agentId }) => agentId === row.routed?.agentId) === true
      const last = row.routed?.isGivenBack === true || hasLeft ? undefined : row.routed?.agentId
      const fraction = (id: string): number => (load.get(id) ?? 0) / (this.agents.get(id)?.capacity ?? 5)
      const idle = (id: string): number =>
        Math.max(given.get(id) ?? 0, Date.parse(this.states.get(id)?.since ?? '1970-01-01T00:00:00.000Z'))
      able.sort((a, b) => fraction(a) - fraction(b) || idle(a) - idle(b) || (a < b ? -1 : 1))
      const agentId = last !== undefined && able.includes(last) ? last : able[0]
      if (agentId === undefined) continue
      load.set(agentId, (load.get(agentId) ?? 0) + 1)
      given.set(agentId, now)
      decisions.push({ caseId: row.id, agentId })
    }
    return decisions
  }

  #isAble(id: string, row: Case, load: number): boolean {
    const agent = this.agents.get(id)
    const queue = this.queues.get(row.queueId)
    if (agent === undefined || queue === undefined || !agent.active || agent.role !== 'tier-1') return false
    if (row.routed?.isGivenBack === true && row.routed.agentId === id) return false
    const said = this.states.get(id)?.since ?? '1970-01-01T00:00:00.000Z'
    if (row.leftLying?.some(({ agentId, at }) => agentId === id && at >= said) === true) return false
    if (this.#isSilent(id, said)) return false
    return this.#isFree(id, agent, load) && this.#isFit(agent, queue, row)
  }

  #isSilent(id: string, said: string): boolean {
    return (this.#leftAt.get(id) ?? 0) > Math.max(this.#stirredAt.get(id) ?? 0, Date.parse(said))
  }

  /** Whether they have as many by its channel as they can do. */
  #isFull(id: string, row: Case, rows: readonly Partial<Case>[]): boolean {
    const channel = row.fields['channel']
    const most = typeof channel === 'string' ? this.agents.get(id)?.channelCapacity?.[channel] : undefined
    if (most === undefined) return false
    const theirs = rows.filter((one) => one.assigneeId === id && one.fields?.['channel'] === channel)
    return theirs.filter((one) => one.status !== undefined && isWork(one as Case)).length >= most
  }

  #isFree(id: string, { capacity, siteId }: Agent, load: number): boolean {
    const isOut = siteId !== null && this.downSites.has(siteId)
    return this.states.get(id)?.state === 'available' && load < (capacity ?? 5) && !isOut
  }

  #isFit(agent: Agent, queue: Queue, { locale, market }: Case): boolean {
    const isTheirs = queue.siteIds.includes(agent.siteId ?? '') || agent.queueIds.includes(queue.id)
    const knows = (queue.skills ?? []).every((skill) => agent.skills?.includes(skill) === true)
    const tongues = [agent.locale, ...(agent.languages ?? [])].map((tag) => tag.replace(/-.*/, ''))
    const speaks = queue.isByLanguage !== true || locale === null || tongues.includes(locale.replace(/-.*/, ''))
    return isTheirs && knows && speaks && agent.markets.includes(market)
  }
}

const raise = (map: Map<string, number>, id: string, to: number): void => {
  map.set(id, Math.max(map.get(id) ?? 0, to))
}

const isWork = ({ status, snooze, escalation }: Case): boolean =>
  (status === 'new' || status === 'open') &&
  (snooze ?? null) === null &&
  escalation?.state !== 'queued' &&
  escalation?.state !== 'accepted'
