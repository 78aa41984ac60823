import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { type DisputeDecision, DisputeOutcome, type MoneyOutcome, Side, type WorkedDispute } from '../domain/dispute.ts'
import type { Sop } from '../domain/sop.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { replyRefusal } from './case-mutations.ts'
import { type Context, children, defineMutation, maybe, refuse } from './define-mutation.ts'
import { EvidenceGiven, evidenceRefusal, keptEvidence } from './dispute-evidence.ts'
import {
  type OnWorked,
  type Told,
  disputeReads,
  moveRefusal,
  moved,
  toldArgs,
  which,
  workAfter,
  worked,
} from './dispute-turns.ts'
import { agentOf } from './escalation-turns.ts'

/** What every decision says: the clause it stands on, what becomes of the money, why, and how each side is told. */
const decisionArgs = {
  outcome: DisputeOutcome,
  clause: z.strictObject({ text: z.string().min(1).max(1000), sopId: Id.nullable() }),
  /** What the customer gets, in the currency of the dispute. */
  amount: z.number().min(0).max(1e9),
  reasons: z.string().min(1).max(5000),
  told: z.strictObject({ customer: z.strictObject(toldArgs), seller: z.strictObject(toldArgs) }),
  /** The last reply that was before the agent's eyes [S18]. */
  afterReplyId: Id.nullable(),
}
type Decided = z.output<z.ZodObject<typeof decisionArgs>>

const decisionReads = (args: {
  readonly caseId: string
  readonly disputeId: string
  readonly clause: Decided['clause']
}) => ({
  ...disputeReads(args),
  // Asking for the case's own id finds no SOP, which is right where the clause is not from one.
  sop: maybe('sops', args.clause.sopId ?? args.caseId),
})

/** Whose money it is, by the outcome; null where outcome and amount do not go together. */
function paidBy(
  { outcome, amount }: Pick<Decided, 'outcome' | 'amount'>,
  asked: number,
): MoneyOutcome['paidBy'] | null {
  switch (outcome) {
    case 'seller':
      return amount === 0 ? 'nobody' : null
    case 'buyer':
      return amount > 0 && amount <= asked ? 'seller' : null
    case 'split':
      return amount > 0 && amount < asked ? 'seller' : null
    case 'goodwill':
      return amount > 0 && amount <= asked ? 'platform' : null
  }
}

function decisionOf(
  { amount: asked, currency }: WorkedDispute,
  args: Decided,
  sop: Sop | undefined,
  context: Context,
): { readonly decision: DisputeDecision } | Refusal {
  const by = agentOf(context)
  const payer = paidBy(args, asked ?? 0)
  if (by === null) return refuse('not-allowed')
  if (payer === null || currency === null) return refuse('bad-amount')
  if (args.clause.sopId !== null && sop === undefined) return refuse('not-found', 'sops')
  const decision: DisputeDecision = {
    outcome: args.outcome,
    clause: { ...args.clause, title: sop?.title ?? null, version: sop?.version ?? null },
    money: { amount: args.amount, currency, paidBy: payer },
    reasons: args.reasons,
    at: context.at,
    byAgentId: by.id,
    byName: by.name,
    toldIn: { customer: args.told.customer.messageId, seller: args.told.seller.messageId },
  }
  return { decision }
}

const tellBoth = ({ told }: Decided): Told[] => [
  { side: 'customer', ...told.customer },
  { side: 'seller', ...told.seller },
]

/** Decides a dispute. Both sides are told why in the same step: their time to appeal begins when they know. */
export const disputeDecide = defineMutation({
  name: 'dispute.decide',
  by: 'agent',
  args: z.strictObject({ ...which, ...decisionArgs }),
  reads: decisionReads,
  apply(found, args, context) {
    if (!can(context.actor).adjudicate(found.row)) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const refusal = moveRefusal(on.dispute, 'decide') ?? replyRefusal(on.row, args.afterReplyId, context)
    if (refusal !== null) return refusal
    const made = decisionOf(on.dispute, args, found.sop, context)
    if ('refused' in made) return made
    const { decision } = made
    const { eventId } = args
    const decided = { ...on.dispute, work: workAfter(on, context, { move: 'decide', eventId, set: { decision } }) }
    const next: OnWorked = { ...on, dispute: decided }
    return { changes: moved(next, context, { move: 'tell-both', eventId, told: tellBoth(args) }) }
  },
})

/** A side appeals, with something that was not there when it was decided. */
export const disputeAppeal = defineMutation({
  name: 'dispute.appeal',
  by: 'agent',
  args: z.strictObject({
    ...which,
    side: Side,
    grounds: z.string().min(1).max(5000),
    evidence: z.array(EvidenceGiven).min(1).max(5),
  }),
  reads: (args) => ({ ...disputeReads(args), kept: children('evidence', args.caseId) }),
  apply(found, { side, grounds, evidence, eventId }, context) {
    const by = agentOf(context)
    if (by === null || !can(context.actor).dispute(found.row)) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const refusal = moveRefusal(on.dispute, 'appeal') ?? evidenceRefusal(on.dispute, found.kept, evidence)
    if (refusal !== null) return refusal
    const { shared, changes } = keptEvidence(on.dispute, context, evidence)
    const appeal = { side, grounds, at: context.at, byAgentId: by.id, byName: by.name, was: null, result: null }
    const set = { appeal, evidence: [...on.dispute.work.evidence, ...shared] }
    return { changes: [...moved(on, context, { move: 'appeal', eventId, side, set }), ...changes] }
  },
})

const isSame = (a: DisputeDecision, b: DisputeDecision): boolean =>
  a.outcome === b.outcome && a.money.amount === b.money.amount

/** Another reviewer than the decider decides the appeal. What comes to the same upholds the decision. */
export const disputeDecideAppeal = defineMutation({
  name: 'dispute.decide-appeal',
  by: 'agent',
  args: z.strictObject({ ...which, ...decisionArgs }),
  reads: decisionReads,
  apply(found, args, context) {
    if (!can(context.actor).adjudicate(found.row)) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const { appeal, decision: was } = on.dispute.work
    const refusal = moveRefusal(on.dispute, 'decide-appeal') ?? replyRefusal(on.row, args.afterReplyId, context)
    if (refusal !== null) return refusal
    if (!can(context.actor).reviewAppeal(was)) return refuse('own-decision')
    const made = decisionOf(on.dispute, args, found.sop, context)
    if ('refused' in made) return made
    const { decision } = made
    if (appeal === null || was === null) return refuse('dispute-moved-on', on.dispute.work.state)
    const result = isSame(was, decision) ? ('upheld' as const) : ('overturned' as const)
    const set = { decision, appeal: { ...appeal, was, result } }
    return { changes: moved(on, context, { move: 'decide-appeal', eventId: args.eventId, set, told: tellBoth(args) }) }
  },
})
