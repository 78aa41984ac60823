import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id, Instant } from '../domain/base.ts'
import { type Case, isOpenCase } from '../domain/case.ts'
import { can } from '../permissions.ts'
import { defineMutation, every, maybe, one, put, refuse } from './define-mutation.ts'
import { choiceRefusal, givenTo } from './case-mutations.ts'
import { gateRefusal } from './gate-refusal.ts'

const reads = (args: { readonly caseId: string }) => ({ row: one('cases', args.caseId) })

/** Who keeps this agent from taking the case: whoever claimed it, or has it though the agent did not see them there. */
function inTheWay(row: Case, agentId: string, insteadOf: string | null): string | null {
  const other = row.claim?.agentId ?? (row.assigneeId === insteadOf ? null : row.assigneeId)
  return other === agentId ? null : other
}

/**
 * Takes a case out of its queue. Of two who do so at once the service's order decides, and the other is told who has it. Where the service
 * gives the cases out nobody chooses.
 */
export const caseClaim = defineMutation({
  name: 'case.claim',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    /** Who had the case on the agent's screen: somebody whom they did not see is not pushed aside. */
    insteadOf: Id.nullable(),
    /** Where the case lay on the agent's screen. */
    queueId: Id.optional(),
    /** Whose acknowledgements to look at: the agent's own. */
    marksOf: Id.optional(),
  }),
  reads: (args) => ({
    ...reads(args),
    queues: every('queues'),
    marks: maybe('sopMarks', args.marksOf ?? args.caseId),
  }),
  apply({ row, queues, marks }, args, context) {
    const agentId = agentIdOf(context.actor)
    if (agentId === null || !can(context.actor).change(row)) return refuse('not-allowed')
    if (!isOpenCase(row)) return refuse('case-is-closed')
    const queue = queues.find(({ id }) => id === row.queueId)
    const chosen = choiceRefusal(row, queues, args.queueId, context) ?? gateRefusal(row, queue, marks, context)
    if (chosen !== null) return chosen
    const other = inTheWay(row, agentId, args.insteadOf)
    if (other !== null) return refuse('claimed-by-other', other)
    // What is theirs already stays as it is: a claim on top would take it away from them when it runs out.
    if (row.assigneeId === agentId) return { changes: [] }
    const claim = { agentId, at: context.at }
    // Whoever gave it back may think again.
    const routed = row.routed?.agentId === agentId ? { routed: claim } : {}
    return { changes: [put('cases', { ...row, ...routed, assigneeId: agentId, claim, updatedAt: context.at })] }
  },
})

/** Gives a case of one's own back to its queue. */
export const caseRelease = defineMutation({
  name: 'case.release',
  by: 'agent',
  args: z.strictObject({ caseId: Id }),
  reads,
  apply({ row }, _args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    if (row.assigneeId === null) return { changes: [] }
    if (row.assigneeId !== agentIdOf(context.actor)) return refuse('claimed-by-other', row.assigneeId)
    // What was given to them and they do not want is not given to them again.
    const routed = row.routed?.agentId === row.assigneeId ? { routed: { ...row.routed, isGivenBack: true } } : {}
    return { changes: [put('cases', { ...givenTo(row, null), ...routed, updatedAt: context.at })] }
  },
})

/** A lease has run out: the case goes back to its queue, unless that very claim is over by now. */
export const caseExpireClaim = defineMutation({
  name: 'case.expire-claim',
  by: 'system',
  args: z.strictObject({ caseId: Id, agentId: Id, at: Instant }),
  reads,
  apply({ row }, args, context) {
    if (row.claim?.agentId !== args.agentId || row.claim.at !== args.at) return { changes: [] }
    return { changes: [put('cases', { ...givenTo(row, null), updatedAt: context.at })] }
  },
})
