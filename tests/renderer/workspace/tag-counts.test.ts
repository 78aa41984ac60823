import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TagCounts } from '#renderer/workspace/tag-counts.ts'
import type { Row } from '#shared/tables.ts'
import { aCase, idOf } from '#tests/builders.ts'

type CaseRow = Row<'cases'>

const some = fc.array(fc.constantFrom('late', 'vip', 'refund'), { maxLength: 3 })
const step = fc.record({
  n: fc.integer({ min: 1, max: 6 }),
  tags: fc.option(some.map((tags) => [...new Set(tags)])),
  isLookedAt: fc.boolean(),
  isAny: fc.boolean(),
})

// Catches a count that drifts from the cases: a tag that is offered though no case has it, or one that is not.
test('the counts are those of the cases there are, whatever changes in between', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const rows = new Map<string, CaseRow>()
      const tags = new TagCounts({ all: () => [...rows.values()], get: (_table, id) => rows.get(id) })
      for (const { n, tags: given, isLookedAt, isAny } of steps) {
        const id = idOf(n)
        if (given === null) rows.delete(id)
        else rows.set(id, aCase({ id, tags: given }))
        tags.changed(isAny ? 'any' : new Set([id]))
        if (isLookedAt) tags.counts()
      }
      const counted = new Map<string, number>()
      for (const row of rows.values()) for (const tag of row.tags) counted.set(tag, (counted.get(tag) ?? 0) + 1)
      expect(tags.counts()).toEqual(counted)
    }),
  )
})

test('the tags given last come first, each once, and not too many of them', () => {
  const tags = new TagCounts({ all: () => [], get: () => undefined })
  tags.used(['late', 'vip'])
  tags.used(['refund', 'late'])
  expect(tags.recent).toEqual(['refund', 'late', 'vip'])
  tags.used(Array.from({ length: 20 }, (_, n) => `tag ${n}`))
  expect(tags.recent).toHaveLength(8)
})
