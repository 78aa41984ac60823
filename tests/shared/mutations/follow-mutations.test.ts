import { expect, test } from 'vitest'
import { aCase, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const caseId = aCase().id
const followers = (on: OnRows) => on.rows.get('cases', caseId)?.followerIds

test('an agent follows a case once, and stops; the case itself does not count as changed', () => {
  const on = new OnRows({ cases: [aCase({ updatedAt: '2026-11-01T00:00:00.000Z' })] })
  const ana = anAgent()
  expect(on.run(ana, 'case.follow', { caseId })).toBeNull()
  expect(on.run(ana, 'case.follow', { caseId })).toBeNull()
  expect(followers(on)).toEqual([ana.id])
  expect(on.rows.get('cases', caseId)?.updatedAt).toBe('2026-11-01T00:00:00.000Z')
  expect(on.run(anAgent({ id: idOf(0x20) }), 'case.unfollow', { caseId })).toBeNull()
  expect(followers(on)).toEqual([ana.id])
  expect(on.run(ana, 'case.unfollow', { caseId })).toBeNull()
  expect(followers(on)).toEqual([])
})

test('everyone who may write a note may follow, and a case has room for a hundred', () => {
  const on = new OnRows({ cases: [aCase({ followerIds: Array.from({ length: 100 }, (_, n) => idOf(0x1000 + n)) })] })
  expect(on.run(anAgent({ role: 'quality' }), 'case.follow', { caseId })).toEqual({ refused: 'too-many' })
  expect(on.run(anAgent({ active: false }), 'case.follow', { caseId })).toEqual({ refused: 'not-allowed' })
})
