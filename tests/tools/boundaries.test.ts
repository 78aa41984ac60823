import { expect, test } from 'vitest'
import { judge } from '#tools/boundaries.mjs'

const modules = (count: number) => Array.from({ length: count }, (_, index) => ({ source: `src/${index}.ts` }))

// Catches: dependency-cruiser reading no TypeScript at all and reporting success.
test('reading too few modules is a fault of its own', () => {
  const verdict = judge({ modules: [...modules(3), { source: 'node_modules/zod' }], summary: { violations: [] } })
  expect(verdict).toEqual({
    holds: false,
    lines: ['only 3 modules of src were read, at least 40 are expected', 'boundaries: 3 modules, 1 faults'],
  })
})

// Catches: a violation printed without the rule that explains it, or counted as success.
test('a violation is told with its rule, its way and the reason', () => {
  const violation = {
    from: 'src/shared/a.ts',
    to: 'src/main/b.ts',
    comment: 'shared is pure.',
    rule: { name: 'shared-is-pure' },
  }
  expect(judge({ modules: modules(50), summary: { violations: [violation] } })).toEqual({
    holds: false,
    lines: ['shared-is-pure: src/shared/a.ts -> src/main/b.ts\n  shared is pure.', 'boundaries: 50 modules, 1 faults'],
  })
  expect(judge({ modules: modules(50), summary: { violations: [] } }).holds).toBe(true)
})
