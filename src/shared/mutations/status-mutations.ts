import { z } from 'zod'
import { AgentState, type AgentStatus, unsaidStatus } from '../domain/agent-status.ts'
import { Id, Instant } from '../domain/base.ts'
import { can } from '../permissions.ts'
import { isOwed } from '../routing.ts'
import { type Context, type Maybe, defineMutation, maybe, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'
import { givenBack } from './give-back.ts'

const reads = (args: { readonly agentId: string }) => ({
  agent: one('agents', args.agentId),
  status: maybe('agentStatuses', args.agentId),
})

type Said = Pick<AgentStatus, 'id' | 'state' | 'reason' | 'saidAt'>

/** Another status from now on; nothing where it is the one there is. */
function after(was: AgentStatus | undefined, said: Said, { at }: Context) {
  const isSame =
    was !== undefined && was.state === said.state && was.reason === said.reason && (was.before ?? null) === null
  return isSame ? [] : [put('agentStatuses', { ...said, since: at })]
}

/** Says what an agent is doing. `saidAt`: by the clock of the computer it was said on, for show; the service's own time counts [S22]. */
export const agentSetStatus = defineMutation({
  name: 'agent.set-status',
  by: 'agent',
  args: z.strictObject({
    agentId: Id,
    state: AgentState,
    reason: z.string().trim().min(1).max(200).nullable(),
    saidAt: Instant,
  }),
  reads,
  apply({ agent, status }, { state, reason, saidAt }, context) {
    if (!can(context.actor).setStatusOf(agent)) return refuse('not-allowed')
    if (!agent.active) return refuse('not-an-agent')
    return { changes: after(status, { id: agent.id, state, reason, saidAt }, context) }
  },
})

/** Cases that are given back in one go: with more of them the shift is ended in several. */
export const mostGivenBack = 100

type EndShiftReads = {
  readonly status: Maybe<'agentStatuses'>
  readonly [row: `case/${number}`]: Maybe<'cases'>
}

/** Ends one's own shift: what is owed to a party and named goes back to its queue. What somebody else has by now stays with them. */
export const agentEndShift = defineMutation({
  name: 'agent.end-shift',
  by: 'agent',
  args: z.strictObject({
    agentId: Id,
    cases: z.array(z.strictObject({ caseId: Id, eventId: Id })).max(mostGivenBack),
    saidAt: Instant,
  }),
  reads: ({ agentId, cases }): EndShiftReads => ({
    ...Object.fromEntries(cases.map(({ caseId }, index) => [`case/${index}`, maybe('cases', caseId)])),
    status: maybe('agentStatuses', agentId),
  }),
  apply(found, { agentId, cases, saidAt }, context) {
    const me = agentOf(context)
    if (me?.id !== agentId || !can(context.actor).setStatusOf(me)) return refuse('not-allowed')
    const isTwice = new Set(cases.flatMap(({ caseId, eventId }) => [caseId, eventId])).size < 2 * cases.length
    if (isTwice) return refuse('bad-arguments', 'cases')
    const back = cases.flatMap(({ eventId }, index) => {
      const row = found[`case/${index}`]
      if (row?.assigneeId !== agentId || !isOwed(row)) return []
      return givenBack(row, { agentId, name: me.name }, { eventId, why: 'end-of-shift' }, context)
    })
    const said = { id: agentId, state: 'offline', reason: null, saidAt } as const
    return { changes: [...back, ...after(found.status, said, context)] }
  },
})

/** The last window of an agent has been gone for too long: nothing is given to them, and nothing of it counts as away. */
export const agentLose = defineMutation({
  name: 'agent.lose',
  by: 'system',
  args: z.strictObject({ agentId: Id }),
  reads,
  apply({ agent, status = unsaidStatus(agent.id) }, _args, { at }) {
    if (status.state === 'offline') return { changes: [] }
    const before = { state: status.state, reason: status.reason }
    return {
      changes: [put('agentStatuses', { id: agent.id, state: 'offline', reason: null, since: at, before })],
    }
  },
})

/** They are back: they go on with what they were doing, unless they have said something else since. */
export const agentFind = defineMutation({
  name: 'agent.find',
  by: 'system',
  args: z.strictObject({ agentId: Id }),
  reads,
  apply({ agent, status }, _args, { at }) {
    const before = status?.before ?? null
    if (before === null) return { changes: [] }
    return { changes: [put('agentStatuses', { id: agent.id, ...before, since: at })] }
  },
})
