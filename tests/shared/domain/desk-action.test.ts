import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import {
  type ActionLimit,
  ActionState,
  canBecome,
  isOpenAction,
  isWithin,
  leftFor,
  unclockedAction,
} from '#shared/domain/desk-action.ts'
import { anAgent, idOf } from '#tests/builders.ts'
import { DisputeDesk, ana, ben, customer, fresh, onCase, order, which } from '../mutations/dispute-desk.ts'
import { OnRows } from '../mutations/on-rows.ts'

const siti = anAgent({ id: idOf(0x44), name: 'Siti Lim', role: 'supervisor' })
const limit = (set: Partial<ActionLimit>): ActionLimit => ({
  id: fresh(),
  role: 'tier-1',
  market: null,
  kind: 'refund',
  most: 30,
  currency: 'USD',
  active: true,
  ...set,
})
const limits = [
  limit({}),
  limit({ role: 'tier-2', most: 90 }),
  limit({ role: 'supervisor', most: null, currency: null }),
]
const actionId = idOf(0xa00)

const opened = new DisputeDesk()
opened.open()
const dispute = opened.rows.get('disputes', which.disputeId)
if (dispute === undefined) throw new Error('no dispute')

const deeds = {
  ordered: (desk: OnRows) =>
    desk.run(siti, 'action.approve', { caseId: onCase.id, actionId, eventId: fresh(), disputeId: null }),
  declined: (desk: OnRows) =>
    desk.run(ben, 'action.decline', { caseId: onCase.id, actionId, eventId: fresh(), why: 'No.' }),
  withdrawn: (desk: OnRows) => desk.run(ana, 'action.withdraw', { caseId: onCase.id, actionId, eventId: fresh() }),
  stopped: (desk: OnRows) =>
    desk.runAsService('action.stopped', { caseId: onCase.id, actionId, eventId: fresh(), disputeId: dispute.id }),
  executed: (desk: OnRows) =>
    desk.runAsService('action.executed', { caseId: onCase.id, actionId, eventId: fresh(), reference: 'L' }),
}
const deedNames = Object.keys(deeds) as (keyof typeof deeds)[]

test('every state of an action is reached from what is asked, and what is over leads nowhere', () => {
  const reached = new Set<ActionState>(['asked'])
  for (const from of reached) for (const to of ActionState.options) if (canBecome(from, to)) reached.add(to)
  expect([...reached].sort()).toEqual([...ActionState.options].sort())
  expect(ActionState.options.filter(isOpenAction)).toEqual(['asked', 'ordered'])
  expect(ActionState.options.filter((state) => unclockedAction[state] !== 'it-is-over')).toEqual(['asked', 'ordered'])
})

// Catches money that goes out after it was declined, or is declined after it went out.
test('whatever people do with an action, it becomes only what the table lets it, and what is refused has a sentence', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...deedNames), { maxLength: 8 }), (walk) => {
      const desk = new OnRows({ cases: [onCase], orders: [order], limits, disputes: [dispute] })
      const asked = { caseId: onCase.id, actionId, eventId: fresh(), kind: 'refund', orderId: order.id } as const
      desk.run(ana, 'action.ask', { ...asked, partyId: customer.id, amount: 80, reason: 'Broken.' })
      for (const deed of walk) {
        const before = desk.rows.get('actions', actionId)?.state ?? 'asked'
        const refusal = deeds[deed](desk)
        const isAllowed = canBecome(before, deed)
        expect(desk.rows.get('actions', actionId)?.state).toBe(isAllowed ? deed : before)
        // What was carried out is told twice where an answer was lost: that is no fault.
        expect(refusal === null).toBe(isAllowed || deed === 'executed' || deed === 'stopped')
        expect(refusal === null || Object.hasOwn(en, `refused.${refusal.refused}`)).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
})

// Catches two answers to one question: what the window says is left, and what the rule lets through.
test('what is left for a role is exactly what it may order', () => {
  const currencies = fc.constantFrom('USD', 'PHP')
  const some = fc.record({
    most: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
    currency: currencies,
    market: fc.constantFrom(null, 'PH', 'SG'),
    active: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 4 }),
      fc.record({
        amount: fc.integer({ min: 1, max: 100 }),
        spent: fc.integer({ min: 0, max: 100 }),
        currency: currencies,
      }),
      (rows, asked) => {
        const known = rows.map((row) => limit(row))
        const on = { kind: 'refund', market: 'PH', ...asked } as const
        expect(asked.amount <= leftFor(known, 'tier-1', on)).toBe(isWithin(known, 'tier-1', on))
      },
    ),
    { numRuns: 2000 },
  )
})
