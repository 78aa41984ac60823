import { expect, test } from 'vitest'
import { type Scope, everything, maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { anAgent, idOf } from '#tests/builders.ts'

const ana = anAgent({ id: idOf(1), queueIds: [idOf(9)] })
const siti = anAgent({ id: idOf(2), role: 'supervisor', sees: 'workspace' })
const mine = { of: 'agent', agentId: ana.id }
const own: readonly (readonly [TableName, object])[] = [
  ['views', { scope: mine }],
  ['macros', { scope: mine }],
  ['macroVersions', { authorId: ana.id, content: { scope: mine } }],
  ['ownSettings', { id: ana.id }],
]

// Catches: a supervisor's window that is told, live, what an agent keeps for themselves.
test('[S16] what is one’s own is for its owner and the service alone; the rest of what they may see, the widest view has', () => {
  const seenBy = (held: readonly Scope[]) =>
    own.filter(([table, row]) => maySee(held, ownAudience(table, row as AnyRow) ?? [])).map(([table]) => table)
  const all = own.map(([table]) => table)
  expect(seenBy(scopesOf(ana, []))).toEqual(all)
  expect(seenBy(scopesOf(siti, []))).toEqual([])
  expect(seenBy(everything)).toEqual(all)
  expect(maySee(scopesOf(siti, []), ownAudience('views', { scope: { of: 'workspace' } } as never) ?? [])).toBe(true)
  expect(
    maySee(scopesOf(siti, []), ownAudience('views', { scope: { ...mine, agentId: siti.id } } as never) ?? []),
  ).toBe(true)
  expect(maySee(scopesOf(siti, []), [])).toBe(true)
})

// Catches: an agent who is named so, or a scope of this name, that opens what is everybody's own.
test('nobody but the service holds the mark of what is one’s own', () => {
  for (const agent of [ana, siti]) expect(scopesOf(agent, [])).not.toContain('own')
})
