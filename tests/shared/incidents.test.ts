import { expect, test } from 'vitest'
import type { Case } from '#shared/domain/case.ts'
import type { EscalationState } from '#shared/domain/escalation-state.ts'
import { incidentsOf } from '#shared/incidents.ts'
import { aCase, idOf } from '#tests/builders.ts'

const linked = (n: number, others: readonly number[], state: EscalationState | null = 'queued'): Case =>
  aCase({
    id: idOf(n),
    number: String(n),
    links: others.map((other) => ({ caseId: idOf(other), number: String(other), kind: 'related' as const })),
    escalation:
      state === null ? null : { id: idOf(1000 + n), state, queueId: idOf(31), attempt: 1, byAgentId: idOf(4) },
  })

const told = (cases: readonly Case[]) =>
  incidentsOf(cases).map(({ lead, caseIds }) => [
    lead.number,
    caseIds.map((id) => cases.find((one) => one.id === id)?.number),
  ])

// Catches an incident that is found from its lead alone: cases linked in a row belong to it, too.
test('cases that are linked, directly or through others, are one incident by the case most are linked with', () => {
  const cases = [linked(1, [2, 3, 4]), linked(2, [1]), linked(3, [1]), linked(4, [1, 5]), linked(5, [4]), linked(9, [])]
  expect(told(cases)).toEqual([['1', ['1', '2', '3', '4', '5']]])
})

// Catches a decision for cases that nobody asked Tier 2 about.
test('only those that Tier 2 has to decide count, and one alone is no incident', () => {
  const cases = [
    linked(1, [2, 3], null),
    linked(2, [1], 'in-progress'),
    linked(3, [1], 'handed-back'),
    linked(4, [1], 'waiting'),
  ]
  expect(told(cases)).toEqual([['1', ['2', '4']]])
  expect(told([linked(1, [2], null), linked(2, [1])])).toEqual([])
})

// Catches two cases of one incident that fall apart because the one between them belongs to another site.
test('they hang together through a case that the agent does not see, and go by its number', () => {
  expect(told([linked(2, [7]), linked(3, [7])])).toEqual([['7', ['2', '3']]])
})

test('the largest incident comes first', () => {
  const cases = [linked(1, [2]), linked(2, [1]), linked(3, [4, 5]), linked(4, [3]), linked(5, [3])]
  expect(told(cases)).toEqual([
    ['3', ['3', '4', '5']],
    ['1', ['1', '2']],
  ])
})
