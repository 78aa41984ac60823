import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StepDone } from '#shared/domain/sop-run.ts'
import { type SopStep, lastStep } from '#shared/domain/sop-step.ts'
import { limitOf, nextStep, stepAfter, stepsProblem } from '#shared/sop-steps.ts'
import { idOf, someInstant } from '#tests/builders.ts'

const step = (key: string, set: Partial<SopStep> = {}): SopStep => ({ key, title: key, kind: 'check', ...set })
const done = (key: string, choice?: string): StepDone => ({
  key,
  at: someInstant,
  byAgentId: idOf(4),
  byName: 'Ana Reyes',
  role: 'tier-1',
  ...(choice === undefined ? {} : { choice }),
})
const paid = step('paid', {
  kind: 'choice',
  choices: [
    { key: 'yes', label: 'Yes' },
    { key: 'no', label: 'No', next: 'tell' },
    { key: 'gone', label: 'Cancelled', next: lastStep },
  ],
})
const way = [step('look'), paid, step('refund'), step('tell')]

test('the next step follows from the last answer; where the way ends nothing is left', () => {
  expect(nextStep(way, [])?.key).toBe('look')
  expect(nextStep(way, [done('look')])?.key).toBe('paid')
  expect(nextStep(way, [done('look'), done('paid', 'yes')])?.key).toBe('refund')
  expect(nextStep(way, [done('look'), done('paid', 'no')])?.key).toBe('tell')
  expect(nextStep(way, [done('look'), done('paid', 'gone')])).toBeNull()
})

test('steps that could not be worked through are named: two of a name, a choice of nothing, a way that leads back or nowhere', () => {
  expect(stepsProblem(way)).toBeNull()
  expect(stepsProblem([step('a'), step('a')])).toBe('twin-keys')
  expect(stepsProblem([step('a', { kind: 'choice' })])).toBe('no-choices')
  expect(stepsProblem([step('a'), step('b', { next: 'a' })])).toBe('bad-next')
  expect(stepsProblem([step('a', { next: 'nowhere' })])).toBe('bad-next')
})

const letters = ['a', 'b', 'c', 'd', 'e', 'f']
const someSteps = fc.array(
  fc.record({ key: fc.constantFrom(...letters), next: fc.option(fc.constantFrom(...letters, lastStep)) }),
  { minLength: 1, maxLength: 6 },
)

// Catches a loop that an agent could never leave.
test('whatever steps are sound, every way through them ends', () => {
  fc.assert(
    fc.property(someSteps, (rows) => {
      const steps = rows.map(({ key, next }) => step(key, next === null ? {} : { next }))
      if (stepsProblem(steps) !== null) return
      let at: SopStep | null = steps[0] ?? null
      for (let walked = 0; at !== null; walked += 1) {
        expect(walked).toBeLessThan(steps.length)
        at = stepAfter(steps, { key: at.key })
      }
    }),
    { numRuns: 2000 },
  )
})

test('a role that a limit does not name may decide nothing in that step', () => {
  const refund = step('refund', { limits: [{ role: 'tier-1', amount: 50, currency: 'MYR' }] })
  expect(limitOf(refund, 'tier-1')).toMatchObject({ amount: 50, currency: 'MYR' })
  expect(limitOf(refund, 'quality')).toEqual({ amount: 0, currency: 'MYR' })
  expect(limitOf(step('look'), 'tier-1')).toBeNull()
})
