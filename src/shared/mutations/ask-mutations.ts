import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import type { Agent } from '../domain/agent.ts'
import { Id, Instant, WrittenText } from '../domain/base.ts'
import type { Case } from '../domain/case.ts'
import { EscalationState, canMove, isOpenEscalation, isWithTier2 } from '../domain/escalation-state.ts'
import { AskReason, type SupervisorAsk, mostAskTurns } from '../domain/supervisor-ask.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { type Change, type Context, create, defineMutation, maybe, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

const mostRaised = 2
const betweenLevelsMs = 15 * 60_000
const minuteMs = 60_000

/** Minutes within which an answer, or the next word, is due. */
const Within = z
  .number()
  .int()
  .min(5)
  .max(7 * 24 * 60)

const after = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

/** The case with what lists and rights need of the ask on it. */
const summarized = (row: Case, ask: SupervisorAsk): Case => ({
  ...row,
  ask: isOpenEscalation(ask.state)
    ? {
        id: ask.id,
        state: ask.state,
        siteId: ask.siteId,
        byAgentId: ask.byAgentId,
        dueAt: isWithTier2(ask.state) ? ask.dueAt : null,
        ...(ask.raised === null ? {} : { raised: ask.raised.level }),
      }
    : null,
})

/** The ask as its clock says: it runs while whoever leads has it. */
const clocked = (ask: SupervisorAsk): SupervisorAsk => {
  const isRunning = isWithTier2(ask.state) && (ask.raised?.level ?? 0) < mostRaised
  const again = ask.raised === null ? ask.dueAt : after(ask.raised.at, betweenLevelsMs)
  return { ...ask, raiseAt: isRunning ? (again > ask.dueAt ? again : ask.dueAt) : null }
}

const written = (row: Case, ask: SupervisorAsk): Change[] => [
  put('asks', clocked(ask)),
  put('cases', summarized(row, ask)),
]

/** Asks whoever leads at one's own site about a case: nothing of it goes to Tier 2 or to another site. */
export const askSubmit = defineMutation({
  name: 'ask.submit',
  by: 'agent',
  args: z.strictObject({ caseId: Id, askId: Id, reason: AskReason, question: WrittenText, withinMinutes: Within }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, { askId, reason, question, withinMinutes }, context) {
    const by = agentOf(context)
    if (by === null || by.siteId === null || !can(context.actor).askSupervisor(row)) return refuse('not-allowed')
    if (row.ask && isOpenEscalation(row.ask.state)) return refuse('ask-is-open')
    const ask: SupervisorAsk = {
      id: askId,
      caseId: row.id,
      caseNumber: row.number,
      siteId: by.siteId,
      byAgentId: by.id,
      byName: by.name,
      reason,
      question,
      state: 'queued',
      holderId: null,
      holderName: null,
      askedAt: context.at,
      dueAt: after(context.at, withinMinutes * minuteMs),
      answer: null,
      turns: [],
      raiseAt: null,
      raised: null,
    }
    return { changes: [create('asks', clocked(ask)), put('cases', summarized(row, ask))] }
  },
})

/** Said with a turn: what is missing, why not, the answer, or what the asker adds. */
const needsText: ReadonlySet<EscalationState> = new Set(['returned', 'rejected', 'handed-back', 'resolved', 'queued'])
/** What the asker does. Everything else is done by whoever leads. */
const byAsker: ReadonlySet<EscalationState> = new Set(['queued', 'withdrawn', 'closed'])
const decisions: ReadonlySet<EscalationState> = new Set(['handed-back', 'resolved'])

function turnRefusal(ask: SupervisorAsk, to: EscalationState, context: Context): Refusal | null {
  const may = can(context.actor)
  if (byAsker.has(to)) return may.followAsk(ask) ? null : refuse('not-allowed')
  if (!may.answerAsk(ask)) return refuse('not-allowed')
  const holdsIt = ask.holderId === null || ask.holderId === agentIdOf(context.actor)
  return holdsIt ? null : refuse('claimed-by-other', ask.holderId ?? undefined)
}

/** The ask as whoever answers has accepted it: an answer needs no step of its own before it. */
function taken(ask: SupervisorAsk, to: EscalationState, by: Agent, at: string): SupervisorAsk {
  const isImplied = ask.state === 'queued' && !canMove('queued', to) && canMove('accepted', to)
  if (!isImplied) return ask
  const turn = { at, byAgentId: by.id, byName: by.name, to: 'accepted' as const, text: null }
  return { ...ask, state: 'accepted', holderId: by.id, holderName: by.name, turns: [...ask.turns, turn] }
}

interface Said {
  readonly to: EscalationState
  readonly text: string | null
  readonly withinMinutes: number | null
}

const needsTime = (to: EscalationState): boolean => to === 'waiting' || to === 'queued'

/** Whether something is not said that goes with the turn. */
const lacks = ({ to, text, withinMinutes }: Said): boolean =>
  (needsText.has(to) && text === null) || (needsTime(to) && withinMinutes === null)

/** Who has it after a turn. */
function holderAfter(to: EscalationState, by: Agent): Partial<Pick<SupervisorAsk, 'holderId' | 'holderName'>> {
  if (to === 'accepted') return { holderId: by.id, holderName: by.name }
  return to === 'returned' ? { holderId: null, holderName: null } : {}
}

/** What is asked and answered after a turn: a decision answers, going back to work takes that back, asking again asks something else. */
function textAfter(
  from: EscalationState,
  { to, text }: Said,
): Partial<Pick<SupervisorAsk, 'answer' | 'question' | 'raised'>> {
  if (decisions.has(to)) return { answer: text }
  if (decisions.has(from) && to === 'in-progress') return { answer: null }
  return to === 'queued' && text !== null ? { question: text, raised: null } : {}
}

/** The ask after a turn that the table allows. */
function afterTurn(ask: SupervisorAsk, said: Said, by: Agent, at: string): SupervisorAsk {
  const { to, text, withinMinutes } = said
  const isTimed = needsTime(to) && withinMinutes !== null
  return {
    ...ask,
    state: to,
    turns: [...ask.turns, { at, byAgentId: by.id, byName: by.name, to, text }],
    ...holderAfter(to, by),
    ...textAfter(ask.state, said),
    ...(isTimed ? { dueAt: after(at, withinMinutes * minuteMs) } : {}),
  }
}

/** One turn between the asker and whoever leads. */
export const askTurn = defineMutation({
  name: 'ask.turn',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    askId: Id,
    to: EscalationState,
    text: WrittenText.nullable(),
    /** Until the next word, where whoever leads waits for something, and until the answer where the asker asks again. */
    withinMinutes: Within.nullable(),
  }),
  reads: (args) => ({ row: one('cases', args.caseId), ask: one('asks', args.askId) }),
  apply({ row, ask }, { to, text, withinMinutes }, context) {
    const by = agentOf(context)
    if (by === null) return refuse('not-allowed')
    if (ask.caseId !== row.id || row.ask?.id !== ask.id) return refuse('not-found', 'asks')
    const refusal = turnRefusal(ask, to, context)
    if (refusal !== null) return refusal
    if (lacks({ to, text, withinMinutes })) return refuse('bad-arguments')
    const held = taken(ask, to, by, context.at)
    if (!canMove(held.state, to)) return refuse('escalation-moved-on', held.state)
    if (held.turns.length >= mostAskTurns) return refuse('too-many')
    const next = afterTurn(held, { to, text, withinMinutes }, by, context.at)
    return { changes: written(row, next) }
  },
})

/** Its clock has run out: one level higher, for everybody who leads at the site to see. Judged when its batch runs. */
export const askRaise = defineMutation({
  name: 'ask.raise',
  by: 'system',
  args: z.strictObject({ caseId: Id, askId: Id, at: Instant }),
  reads: (args) => ({ row: maybe('cases', args.caseId), ask: maybe('asks', args.askId) }),
  apply({ row, ask }, { at }, context) {
    if (row === undefined || ask === undefined || ask.raiseAt !== at || row.ask?.id !== ask.id) return { changes: [] }
    const raised = { level: (ask.raised?.level ?? 0) + 1, at: context.at }
    return { changes: written(row, { ...ask, raised }) }
  },
})
