import type { Agent } from '#shared/domain/agent.ts'
import type { ActionLimit } from '#shared/domain/desk-action.ts'
import type { DisputeDeadline } from '#shared/domain/dispute-deadline.ts'
import type { DisputeWork } from '#shared/domain/dispute.ts'
import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import type { Refusal } from '#shared/refusals.ts'
import { aCase, aParty, anAgent, anOrder, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

export const ana = anAgent()
export const ben = anAgent({ id: idOf(0x42), name: 'Ben Cruz', role: 'tier-2' })
export const mei = anAgent({ id: idOf(0x43), name: 'Mei Tan', role: 'tier-2' })

export const customer = aParty()
export const seller = aParty({ id: idOf(0x51), kind: 'seller', name: 'Lamps Ltd' })
export const order = anOrder({ customerId: customer.id, sellerIds: [seller.id], total: 100 })
export const onCase = aCase({ partyIds: [customer.id, seller.id], orderIds: [order.id] })
export const which = { caseId: onCase.id, disputeId: idOf(0x70) }

export const aDeadline = (set: Partial<DisputeDeadline> = {}): DisputeDeadline => ({
  id: idOf(0x80),
  market: null,
  kind: null,
  step: 'awaiting-seller',
  duration: 48,
  unit: 'hour',
  startsOn: 'step-begins',
  pausedBy: [],
  onExpiry: 'accept-by-silence',
  notice: 'The seller did not answer in time.',
  source: { name: 'A peer', url: null },
  verifiedAt: null,
  owner: null,
  isPeers: true,
  active: true,
  ...set,
})

/** Tier 2 may give back up to 80. */
const aLimits: readonly ActionLimit[] = (['refund', 'partial-refund'] as const).map((kind, n) => ({
  id: idOf(0x90 + n),
  role: 'tier-2',
  market: null,
  kind,
  most: 80,
  currency: 'USD',
  active: true,
}))

let ids = 0x1000
/** An id that nothing has yet. */
export const fresh = (): string => idOf((ids += 1))
const told = (text: string) => ({ messageId: fresh(), text })

/** A piece of evidence that is like no other. */
export const shown = (set: Partial<ArgsOf<'dispute.add-evidence'>['evidence']> = {}) => ({
  evidenceId: fresh(),
  of: 'customer' as const,
  for: 'both' as const,
  title: 'Photo',
  text: `Photo ${ids}`,
  file: null,
  ...set,
})

/** A desk with a case of a customer and a seller about an order. */
export class DisputeDesk extends OnRows {
  constructor(deadlines: readonly DisputeDeadline[] = [aDeadline()]) {
    super({ cases: [onCase], orders: [order], parties: [customer, seller], deadlines, limits: aLimits })
  }

  get work(): DisputeWork {
    const work = this.rows.get('disputes', which.disputeId)?.work
    if (work === null || work === undefined) throw new Error('No dispute is worked.')
    return work
  }

  get lastReply(): string | null {
    return this.rows.get('cases', onCase.id)?.lastReplyId ?? null
  }

  open(agent: Agent = ana, set: Partial<ArgsOf<'dispute.open'>> = {}): Refusal | null {
    return this.run(agent, 'dispute.open', {
      ...which,
      eventId: fresh(),
      orderId: order.id,
      customerId: customer.id,
      sellerId: seller.id,
      kind: 'damaged',
      claim: { asks: 'refund', text: 'It came broken.' },
      amount: 80,
      ...set,
    })
  }

  /** A transition by words alone; what it asks for is there. */
  move(move: ArgsOf<'dispute.move'>['move'], agent: Agent = ben): Refusal | null {
    const words = { said: 'So it is.', told: { ...told('Please answer.'), afterReplyId: this.lastReply } }
    return this.run(agent, 'dispute.move', { ...which, eventId: fresh(), move, ...words })
  }

  decision(set: Partial<ArgsOf<'dispute.decide'>> = {}): ArgsOf<'dispute.decide'> {
    return {
      ...which,
      eventId: fresh(),
      outcome: 'buyer',
      clause: { text: 'Clause 4.2: what comes broken is refunded.', sopId: null },
      amount: 80,
      reasons: 'The photo shows it.',
      told: { customer: told('We decided for you.'), seller: told('We decided for the customer.') },
      afterReplyId: this.lastReply,
      ...set,
    }
  }

  /** Has the money paid out; `actionId`: of the action that does it. */
  payOut(agent: Agent = ben, actionId = fresh()): Refusal | null {
    const args = { ...which, eventId: fresh(), orderId: order.id, actionId, reason: 'Clause 4.2' }
    return this.run(agent, 'dispute.execute', args)
  }

  /** The same, and it is carried out. */
  paidOut(reference: string): void {
    const actionId = fresh()
    const refusal = this.payOut(ben, actionId)
    if (refusal !== null) throw new Error(refusal.refused)
    const dispute = { id: which.disputeId, eventId: fresh() }
    this.runAsService('action.executed', { caseId: which.caseId, actionId, eventId: fresh(), reference, dispute })
  }

  requestEvidence(agent: Agent = ben): Refusal | null {
    const asked = { ...told('Please send a photo.'), afterReplyId: this.lastReply }
    return this.run(agent, 'dispute.request-evidence', { ...which, eventId: fresh(), from: 'seller', told: asked })
  }

  /** Brings a new dispute before the desk for a decision. */
  underReview(): void {
    for (const refusal of [this.open(), this.move('ask-seller'), this.move('seller-rejects'), this.move('escalate')]) {
      if (refusal !== null) throw new Error(refusal.refused)
    }
  }

  expire(at: string): Refusal | null {
    const noticeIds = { customerMessageId: fresh(), sellerMessageId: fresh() }
    return this.runAsService('dispute.expire', { ...which, eventId: fresh(), at, ...noticeIds })
  }
}
