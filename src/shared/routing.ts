import { isQueueOf } from './audience.ts'
import { type Agent, capacityOf, languagesOf } from './domain/agent.ts'
import { type AgentState, takesCases } from './domain/agent-status.ts'
import { languageOf } from './domain/base.ts'
import { type Case, Priority } from './domain/case.ts'
import type { Queue } from './domain/queue.ts'

// Who gets which case, and in which order: asked by the clock that gives cases out, and once more by the rule that writes it down.

/** An agent as somebody who could be given a case. */
export interface Candidate {
  readonly agent: Agent
  readonly state: AgentState
  readonly isSiteDown: boolean
  /** Cases that need them now. */
  readonly load: number
  /** When they last were given one, or began to take them, in milliseconds since 1970. */
  readonly idleSince: number
}

/** What a case asks of an agent: its own market and language, and the rest by its queue. */
export interface Wanted {
  readonly queue: Queue
  readonly market: string
  /** Null where nobody knows it. */
  readonly locale: string | null
}

/** Why somebody is not given a case. */
export type Unfit =
  | 'role'
  | 'not-here'
  | 'queue'
  | 'market'
  | 'skill'
  | 'language'
  | 'site-down'
  | 'status'
  | 'capacity'

const serving: ReadonlySet<string> = new Set(['tier-1', 'tier-2'])

const speaks = (agent: Agent, locale: string): boolean => languagesOf(agent).includes(languageOf(locale))

/** What keeps an agent from a kind of case for as long as nobody changes their row, in the order it is said in. */
const standing: readonly (readonly [Unfit, (agent: Agent, wanted: Wanted) => boolean])[] = [
  ['not-here', ({ active }) => !active],
  ['role', ({ role }) => !serving.has(role)],
  ['queue', (agent, { queue }) => !isQueueOf(agent, queue)],
  ['market', ({ markets }, { market }) => !markets.includes('*') && !markets.includes(market)],
  ['skill', ({ skills = [] }, { queue }) => (queue.skills ?? []).some((skill) => !skills.includes(skill))],
  ['language', (agent, { queue, locale }) => queue.isByLanguage === true && locale !== null && !speaks(agent, locale)],
]

/** What keeps an agent from any case just now. */
const passing: readonly (readonly [Unfit, (candidate: Omit<Candidate, 'idleSince'>) => boolean])[] = [
  ['site-down', ({ isSiteDown }) => isSiteDown],
  ['status', ({ state }) => !takesCases(state)],
  ['capacity', ({ agent, load }) => load >= capacityOf(agent)],
]

/** Why this agent is not one for cases of this kind, or null. */
export const unfitFor = (agent: Agent, wanted: Wanted): Unfit | null =>
  standing.find(([, isSo]) => isSo(agent, wanted))?.[0] ?? null

/** Why this agent takes no case at the moment, or null. */
export const unready = (candidate: Omit<Candidate, 'idleSince'>): Unfit | null =>
  passing.find(([, isSo]) => isSo(candidate))?.[0] ?? null

/** Whether Tier 2 has the case, so that there is nothing to do for anyone else. */
const isWithTier2 = ({ escalation }: Pick<Case, 'escalation'>): boolean =>
  escalation?.state === 'queued' || escalation?.state === 'accepted'

type Working = Pick<Case, 'status' | 'snooze' | 'escalation'>

/** Whether the case takes part of what its agent can do: neither answered for good, put aside, nor with Tier 2. */
export const isInWork = (row: Working): boolean =>
  (row.status === 'new' || row.status === 'open') &&
  (row.snooze === null || row.snooze === undefined) &&
  !isWithTier2(row)

/** Whether somebody should take the case who does not have it yet: a party waits, or nobody ever looked at it. */
export const isUnattended = (row: Working & Pick<Case, 'assigneeId' | 'waitingSince'>): boolean =>
  row.assigneeId === null && isInWork(row) && (row.waitingSince !== null || row.status === 'new')

/** Whether whoever has the case owes something that another could do: they took it and have not answered, or a party waits. */
export const isOwed = (row: Working & Pick<Case, 'claim' | 'waitingSince'>): boolean =>
  isInWork(row) && ((row.claim !== null && row.claim !== undefined) || row.waitingSince !== null)

/** Since when a case waits, ISO 8601. */
export const waitsSince = ({ waitingSince, createdAt }: Pick<Case, 'waitingSince' | 'createdAt'>): string =>
  waitingSince ?? createdAt

/** Whom not to give the case again: they gave it back themselves. */
export const unwillingFor = ({ routed }: Pick<Case, 'routed'>): string | null =>
  routed?.isGivenBack === true ? routed.agentId : null

/** Who knows the case already. */
export const knownTo = ({ routed }: Pick<Case, 'routed'>): string | null =>
  routed === null || routed === undefined || routed.isGivenBack === true ? null : routed.agentId

/** A case as it stands in line. */
export interface InLine {
  readonly id: string
  /** Larger comes first. */
  readonly urgency: number
  /** The rank of its queue: lower comes first. */
  readonly rank: number
  readonly since: string
}

/** How urgent a priority is, as a number. */
export const urgencyOf = (priority: Priority): number => Priority.options.indexOf(priority)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Which of two cases is given out first: the more urgent, of the queue that comes first, that has waited longer. Below zero: the first. */
export const byTurn = (a: InLine, b: InLine): number =>
  b.urgency - a.urgency || a.rank - b.rank || byText(a.since, b.since) || byText(a.id, b.id)

/** Which of two agents who could take a case gets it: who has less to do for what they can, then who was given nothing for longer. */
export const byFairness = (a: Candidate, b: Candidate): number =>
  a.load * capacityOf(b.agent) - b.load * capacityOf(a.agent) ||
  a.idleSince - b.idleSince ||
  byText(a.agent.id, b.agent.id)

/** Who gets a case among those who are fit for it and ready: whoever knows it, else whose turn it is. Null: nobody. */
export function chosenFor<C extends Candidate>(row: Pick<Case, 'routed'>, candidates: Iterable<C>): C | null {
  const [unwilling, known] = [unwillingFor(row), knownTo(row)]
  let best: C | null = null
  for (const candidate of candidates) {
    if (candidate.agent.id === unwilling) continue
    if (candidate.agent.id === known) return candidate
    if (best === null || byFairness(candidate, best) < 0) best = candidate
  }
  return best
}
