import { expect, test } from 'vitest'
import { aCase, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({})
const sop = (n: number) => ({
  id: idOf(n),
  groupId: idOf(n),
  title: 'Returns',
  locale: 'en',
  sourceLocale: 'en',
  section: '',
  labels: [],
  market: null,
  state: 'published' as const,
  internal: true,
  version: 1,
  updatedAt: '2026-11-22T07:00:00.000Z',
  source: null,
})
const opened = (desk: OnRows, n: number) => desk.run(ana, 'case.open-sop', { caseId: row.id, sopId: idOf(n) })

test('an SOP that was opened beside a case is noted on it, once, and nothing else about the case changes', () => {
  const desk = new OnRows({ cases: [row], sops: [sop(1), sop(2)] })
  for (const n of [1, 2, 1]) expect(opened(desk, n)).toBeNull()
  expect(desk.rows.get('cases', row.id)).toEqual({ ...row, sopIds: [idOf(1), idOf(2)] })
})

// Catches a note about something that was withdrawn meanwhile coming back to the agent as an error.
test('an SOP that is gone, or a case that is settled, makes the note come to nothing', () => {
  const desk = new OnRows({ cases: [{ ...row, status: 'solved' }], sops: [sop(1)] })
  expect(opened(desk, 1)).toBeNull()
  expect(opened(desk, 9)).toBeNull()
  expect(desk.rows.get('cases', row.id)?.sopIds).toBeUndefined()
})

test('only who may change a case notes what was opened for it', () => {
  const desk = new OnRows({ cases: [row], sops: [sop(1)] })
  const reader = anAgent({ role: 'quality' })
  expect(desk.run(reader, 'case.open-sop', { caseId: row.id, sopId: idOf(1) })).toEqual({ refused: 'not-allowed' })
})
