import { expect, test } from 'vitest'
import { inForceInstead, mayRead, sourceVersion } from '#renderer/features/sops/visible-sops.ts'
import type { Sop } from '#shared/domain/sop.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { aSop, anAgent, idOf } from '#tests/builders.ts'

const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString()
const now = (day: number): number => Date.UTC(2026, 10, day)
const window = (...sops: Sop[]) => ({ all: () => sops, me: anAgent() }) as unknown as Workspace

// Catches an SOP that stays open under somebody's eyes after the day on which it was withdrawn.
test('what is open closes when it expires or no longer holds in any market, by the window’s own clock', () => {
  const expiring = aSop({ expiresAt: at(10) })
  const ending = aSop({ id: idOf(2), groupId: idOf(2), effective: [{ market: 'MY', from: null, to: at(10) }] })
  for (const sop of [expiring, ending]) {
    expect([9, 10].map((day) => mayRead(window(sop), sop, now(day)))).toEqual([true, false])
  }
})

test('what holds from a later day on can be read before it, and what was replaced after it, with a way to what is in force', () => {
  const old = aSop({ id: idOf(1), state: 'archived', ended: { why: 'superseded', at: at(1) } })
  const next = aSop({ id: idOf(2), version: 2 })
  const later = aSop({ id: idOf(3), version: 3, effective: [{ market: null, from: at(20), to: null }] })
  const here = window(old, next, later)
  expect([old, next, later].map((sop) => mayRead(here, sop, now(5)))).toEqual([true, true, true])
  expect(inForceInstead(here, old, now(5))?.id).toBe(next.id)
  expect(inForceInstead(here, next, now(20))?.id).toBe(later.id)
})

test('a translation knows the version that is in force in the language it was written in', () => {
  const source = aSop({ id: idOf(1), version: 4 })
  const malay = aSop({ id: idOf(2), locale: 'ms', version: 3 })
  expect(sourceVersion(window(source, malay), malay, now(5))).toBe(4)
  expect(sourceVersion(window(source, malay), source, now(5))).toBeNull()
})
