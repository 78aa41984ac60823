import { expect, test } from 'vitest'
import type { Sop } from '#shared/domain/sop.ts'
import type { Role } from '#shared/domain/agent.ts'
import { sopSearchSource } from '#renderer/workspace/sop-search-source.ts'
import { sopsHere } from '#renderer/workspace/sops-here.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { aSop, anAgent, idOf } from '#tests/builders.ts'

const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString()
const now = (day: number): number => Date.UTC(2026, 10, day)
const window = (sops: readonly Sop[], role: Role = 'tier-1') =>
  ({ all: () => sops, me: anAgent({ role }), version: () => 7 }) as unknown as Workspace
const shown = (sops: readonly Sop[], day: number, role?: Role): string[] =>
  sopsHere(window(sops, role), now(day)).map(({ id }) => id)

// Catches an SOP that is followed for as long as a computer is offline, though the law behind it is gone.
test('without a service the window withdraws what expires, and turns to the next version on its day, by its own clock', () => {
  const expiring = aSop({ id: idOf(1), groupId: idOf(1), expiresAt: at(10) })
  const old = aSop({ id: idOf(2), groupId: idOf(2) })
  const next = aSop({
    id: idOf(3),
    groupId: idOf(2),
    version: 2,
    effective: [{ market: null, from: at(20), to: null }],
  })
  const sops = [expiring, old, next]
  expect(shown(sops, 9)).toEqual([idOf(1), idOf(2)])
  expect(shown(sops, 10)).toEqual([idOf(2)])
  expect(shown(sops, 20)).toEqual([idOf(3)])
})

// Catches a search that goes on finding what has expired, because no row changed.
test('the search reads its SOPs anew when one comes into force or expires', () => {
  let day = 9
  const source = sopSearchSource(window([aSop({ expiresAt: at(10) })]), () => now(day))
  const before = source.version('sops')
  expect(source.all('sops')).toHaveLength(1)
  day = 10
  expect(source.version('sops')).not.toBe(before)
  expect(source.all('sops')).toEqual([])
})

test('a draft of something that was never in force is shown to those who look after SOPs, what was replaced or thrown away to nobody', () => {
  const draft = aSop({ id: idOf(1), groupId: idOf(1), state: 'draft' })
  const replaced = aSop({ id: idOf(2), groupId: idOf(2), state: 'archived', ended: { why: 'superseded', at: at(1) } })
  const discarded = aSop({ id: idOf(3), groupId: idOf(3), state: 'archived', ended: { why: 'discarded', at: at(1) } })
  const sops = [draft, replaced, discarded]
  expect(shown(sops, 5)).toEqual([])
  expect(shown(sops, 5, 'knowledge')).toEqual([idOf(1)])
})
