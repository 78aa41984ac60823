import { expect, test } from 'vitest'
import { SopTurns } from '#service/clocks/sop-turns.ts'
import type { Sop } from '#shared/domain/sop.ts'
import { aSop, idOf } from '#tests/builders.ts'

const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString()
const now = (day: number): number => Date.UTC(2026, 10, day)
const stored = (row: Sop) => ({ table: 'sops' as const, id: row.id, version: 1, audience: [], row })

const turnsOf = (...rows: Sop[]): SopTurns => {
  const turns = new SopTurns()
  turns.load(rows.map(stored))
  return turns
}

test('what expires is due at that instant, and what a later version replaces when that one holds', () => {
  const expiring = aSop({ id: idOf(1), groupId: idOf(1), expiresAt: at(10) })
  const old = aSop({ id: idOf(2), groupId: idOf(2) })
  const next = aSop({
    id: idOf(3),
    groupId: idOf(2),
    version: 2,
    effective: [{ market: null, from: at(20), to: null }],
  })
  const turns = turnsOf(expiring, old, next)
  expect(turns.due(now(9), 200)).toEqual([])
  expect(turns.nextAt(now(9))).toBe(now(10))
  expect(turns.due(now(10), 200)).toEqual([{ sopId: idOf(1), why: 'expired', byId: null }])
  expect(turns.nextAt(now(10))).toBe(now(20))
  expect(turns.due(now(20), 200)).toContainEqual({ sopId: idOf(2), why: 'superseded', byId: idOf(3) })
})

// Catches a translation that stays in force when the law behind it is gone.
test('with its last version an SOP takes its translations and its older versions along', () => {
  const gone = aSop({ id: idOf(1), state: 'archived', version: 2, ended: { why: 'expired', at: at(1) } })
  const older = aSop({ id: idOf(2), state: 'archived', ended: { why: 'superseded', at: at(1) } })
  const thai = aSop({ id: idOf(3), locale: 'th' })
  const withdrawn = (sopId: string) => ({ sopId, why: 'withdrawn', byId: idOf(1) })
  expect(turnsOf(gone, older, thai).due(now(2), 200)).toEqual([withdrawn(idOf(2)), withdrawn(idOf(3))])
  const anew = aSop({ id: idOf(4), version: 3 })
  expect(turnsOf(gone, older, thai, anew).due(now(2), 200)).toEqual([])
})
