import { z } from 'zod'
import { type AgentStatus, unsaidStatus } from '../domain/agent-status.ts'
import type { Agent } from '../domain/agent.ts'
import { Id } from '../domain/base.ts'
import { isPushed } from '../domain/queue.ts'
import type { Site } from '../domain/site.ts'
import { owedSops } from '../sop-gates.ts'
import { isOwed, isUnattended, unfitFor, unready } from '../routing.ts'
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

/** Gives a case of a pushed queue to somebody who is fit for it and ready, as a claim: it goes back where they do not come to answer. */
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
    if (row.queueId !== queue.id || !isPushed(queue) || !isUnattended(row) || !isFit) return nothing
    const routed = { agentId, at }
    return { changes: [put('cases', { ...row, assigneeId: agentId, claim: { agentId, at }, routed, updatedAt: at })] }
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
    if (row.assigneeId !== agent.id || !isOwed(row) || !isSo[args.why]) return nothing
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
    if (!isRight || !isUnattended(row)) return nothing
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
