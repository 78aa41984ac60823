import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstDueOf } from '#shared/clocks/next-due.ts'
import type { Case } from '#shared/domain/case.ts'
import { CaseLists } from '#renderer/workspace/case-lists.ts'
import { byAttempt, byFirstDue, inOtherOrder, inUsualOrder } from '#renderer/workspace/tier-two-order.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'

const later = (minutes: number): string => new Date(Date.parse(someInstant) + minutes * 60_000).toISOString()

interface Owed {
  readonly due?: number
  readonly clock?: number
  readonly legal?: number
  readonly dispute?: number
  readonly attempt?: number
  readonly since?: number
}

const owed = (n: number, { due, clock, legal, dispute, attempt = 1, since = 0 }: Owed): Case =>
  aCase({
    id: idOf(n),
    number: String(n),
    clocks: [
      ...(clock === undefined ? [] : [{ kind: 'resolution' as const, policyId: idOf(0x51), dueAt: later(clock) }]),
      ...(legal === undefined ? [] : [{ kind: 'legal' as const, policyId: idOf(0x52), dueAt: later(legal) }]),
    ],
    ...(dispute === undefined
      ? {}
      : { dispute: { id: idOf(7), state: 'platform-review' as const, dueAt: later(dispute) } }),
    escalation: {
      id: idOf(1000 + n),
      state: 'queued',
      queueId: idOf(31),
      attempt,
      byAgentId: idOf(4),
      since: later(since),
      ...(due === undefined ? {} : { due: { at: later(due), by: 'queue' as const } }),
    },
  })

const numbers = (rows: readonly Case[]): string[] => rows.map(({ number }) => number)

// Catches an order by one clock alone: the legal one, the dispute’s or what Tier 2 owes would be found when it is over.
test('what is due first is whichever of its clocks runs out first, and the list says which', () => {
  expect(firstDueOf(owed(1, { due: 30, clock: 20, legal: 40 }))).toEqual({ at: later(20), by: 'resolution' })
  expect(firstDueOf(owed(1, { due: 10, clock: 20 }))).toEqual({ at: later(10), by: 'tier-2-queue' })
  expect(firstDueOf(owed(1, { due: 10, dispute: 5 }))).toEqual({ at: later(5), by: 'dispute' })
  expect(firstDueOf(owed(1, {}))).toBeNull()
})

test('a list of Tier 2 stands by what is due first, then by how often it came back, then by how long it has waited', () => {
  const rows = [
    owed(1, {}),
    owed(2, { attempt: 3 }),
    owed(3, { due: 60 }),
    owed(4, { legal: 20 }),
    owed(5, { due: 60, attempt: 2 }),
    owed(6, { since: -5 }),
  ]
  expect(numbers([...rows].sort(byFirstDue))).toEqual(['4', '5', '3', '2', '6', '1'])
  expect(numbers([...rows].sort(byAttempt))).toEqual(['2', '5', '4', '3', '6', '1'])
})

const some = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined })
const anOwed = fc.record({
  due: some,
  clock: some,
  legal: some,
  dispute: some,
  attempt: fc.integer({ min: 1, max: 3 }),
  since: fc.integer({ min: -2, max: 2 }),
})

// Catches a comparison that goes in a circle: a list kept in order row by row would lose rows by it.
test('both orders are orders: no circles, and equal only where nothing tells them apart', () => {
  fc.assert(
    fc.property(anOwed, anOwed, anOwed, (x, y, z) => {
      const [a, b, c] = [owed(1, x as Owed), owed(2, y as Owed), owed(3, z as Owed)]
      for (const compare of [byFirstDue, byAttempt]) {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) || 0)
        const isInARow = compare(a, b) <= 0 && compare(b, c) <= 0
        expect(isInARow && compare(a, c) > 0).toBe(false)
      }
    }),
  )
})

test('both lists of a queue have the same cases and the same count, and a change moves them in both', () => {
  const rows = new Map([owed(1, { due: 10 }), owed(2, { due: 20, attempt: 2 })].map((row) => [row.id, row]))
  const source = {
    me: anAgent(),
    all: () => [...rows.values()] as never,
    get: (_table: 'cases', id: string) => rows.get(id),
    version: () => 1,
  }
  const lists = new CaseLists(source)
  const view = `tier-2/${idOf(31)}` as const
  expect(numbers(lists.cases(view))).toEqual(['1', '2'])
  expect(numbers(lists.cases(inOtherOrder(view)))).toEqual(['2', '1'])
  expect(lists.cases(inOtherOrder(view))).toBe(lists.cases(inOtherOrder(view)))
  rows.set(idOf(1), owed(1, { due: 30 }))
  lists.changed(new Set([idOf(1)]))
  expect(numbers(lists.cases(view))).toEqual(['2', '1'])
  expect([lists.count(view), lists.count(inOtherOrder(view))]).toEqual([2, 2])
  expect(inUsualOrder(inOtherOrder(view))).toBe(view)
})
