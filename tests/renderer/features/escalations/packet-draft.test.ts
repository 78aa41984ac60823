import { expect, test } from 'vitest'
import { withReason } from '#renderer/features/escalations/packet-draft.ts'
import { aQueue, idOf } from '#tests/builders.ts'

const disputes = aQueue({ id: idOf(1), kind: 'escalations' })
const payments = aQueue({ id: idOf(2), kind: 'escalations', reasons: ['authority-limit'], position: 1 })
const fraud = aQueue({ id: idOf(3), kind: 'escalations', reasons: ['fraud-or-safety'], position: 2 })
const where = { queues: [disputes, payments, fraud], market: 'PH' }

test('a queue that was suggested follows the reason', () => {
  const first = withReason({ queueId: '', reason: '' }, 'authority-limit', where)
  expect(first).toEqual({ reason: 'authority-limit', queueId: payments.id })
  const next = withReason({ queueId: payments.id, reason: 'authority-limit' }, 'fraud-or-safety', where)
  expect(next).toEqual({ reason: 'fraud-or-safety', queueId: fraud.id })
})

// Catches a hand-over that goes elsewhere than to the queue its agent chose, because that was the suggested one, too.
test('a queue that was chosen by hand stays, also where it is the one that was suggested', () => {
  const other = { queueId: disputes.id, reason: 'authority-limit' } as const
  expect(withReason(other, 'fraud-or-safety', where)).toEqual({ reason: 'fraud-or-safety' })
  const same = { queueId: payments.id, reason: 'authority-limit', isQueueByHand: true } as const
  expect(withReason(same, 'fraud-or-safety', where)).toEqual({ reason: 'fraud-or-safety' })
})
