import { expect, test } from 'vitest'
import type { AnyRow } from '#shared/tables.ts'
import { applyToOneOfMany } from '#renderer/workspace/macro-bulk.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { aCase, aMacro, anAgent, anOrder, idOf } from '#tests/builders.ts'

/** A workspace as far as applying a macro looks at one; what is named is noted. */
function noting(rows: { readonly [table: string]: readonly AnyRow[] }) {
  const named: { readonly name: string; readonly args: { readonly text?: string } }[] = []
  const workspace = {
    me: anAgent(),
    get: (table: string, id: string) => rows[table]?.find((row) => row.id === id),
    waiting: () => [],
    mutate: (name: string, args: { text?: string }) => {
      named.push({ name, args })
      return { opId: 'op', isSaved: Promise.resolve() }
    },
  }
  return { named, workspace: workspace as unknown as Workspace }
}

const macro = aMacro({
  template: 'Order {{order.number}}: {{input.what}}',
  conditions: [{ if: 'market', markets: ['US'] }],
  inputs: [{ key: 'what', label: 'What', kind: 'text', options: [], isRequired: true }],
})
const source = { macroId: macro.id, content: macro }
const given = { inputs: { what: 'sent' } }

// Catches a macro on five hundred cases that stops at the first one that it does not fit, or sends one of them a hole.
test('one of many cases is filled by itself, or left out with its reason', () => {
  const orderless = aCase({ id: idOf(0x82) })
  const elsewhere = aCase({ id: idOf(0x83), market: 'MY', orderIds: [idOf(6)] })
  const { workspace, named } = noting({
    cases: [aCase({ orderIds: [idOf(6)] }), orderless, elsewhere],
    orders: [anOrder()],
    macros: [macro],
  })
  expect(applyToOneOfMany(workspace, idOf(8), source, given)).toHaveProperty('named')
  expect(applyToOneOfMany(workspace, idOf(8), source)).toEqual({ why: 'Still to answer: What' })
  expect(applyToOneOfMany(workspace, orderless.id, source, given)).toMatchObject({
    why: expect.stringContaining('{{order.number}}') as string,
  })
  expect(applyToOneOfMany(workspace, elsewhere.id, source, given)).toEqual({ why: 'Only in US' })
  expect(applyToOneOfMany(workspace, idOf(0x99), source, given)).toHaveProperty('why')
  expect(named.map(({ args }) => args.text)).toEqual(['Order A-100: sent'])
})
