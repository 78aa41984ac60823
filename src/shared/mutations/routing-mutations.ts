import { z } from 'zod'
import { type AgentStatus, unsaidStatus } from '../domain/agent-status.ts'
import type { Agent } from '../domain/agent.ts'
import { Id, Instant } from '../domain/base.ts'
import { isForMarket, isPushed, takeUpMinutesOf } from '../domain/queue.ts'
import type { Site } from '../domain/site.ts'
import { owedSops } from '../sop-gates.ts'
import { handedOn, isOwed, isUnattended, opened, unfitFor, unready, untouchedSince, workOf } from '../routing.ts'
import { type Context, create, defineMutation, maybe, one, put } from './define-mutation.ts'
import { eventOn, givenBack } from './give-back.ts'

// Named by the service alone. Each is judged when its batch runs: what was true when the clock looked may be over by then.

const nothing = { changes: [] } as const

/** The site of an agent as it was named; one that was named wrongly says nothing. */
const isDown = (agent: Agent, site: Site | undefined): boolean =>
  site !== undefined && site.id === agent.siteId && site.down !== null && site.down !== undefined

const stateOf = (agentId: string, status: AgentStatus | undefined): AgentStatus['state'] =>
  (status ?? unsaidStatus(agentId)).state

const agentArgs = { caseId: Id, agentId: Id, siteId: Id.nullable() }
const agentReads = (args: { caseId: string; agentId: string; siteId: string | null }) => ({
  row: one('cases', args.caseId),
  agent: one('agents', args.agentId),
  status: maybe('agentStatuses', args.agentId),
  // Asking for the agent's own id finds no site, which is right where they have none.
  site: maybe('sites', args.siteId ?? args.agentId),
})

/**
 * Gives a case of a pushed queue to somebody who is fit for it and ready, as a claim: it goes back where they do not come to answer. In a
 * queue of Tier 2 it is the escalation that is given; whoever has it may still return it.
 */
export const caseRoute = defineMutation({
  name: 'case.route',
  by: 'system',
  args: z.strictObject({ ...agentArgs, queueId: Id }),
  reads: (args) => ({
    ...agentReads(args),
    queue: one('queues', args.queueId),
    marks: maybe('sopMarks', args.agentId),
  }),
  apply({ row, agent, status, site, queue, marks }, { agentId }, { at }: Context) {
    const wanted = { queue, market: row.market, locale: row.locale }
    // How much they have to do is known to the clock alone.
    const candidate = { agent, state: stateOf(agentId, status), isSiteDown: isDown(agent, site), load: 0 }
    const isFit = unfitFor(agent, wanted) === null && unready(candidate) === null
    if (owedSops(queue, row.market, marks, at).length > 0) return nothing
    const work = workOf(row)
    if (work.queueId !== queue.id || !isPushed(queue) || !isUnattended(work) || !isFit) return nothing
    const routed = { agentId, at }
    const given = handedOn(row, { assigneeId: agentId, claim: { agentId, at }, routed })
    return { changes: [put('cases', { ...given, updatedAt: at })] }
  },
})

/** Somebody looks at a case that was given to them: it stays with them from now on, for as long as they are there. */
export const caseTakeUp = defineMutation({
  name: 'case.take-up',
  by: 'system',
  args: z.strictObject({ caseId: Id, agentId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, { agentId }, { at }: Context) {
    const { assigneeId, claim, routed, leftLying = [] } = workOf(row)
    if (assigneeId !== agentId || routed === null || routed === undefined || routed.agentId !== agentId) return nothing
    if (routed.openedAt !== undefined) return nothing
    const over = leftLying.length === 0 ? {} : { leftLying: [] }
    return { changes: [put('cases', handedOn(row, { assigneeId, claim, routed: opened(routed, at), ...over }))] }
  },
})

/** Takes a case back that its agent was given and did not open, though they are there. `givenAt` names that very giving. */
export const caseTakeAway = defineMutation({
  name: 'case.take-away',
  by: 'system',
  args: z.strictObject({ caseId: Id, agentId: Id, queueId: Id, givenAt: Instant, eventId: Id }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    agent: one('agents', args.agentId),
    queue: one('queues', args.queueId),
  }),
  apply({ row, agent, queue }, { givenAt, eventId }, context) {
    const work = workOf(row)
    const minutes = takeUpMinutesOf(queue)
    const isSo = work.queueId === queue.id && work.assigneeId === agent.id && untouchedSince(work) === givenAt
    if (!isSo || minutes === null) return nothing
    const said = { eventId, why: 'lying' as const, detail: { minutes: String(minutes) } }
    return { changes: givenBack(row, { agentId: agent.id, name: agent.name }, said, context) }
  },
})

/** Takes a case that is owed something from an agent who is not there for it. */
export const caseGiveBack = defineMutation({
  name: 'case.give-back',
  by: 'system',
  args: z.strictObject({ ...agentArgs, eventId: Id, why: z.enum(['away', 'offline', 'site-down']) }),
  reads: agentReads,
  apply({ row, agent, status, site }, args, context) {
    const state = stateOf(agent.id, status)
    const isSo = {
      away: state === 'away',
      offline: state === 'offline' || !agent.active,
      'site-down': isDown(agent, site),
    }
    const work = workOf(row)
    if (work.assigneeId !== agent.id || !isOwed(work) || !isSo[args.why]) return nothing
    return { changes: givenBack(row, { agentId: agent.id, name: agent.name }, args, context) }
  },
})

/** Moves a case that nobody was free for to the queue that takes over then. */
export const caseOverflow = defineMutation({
  name: 'case.overflow',
  by: 'system',
  args: z.strictObject({ caseId: Id, fromQueueId: Id, toQueueId: Id, eventId: Id }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    from: one('queues', args.fromQueueId),
    to: one('queues', args.toQueueId),
  }),
  apply({ row, from, to }, args, context) {
    const { overflow } = from
    const isRight = row.queueId === from.id && overflow?.queueId === to.id && to.kind === 'cases'
    if (!isRight || !isUnattended(row) || !isForMarket(to, row.market)) return nothing
    const minutes = String(overflow.afterMinutes)
    const event = { name: 'case-overflowed', detail: { from: from.name, to: to.name, minutes } } as const
    return {
      changes: [
        create('messages', eventOn(row, args.eventId, event, context)),
        put('cases', {
          ...row,
          queueId: to.id,
          overflowed: { fromQueueId: from.id, at: context.at },
          messageCount: row.messageCount + 1,
          updatedAt: context.at,
        }),
      ],
    }
  },
})
