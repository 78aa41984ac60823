import { isQueueOf } from './audience.ts'
import { type Agent, capacityOf, languagesOf } from './domain/agent.ts'
import { type AgentState, takesCases } from './domain/agent-status.ts'
import { languageOf } from './domain/base.ts'
import { type Case, type LeftLying, Priority, type Routed, mostLeft } from './domain/case.ts'
import { isWithTier2 } from './domain/escalation-state.ts'
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
  /** Since when they have been doing what they are doing, in milliseconds since 1970. */
  readonly saidAt: number
  /** Whether they left a case lying and have done nothing since. */
  readonly isSilent?: boolean
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
  | 'silent'

const serving: ReadonlySet<string> = new Set(['tier-1', 'tier-2'])

const speaks = (agent: Agent, locale: string): boolean => languagesOf(agent).includes(languageOf(locale))

/** What keeps an agent from a kind of case for as long as nobody changes their row, in the order it is said in. */
const standing: readonly (readonly [Unfit, (agent: Agent, wanted: Wanted) => boolean])[] = [
  ['not-here', ({ active }) => !active],
  ['role', ({ role }, { queue }) => !serving.has(role) || (queue.kind === 'escalations' && role !== 'tier-2')],
  ['queue', (agent, { queue }) => !isQueueOf(agent, queue)],
  ['market', ({ markets }, { market }) => !markets.includes('*') && !markets.includes(market)],
  ['skill', ({ skills = [] }, { queue }) => (queue.skills ?? []).some((skill) => !skills.includes(skill))],
  ['language', (agent, { queue, locale }) => queue.isByLanguage === true && locale !== null && !speaks(agent, locale)],
]

/** How an agent stands at a moment, whatever they were given before. */
type Standing = Omit<Candidate, 'idleSince' | 'saidAt'>

/** What keeps an agent from any case just now. */
const passing: readonly (readonly [Unfit, (candidate: Standing) => boolean])[] = [
  ['site-down', ({ isSiteDown }) => isSiteDown],
  ['status', ({ state }) => !takesCases(state)],
  ['capacity', ({ agent, load }) => load >= capacityOf(agent)],
  ['silent', ({ isSilent }) => isSilent === true],
]

/** Why this agent is not one for cases of this kind, or null. */
export const unfitFor = (agent: Agent, wanted: Wanted): Unfit | null =>
  standing.find(([, isSo]) => isSo(agent, wanted))?.[0] ?? null

/** Why this agent takes no case at the moment, or null. */
export const unready = (candidate: Standing): Unfit | null => passing.find(([, isSo]) => isSo(candidate))?.[0] ?? null

/** The escalation by which Tier 2 has the case, so that there is nothing to do for anyone else; or null. */
const withTier2 = ({ escalation }: Pick<Case, 'escalation'>): NonNullable<Case['escalation']> | null =>
  escalation !== null && isWithTier2(escalation.state) ? escalation : null

/**
 * The case as work for whoever is to do it: while Tier 2 has it, it lies in their queue and is with whoever accepted it, or was given it.
 * What has been accepted is owed by its holder alone, and goes to nobody else by itself.
 */
export function workOf(row: Case): Case {
  const escalation = withTier2(row)
  if (escalation === null) return row
  const { holderId = null, routed = null, leftLying = [] } = escalation
  const given = escalation.state === 'queued' && routed?.isGivenBack !== true ? routed : null
  return {
    ...row,
    // While Tier 2 waits for somebody there is nothing to do: it takes no part of what its holder can do.
    status: escalation.state === 'waiting' ? 'on-hold' : 'open',
    queueId: escalation.queueId,
    escalation: null,
    snooze: null,
    assigneeId: holderId ?? given?.agentId ?? null,
    claim: given === null ? null : { agentId: given.agentId, at: given.at },
    waitingSince: escalation.state === 'queued' ? (escalation.since ?? row.updatedAt) : null,
    routed,
    leftLying,
    overflowed: null,
  }
}

/** What the service writes of a case when it gives it to somebody, or takes it back. */
type Handing = Pick<Case, 'assigneeId' | 'claim' | 'routed'> & { readonly leftLying?: readonly LeftLying[] }

/** The case handed on, or its escalation while Tier 2 has it. */
export function handedOn(row: Case, { assigneeId, claim, routed, leftLying }: Handing): Case {
  const escalation = withTier2(row)
  const left = leftLying === undefined ? {} : { leftLying: [...leftLying] }
  if (escalation === null) return { ...row, assigneeId, claim, routed, ...left }
  // Who was given it and does not have it any more is no part of an escalation, but for those who left it.
  return { ...row, escalation: { ...escalation, routed: assigneeId === null ? null : routed, ...left } }
}

type Working = Pick<Case, 'status' | 'snooze' | 'escalation'>

/** Whether the case takes part of what its agent can do: neither answered for good, put aside, nor with Tier 2. */
export const isInWork = (row: Working): boolean =>
  (row.status === 'new' || row.status === 'open') &&
  (row.snooze === null || row.snooze === undefined) &&
  withTier2(row) === null

/** Whether somebody should take the case who does not have it yet: a party waits, or nobody ever looked at it. */
export const isUnattended = (row: Working & Pick<Case, 'assigneeId' | 'waitingSince'>): boolean =>
  row.assigneeId === null && isInWork(row) && (row.waitingSince !== null || row.status === 'new')

/** Whether whoever has the case owes something that another could do: they took it and have not answered, or a party waits. */
export const isOwed = (row: Working & Pick<Case, 'claim' | 'waitingSince'>): boolean =>
  isInWork(row) && ((row.claim !== null && row.claim !== undefined) || row.waitingSince !== null)

/** Since when a case waits, ISO 8601. */
export const waitsSince = ({ waitingSince, createdAt }: Pick<Case, 'waitingSince' | 'createdAt'>): string =>
  waitingSince ?? createdAt

type Handed = Pick<Case, 'routed' | 'leftLying'>

/** Since when a case lies with somebody who was given it and has not opened it; null where that is not so. */
export function untouchedSince({
  assigneeId,
  claim,
  routed,
}: Pick<Case, 'assigneeId' | 'claim' | 'routed'>): string | null {
  if (claim === null || claim === undefined || routed === null || routed === undefined) return null
  const isTheirs = assigneeId === routed.agentId && claim.agentId === routed.agentId && claim.at === routed.at
  return isTheirs && routed.openedAt === undefined ? routed.at : null
}

/** Those who left the case lying, with one more: who did so twice stands there once. */
export const leftBy = ({ leftLying = [] }: Pick<Case, 'leftLying'>, one: LeftLying): LeftLying[] =>
  [...leftLying.filter(({ agentId }) => agentId !== one.agentId), one].slice(-mostLeft)

/** The case, now that somebody whom it was given to looks at it: what others left of it is over. */
export const opened = (routed: Routed, at: string): Routed => ({ ...routed, openedAt: at })

/**
 * Whether this agent is not to be given the case again: they gave it back themselves, or left it lying and have not said since what they are
 * doing. So it never goes to and fro between those who do not come to it.
 */
function isUnwilling({ routed, leftLying = [] }: Handed, { agent, saidAt }: Candidate): boolean {
  if (routed?.isGivenBack === true && routed.agentId === agent.id) return true
  return leftLying.some(({ agentId, at }) => agentId === agent.id && Date.parse(at) >= saidAt)
}

/** Who knows the case already. */
const knownTo = ({ routed, leftLying = [] }: Handed): string | null =>
  routed === null ||
  routed === undefined ||
  routed.isGivenBack === true ||
  leftLying.some(({ agentId }) => agentId === routed.agentId)
    ? null
    : routed.agentId

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
export function chosenFor<C extends Candidate>(row: Handed, candidates: Iterable<C>): C | null {
  const known = knownTo(row)
  let best: C | null = null
  for (const candidate of candidates) {
    if (isUnwilling(row, candidate)) continue
    if (candidate.agent.id === known) return candidate
    if (best === null || byFairness(candidate, best) < 0) best = candidate
  }
  return best
}
