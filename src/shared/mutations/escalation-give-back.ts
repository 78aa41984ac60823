import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { ReturnReason } from '../domain/escalation.ts'
import { defineMutation, one } from './define-mutation.ts'
import { coached, isTheirs, pickRefusal, takeTurn } from './escalation-turns.ts'

const freed = { holderId: null, holderName: null, heldSince: null, waiting: null }

/** Tier 2 lets go of it undecided: names the step and says in one sentence why, and whoever had submitted it gets a note. */
const giveBack = <N extends 'escalation.return' | 'escalation.reject'>(name: N, to: 'returned' | 'rejected') =>
  defineMutation({
    name,
    by: 'agent',
    args: z.strictObject({
      caseId: Id,
      escalationId: Id,
      eventId: Id,
      queueId: Id,
      reason: ReturnReason,
      step: z.string().min(1).max(1000),
      sentence: z.string().min(1).max(2000),
    }),
    reads: (args) => ({
      row: one('cases', args.caseId),
      escalation: one('escalations', args.escalationId),
      queue: one('queues', args.queueId),
    }),
    apply(found, args, context) {
      const { reason, step, sentence } = args
      const isAllowed = isTheirs(found, context)
      const refusal = isAllowed ? pickRefusal(found, context) : null
      if (refusal !== null) return refusal
      const outcome = takeTurn(found, context, isAllowed, {
        to,
        eventId: args.eventId,
        event: { name: `escalation-${to}`, detail: { reason, step, sentence } },
        turn: { reason, step, sentence },
        set: freed,
      })
      return coached(outcome, found, context, { id: args.eventId, kind: to, reason, step, sentence })
    },
  })

/** Tier 2 gives it back to be completed. */
export const escalationReturn = giveBack('escalation.return', 'returned')

/** Tier 2 does not take it at all: Tier 1 may decide it, and learns why. The case is Tier 1's alone again. */
export const escalationReject = giveBack('escalation.reject', 'rejected')
