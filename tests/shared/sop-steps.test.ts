import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StepDone } from '#shared/domain/sop-run.ts'
import { type SopStep, lastStep } from '#shared/domain/sop-step.ts'
import { limitOf, nextStep, stepAfter, stepsProblem } from '#shared/sop-steps.ts'
import { idOf, someInstant } from '#tests/builders.ts'
import type { ActionLimit, DeskAction } from '#shared/domain/desk-action.ts'

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
  const place = { market: 'MY', limits: [], actions: [] }
  expect(limitOf(refund, 'tier-1', place)).toMatchObject({ amount: 50, currency: 'MYR' })
  expect(limitOf(refund, 'quality', place)).toEqual({ amount: 0, currency: 'MYR' })
  expect(limitOf(step('look'), 'tier-1', place)).toBeNull()
})

// Catches an SOP that promises more than the workspace lets anybody order, because one of the two was changed alone.
test('what a step is for is decided as far as the workspace allows, less what the case was given, and never further than the step says', () => {
  const refund = step('refund', { action: 'refund', limits: [{ role: 'tier-1', amount: 50, currency: 'MYR' }] })
  const limit = (set: Partial<ActionLimit>): ActionLimit => ({
    id: idOf(0x900),
    role: 'tier-1',
    market: 'MY',
    kind: 'refund',
    most: 30,
    currency: 'MYR',
    active: true,
    ...set,
  })
  const most = (limits: ActionLimit[], actions: DeskAction[] = []): number | undefined =>
    limitOf(refund, 'tier-1', { market: 'MY', limits, actions })?.amount
  const by = { at: someInstant, byAgentId: idOf(1), byName: 'Ana' }
  const given: DeskAction = {
    id: idOf(2),
    caseId: idOf(3),
    orderId: idOf(4),
    partyId: idOf(5),
    kind: 'voucher',
    reason: 'Late.',
    amount: 10,
    currency: 'MYR',
    state: 'executed',
    asked: by,
    ordered: by,
    declined: null,
    executed: null,
  }
  expect(most([limit({})])).toBe(30)
  expect(most([limit({})], [given])).toBe(20)
  expect(most([limit({ most: 500 })])).toBe(50)
  expect(most([limit({ most: null, currency: null })])).toBe(50)
  const nothing = [limit({ most: 0 }), limit({ currency: 'SGD' }), limit({ active: false }), limit({ kind: 'voucher' })]
  expect([most([]), ...nothing.map((one) => most([one]))]).toEqual([0, 0, 0, 0, 0])
})
