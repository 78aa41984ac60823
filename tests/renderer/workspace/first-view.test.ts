import { expect, test } from 'vitest'
import { firstView } from '#renderer/workspace/first-view.ts'

const nobody = { remembered: null, caseQueues: ['q1'], tierTwoQueues: [] }

// Would catch: a supervisor or Tier 2 greeted by an empty list of their own.
test('a desk opens where the work of the role is', () => {
  expect(firstView({ ...nobody, role: 'tier-1' })).toBe('mine')
  expect(firstView({ ...nobody, role: 'tier-2', tierTwoQueues: ['t1', 't2'] })).toBe('tier-2/t1')
  expect(firstView({ ...nobody, role: 'tier-2' })).toBe('mine')
  expect(firstView({ ...nobody, role: 'supervisor' })).toBe('all-open')
})

test('the list of last time comes back, unless it is no longer there for this agent', () => {
  expect(firstView({ ...nobody, role: 'tier-1', remembered: 'queue/q1' })).toBe('queue/q1')
  expect(firstView({ ...nobody, role: 'tier-1', remembered: 'queue/gone' })).toBe('mine')
  expect(firstView({ ...nobody, role: 'supervisor', remembered: 'solved' })).toBe('solved')
})
