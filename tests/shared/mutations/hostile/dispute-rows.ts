import fc from 'fast-check'
import { DisputeKind } from '#shared/domain/dispute-deadline.ts'
import type { DisputeState } from '#shared/domain/dispute-state.ts'
import { type Dispute, DisputeOutcome, type DisputeDecision } from '#shared/domain/dispute.ts'
import type { TableName } from '#shared/tables.ts'
import { aDispute, someInstant } from '#tests/builders.ts'

type IdIn = (table: TableName, n: number) => string

/** Which dispute stands where, by its number: its state, and the case it is worked on. */
const worked: readonly { readonly state: DisputeState; readonly onCase: number }[] = [
  { state: 'awaiting-seller', onCase: 0 },
  { state: 'platform-review', onCase: 4 },
  { state: 'appeal-window', onCase: 5 },
  { state: 'appeal-review', onCase: 4 },
  { state: 'final', onCase: 0 },
]

const decisionOf = (idIn: IdIn): DisputeDecision => ({
  outcome: 'buyer',
  clause: { text: 'Clause 4', sopId: null, title: null, version: null },
  money: { amount: 50, currency: 'USD', paidBy: 'seller' },
  reasons: '<b>why</b>',
  at: someInstant,
  byAgentId: idIn('agents', 0),
  byName: 'Ana',
  toldIn: { customer: idIn('messages', 1), seller: idIn('messages', 2) },
})

/** Disputes in the states in which there is something to do. */
export const workedDisputes = (idIn: IdIn): Dispute[] =>
  worked.map(({ state, onCase }, n) =>
    aDispute({
      id: idIn('disputes', n + 1),
      orderId: idIn('orders', 0),
      partyId: idIn('parties', 0),
      sellerId: idIn('parties', 1),
      amount: 50,
      currency: 'USD',
      openedAt: someInstant,
      work: {
        caseId: idIn('cases', onCase),
        market: 'US',
        state,
        since: someInstant,
        claims: [{ asks: 'refund', text: '<img src=x onerror=alert(1)>' }],
        positions: [],
        evidence: [],
        clock: { runs: false, why: 'no-deadline-set' },
        paused: null,
        askedOf: null,
        decision: n < 2 ? null : decisionOf(idIn),
        appeal:
          state === 'appeal-review'
            ? {
                side: 'seller',
                grounds: 'New',
                at: someInstant,
                byAgentId: idIn('agents', 0),
                byName: 'Ana',
                was: null,
                result: null,
              }
            : null,
        executed: null,
        turns: [],
      },
    }),
  )

const text = fc.string({ minLength: 1, maxLength: 100 })
const id = fc.uuid({ version: 7 })
const told = fc.record({ messageId: id, text })
const toldAfter = fc.record({ messageId: id, text, afterReplyId: fc.constant(null) })
const evidence = fc.record({
  evidenceId: id,
  of: fc.constantFrom('customer', 'seller', 'desk'),
  for: fc.constantFrom('both', 'customer', 'seller', 'desk'),
  title: text,
  text,
  file: fc.constant(null),
})

/** Right arguments of the steps on disputes: by chance dispute, case and order would hardly ever meet. */
export function disputeArgs(idIn: IdIn): readonly (readonly [string, fc.Arbitrary<unknown>])[] {
  const on = (number: number) => ({
    caseId: fc.constant(idIn('cases', worked[number - 1]?.onCase ?? 0)),
    disputeId: fc.constant(idIn('disputes', number)),
    eventId: id,
  })
  const decided = {
    outcome: fc.constantFrom(...DisputeOutcome.options),
    clause: fc.record({ text, sopId: fc.constantFrom(null, idIn('sops', 0)) }),
    amount: fc.constantFrom(0, 20, 50),
    reasons: text,
    told: fc.record({ customer: told, seller: told }),
    afterReplyId: fc.constant(null),
  }
  const order = { orderId: fc.constant(idIn('orders', 0)), customerId: fc.constant(idIn('parties', 0)) }
  const claim = fc.record({ asks: fc.constantFrom('refund', 'other'), text })
  const opened = { kind: fc.constantFrom(...DisputeKind.options), claim, amount: fc.constantFrom(1, 99.5, 101) }
  const seller = { sellerId: fc.constant(idIn('parties', 1)) }
  const move = fc.constantFrom('seller-rejects', 'seller-refunds', 'withdraw', 'hold', 'close')
  return [
    [
      'dispute.open',
      fc.record({ ...on(1), caseId: fc.constant(idIn('cases', 3)), disputeId: id, ...order, ...seller, ...opened }),
    ],
    ['dispute.move', fc.record({ ...on(1), move, said: text, told: toldAfter })],
    ['dispute.add-evidence', fc.record({ ...on(1), evidence })],
    ['dispute.request-evidence', fc.record({ ...on(2), from: fc.constantFrom('customer', 'seller'), told: toldAfter })],
    ['dispute.decide', fc.record({ ...on(2), ...decided })],
    [
      'dispute.appeal',
      fc.record({ ...on(3), side: fc.constantFrom('customer', 'seller'), grounds: text, evidence: fc.tuple(evidence) }),
    ],
    ['dispute.decide-appeal', fc.record({ ...on(4), ...decided })],
    [
      'action.ask',
      fc
        .record({
          ...on(1),
          actionId: id,
          orderId: order.orderId,
          partyId: order.customerId,
          kind: fc.constantFrom('refund', 'voucher'),
          amount: fc.constantFrom(1, 101),
          reason: text,
        })
        .map(({ disputeId: _other, ...asked }) => asked),
    ],
    ['dispute.execute', fc.record({ ...on(5), orderId: order.orderId, actionId: id, reason: text })],
  ]
}
