import { expect, test } from 'vitest'
import { isSnoozed, wokenBy } from '#shared/domain/case.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const now = Date.parse(someInstant)
const later = '2026-11-22T09:00:00.000Z'
const row = aCase()
const caseId = row.id
const aside = { until: later, byAgentId: ana.id, at: '2026-11-22T06:00:00.000Z' }

const on = (cases = row) => new OnRows({ cases: [cases], agents: [ana] })
const kept = (desk: OnRows) => desk.rows.get('cases', caseId) ?? aCase()

// Catches: a snoozed case that its claim's end throws back into the queue, though its agent wanted it back later.
test('a case is put aside until a time or a reply, and whoever claimed it has dealt with it', () => {
  const desk = on({ ...row, assigneeId: ana.id, claim: { agentId: ana.id, at: someInstant } })
  expect(desk.run(ana, 'case.snooze', { caseId, until: later })).toBeNull()
  expect(kept(desk)).toMatchObject({
    snooze: { until: later, byAgentId: ana.id, at: someInstant },
    claim: null,
    assigneeId: ana.id,
  })
  expect(isSnoozed(kept(desk), now)).toBe(true)
  expect(isSnoozed(kept(desk), Date.parse(later))).toBe(false)
  expect(desk.run(ana, 'case.snooze', { caseId, until: null })).toBeNull()
  expect(isSnoozed(kept(desk), now + 1e12)).toBe(true)
})

test('a solved case, a time more than a year ahead and whoever only reads are refused', () => {
  expect(on({ ...row, status: 'solved' }).run(ana, 'case.snooze', { caseId, until: later })).toEqual({
    refused: 'case-is-solved',
  })
  expect(on().run(ana, 'case.snooze', { caseId, until: '2027-11-30T00:00:00.000Z' })).toEqual({
    refused: 'snooze-too-long',
  })
  expect(on().run(ana, 'case.snooze', { caseId, until: '9999-12-31T23:59:59Z' })).toEqual({
    refused: 'snooze-too-long',
  })
  expect(on().run({ ...ana, role: 'quality' }, 'case.snooze', { caseId, until: later })).toEqual({
    refused: 'not-allowed',
  })
  expect(on().run({ ...ana, role: 'quality' }, 'case.wake', { caseId })).toEqual({ refused: 'not-allowed' })
})

// Catches: an offline snooze that is refused when it is sent at last, with nothing that the agent could do about it.
test('a time that is over by now is taken, and the case is awake', () => {
  const desk = on()
  expect(desk.run(ana, 'case.snooze', { caseId, until: '2026-11-22T06:59:00.000Z' })).toBeNull()
  expect([isSnoozed(kept(desk), now), wokenBy(kept(desk), now)]).toEqual([false, 'time'])
})

// Catches: a party who writes and waits behind a snooze.
test('a reply of the party wakes the case at once and says so, until something else happens on it', () => {
  const desk = on({ ...row, snooze: aside })
  expect(desk.runAsService('case.receive', { caseId, messageId: idOf(0x51), text: 'Any news?' })).toBeNull()
  expect(kept(desk)).toMatchObject({ snooze: null, woken: { at: someInstant, by: 'reply' } })
  expect(wokenBy(kept(desk), now)).toBe('reply')
  expect(wokenBy({ ...kept(desk), updatedAt: later }, now)).toBeNull()
  const other = on()
  other.runAsService('case.receive', { caseId, messageId: idOf(0x52), text: 'Any news?' })
  expect(kept(other).woken).toBeUndefined()
})

// Catches: the clock taking up a case that was put aside anew a moment before.
test('the clock ends the very snooze that it saw and no other', () => {
  const desk = on({ ...row, snooze: aside })
  expect(desk.runAsService('case.end-snooze', { caseId, until: '2026-11-22T08:00:00.000Z' })).toBeNull()
  expect(kept(desk).snooze).toEqual(aside)
  expect(desk.runAsService('case.end-snooze', { caseId, until: later })).toBeNull()
  expect(kept(desk)).toMatchObject({ snooze: null, woken: { at: someInstant, by: 'time' } })
})

test('a case that is taken up by hand, solved or opened again is aside no more, and nothing is told of it', () => {
  const woken = on({ ...row, snooze: aside })
  expect(woken.run(ana, 'case.wake', { caseId })).toBeNull()
  const solved = on({ ...row, snooze: aside })
  expect(solved.run(ana, 'case.set-status', { caseId, status: 'solved' })).toBeNull()
  const reopened = on({ ...row, snooze: aside, status: 'solved' })
  expect(reopened.run(ana, 'case.set-status', { caseId, status: 'open' })).toBeNull()
  for (const desk of [woken, solved, reopened]) {
    expect(kept(desk).snooze).toBeNull()
    expect(wokenBy(kept(desk), now)).toBeNull()
  }
  const pending = on({ ...row, snooze: aside })
  expect(pending.run(ana, 'case.set-status', { caseId, status: 'pending' })).toBeNull()
  expect(kept(pending).snooze).toEqual(aside)
})
