import { expect, test } from 'vitest'
import type { Queue } from '#shared/domain/queue.ts'
import { fittingQueue } from '#shared/fitting-queue.ts'
import { aQueue, idOf } from '#tests/builders.ts'

const tierTwo = (n: number, set: Partial<Queue>): Queue =>
  aQueue({ id: idOf(n), name: String(n), kind: 'escalations', position: n, ...set })

// Catches an escalation that lands in a queue for another reason or another market, and comes back as "wrong queue".
test('a reason goes to the queue that says it, in its market first; what no queue says goes to one that says nothing', () => {
  const queues = [
    tierTwo(1, {}),
    tierTwo(2, { reasons: ['fraud-or-safety'] }),
    tierTwo(3, { reasons: ['fraud-or-safety'], markets: ['PH'] }),
    tierTwo(4, { reasons: ['policy-gap'], markets: ['SG'] }),
    aQueue({ id: idOf(5), reasons: ['policy-gap'] }),
  ]
  expect(fittingQueue(queues, 'fraud-or-safety', 'PH')?.name).toBe('3')
  expect(fittingQueue(queues, 'fraud-or-safety', 'VN')?.name).toBe('2')
  expect(fittingQueue(queues, 'policy-gap', 'PH')?.name).toBe('1')
  expect(fittingQueue(queues, 'policy-gap', 'SG')?.name).toBe('4')
  expect(fittingQueue(queues.slice(1, 4), 'vip-or-media', 'SG')).toBeUndefined()
})
