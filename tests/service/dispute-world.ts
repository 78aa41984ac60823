import { randomUUID } from 'node:crypto'
import type { AnyRow } from '#shared/tables.ts'
import { aDispute, anOrder } from '#tests/builders.ts'
import { type TestRow, caseRow, idOf, partyRow, sent } from './world.ts'

/** An order of one customer with one seller: the customer's case lies in Manila, the seller's own about the same order in Kuala Lumpur. */
export const disputed = (): TestRow[] => {
  const partyIds = [idOf('parties', 'buyer'), idOf('parties', 'shop')]
  const orderIds = [idOf('orders', 'O1')]
  const queueId = idOf('queues', 'lumpur')
  return [
    { table: 'parties', row: partyRow('buyer') },
    { table: 'parties', row: { ...partyRow('shop'), kind: 'seller' } },
    {
      table: 'orders',
      row: anOrder({
        id: idOf('orders', 'O1'),
        customerId: partyIds[0] ?? null,
        sellerIds: partyIds.slice(1),
        total: 90,
      }),
    },
    { table: 'cases', row: caseRow('D1', { partyId: idOf('parties', 'buyer'), partyIds, orderIds }) },
    {
      table: 'cases',
      row: caseRow('D2', { queueId, partyId: idOf('parties', 'shop'), partyIds: partyIds.slice(1), orderIds }),
    },
  ]
}

export const onD1 = (disputeId: string) => ({ caseId: idOf('cases', 'D1'), disputeId, eventId: randomUUID() })

export const opening = (mid: number, disputeId: string) =>
  sent(mid, 'dispute.open', {
    ...onD1(disputeId),
    orderId: idOf('orders', 'O1'),
    customerId: idOf('parties', 'buyer'),
    sellerId: idOf('parties', 'shop'),
    kind: 'damaged',
    claim: { asks: 'refund', text: 'It came broken.' },
    amount: 80,
  })

export const showing = (
  mid: number,
  disputeId: string,
  audience: 'both' | 'customer' | 'seller' | 'desk',
  text: string,
) =>
  sent(mid, 'dispute.add-evidence', {
    ...onD1(disputeId),
    evidence: { evidenceId: randomUUID(), of: 'customer', for: audience, title: text, text, file: null },
  })

/** A dispute that waits for its seller until an instant. */
export const waiting = (name: string, at: string): AnyRow => ({
  ...aDispute({ id: idOf('disputes', name), orderId: idOf('orders', 'O1'), amount: 80, currency: 'USD' }),
  partyId: idOf('parties', 'buyer'),
  sellerId: idOf('parties', 'shop'),
  work: {
    caseId: idOf('cases', 'D1'),
    market: 'SG',
    state: 'awaiting-seller',
    since: '2026-11-22T07:00:00.000Z',
    claims: [],
    positions: [],
    evidence: [],
    clock: {
      runs: true,
      since: '2026-11-22T07:00:00.000Z',
      at,
      holder: 'seller',
      deadlineId: idOf('deadlines', 'silence'),
      onExpiry: 'accept-by-silence',
      isPeers: true,
      overdueSince: null,
    },
    paused: null,
    askedOf: null,
    decision: null,
    appeal: null,
    executed: null,
    turns: [],
  },
})
