import { expect, test } from 'vitest'
import { flaggedBy } from '#shared/domain/coaching-note.ts'
import { EscalationState, canMove, isOpenEscalation, unraisedBecause } from '#shared/domain/escalation-state.ts'
import { put } from '#shared/mutations/define-mutation.ts'
import { aCase, aPacket, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const tierTwo = aQueue({ id: idOf(0x33), kind: 'escalations', raiseMinutes: 60 })
const other = aQueue({ id: idOf(0x34), kind: 'escalations', name: 'Payments' })
const ana = anAgent()
const tia = anAgent({ id: idOf(0x43), name: 'Tia Ong', role: 'tier-2', queueIds: [tierTwo.id] })
const row = aCase()
const which = { caseId: row.id, escalationId: idOf(12) }
let events = 0x600
const step = () => ({ ...which, eventId: idOf((events += 1)) })
const why = { reason: 'in-tier-1-scope', step: 'Step 2', sentence: 'You may decide this yourself.' } as const
const later = (minutes: number): string => new Date(Date.parse(someInstant) + minutes * 60_000).toISOString()

function submitted(packet = aPacket()): OnRows {
  const desk = new OnRows({ cases: [row], queues: [tierTwo, other] })
  desk.run(ana, 'escalation.submit', { ...step(), queueId: tierTwo.id, packet })
  return desk
}
const held = (): OnRows => {
  const desk = submitted()
  desk.run(tia, 'escalation.accept', { ...step(), queueId: tierTwo.id })
  return desk
}
const now = (desk: OnRows) => desk.rows.get('escalations', which.escalationId)

test('every state of an escalation is reached, and every open one has a clock or a reason why not', () => {
  const reached = new Set<EscalationState>(['queued'])
  for (const from of reached) for (const to of EscalationState.options) if (canMove(from, to)) reached.add(to)
  expect([...reached].sort()).toEqual([...EscalationState.options].sort())
  for (const state of EscalationState.options) {
    expect([state, unraisedBecause[state] === 'it-is-over']).toEqual([state, !isOpenEscalation(state)])
  }
})

test('what is rejected is Tier 1’s again, and its agent gets a note that only they may call read', () => {
  const desk = submitted()
  expect(desk.run(tia, 'escalation.reject', { ...step(), queueId: tierTwo.id, ...why })).toBeNull()
  expect(desk.rows.get('cases', row.id)?.escalation).toBeNull()
  const noteId = idOf(events)
  expect(desk.rows.get('coachingNotes', noteId)).toMatchObject({
    agentId: ana.id,
    kind: 'rejected',
    ...why,
    byName: 'Tia Ong',
  })
  expect(desk.run(tia, 'coaching.read', { noteId })).toEqual({ refused: 'not-allowed' })
  desk.run(ana, 'coaching.read', { noteId })
  expect(desk.rows.get('coachingNotes', noteId)?.readAt).toBe(someInstant)
})

test('a return leaves a note, too', () => {
  const desk = submitted()
  desk.run(tia, 'escalation.return', { ...step(), queueId: tierTwo.id, ...why, reason: 'missing-evidence' })
  expect(desk.rows.get('coachingNotes', idOf(events))).toMatchObject({ kind: 'returned', reason: 'missing-evidence' })
})

test('another queue gets it until somebody has begun, and only from those who work the one it lies in', () => {
  const desk = submitted()
  const redirect = { queueId: tierTwo.id, toQueueId: other.id }
  expect(desk.run(ana, 'escalation.redirect', { ...step(), ...redirect })).toEqual({ refused: 'not-allowed' })
  expect(desk.run(tia, 'escalation.redirect', { ...step(), queueId: tierTwo.id, toQueueId: tierTwo.id })).toEqual({
    refused: 'bad-arguments',
    about: 'toQueueId',
  })
  expect(desk.run(tia, 'escalation.redirect', { ...step(), ...redirect })).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'queued', queueId: other.id, attempt: 1 })
  expect(desk.rows.get('cases', row.id)?.escalation?.queueId).toBe(other.id)
})

// Catches a hand-over that may be completed while it lies in a queue: the attempt would go up without a return.
test('only what was returned is handed over again', () => {
  const desk = submitted()
  const again = { ...step(), queueId: tierTwo.id, packet: aPacket() }
  expect(desk.run(ana, 'escalation.resubmit', again)).toEqual({ refused: 'escalation-moved-on', about: 'queued' })
})

test('whoever holds it waits for somebody with a time for the next update, goes on and resolves', () => {
  const desk = held()
  const waits = { waitingFor: 'seller', nextUpdateAt: later(90) } as const
  expect(desk.run(ana, 'escalation.wait', { ...step(), ...waits })).toEqual({ refused: 'not-allowed' })
  expect(desk.run(tia, 'escalation.wait', { ...step(), ...waits })).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'waiting', waiting: { for: 'seller' }, raiseAt: later(90) })
  desk.run(tia, 'escalation.begin', step())
  expect(now(desk)).toMatchObject({ state: 'in-progress', waiting: null, raiseAt: later(60) })
  expect(desk.run(tia, 'escalation.resolve', { ...step(), decision: 'Refunded in the back office.' })).toBeNull()
  expect(desk.run(ana, 'escalation.close', step())).toBeNull()
})

test('it is raised when the queue’s time or the promise is over, twice at most, and only at the time it stands for', () => {
  const desk = submitted()
  expect(now(desk)?.raiseAt).toBe(later(60))
  desk.runAsService('escalation.raise', { ...step(), at: later(59) })
  expect(now(desk)?.raised ?? null).toBeNull()
  desk.at = later(60)
  desk.runAsService('escalation.raise', { ...step(), at: later(60) })
  expect(now(desk)).toMatchObject({ raised: { level: 1 }, raiseAt: later(90) })
  expect(desk.rows.get('cases', row.id)).toMatchObject({ priority: row.priority, escalation: { raised: 1 } })
  desk.at = later(90)
  desk.runAsService('escalation.raise', { ...step(), at: later(90) })
  expect(now(desk)).toMatchObject({ raised: { level: 2 }, raiseAt: null })
  const promised = submitted({ ...aPacket(), promise: { made: 'yes', what: 'A call', dueAt: later(10) } })
  expect(now(promised)?.raiseAt).toBe(later(10))
})

// Catches a promise whose end nobody hears of because somebody took a turn in the moment before the clock looked.
test('what is due is raised, whatever turn is taken between its time and the look of the clock', () => {
  const desk = submitted()
  desk.at = later(60)
  desk.run(tia, 'escalation.accept', { ...step(), queueId: tierTwo.id })
  expect(now(desk)).toMatchObject({ state: 'accepted', raiseAt: later(60) })
  desk.run(tia, 'escalation.wait', { ...step(), waitingFor: 'seller', nextUpdateAt: later(300) })
  desk.runAsService('escalation.raise', { ...step(), at: later(60) })
  expect(now(desk)).toMatchObject({ state: 'waiting', raised: { level: 1 }, raiseAt: later(300) })
  // In time, it is not raised by what it is not any more.
  const inTime = submitted()
  inTime.at = later(59)
  inTime.run(tia, 'escalation.accept', { ...step(), queueId: tierTwo.id })
  expect(now(inTime)?.raiseAt).toBe(later(59 + 60))
})

// Catches an escalation that somebody took and forgot: nobody heard of it until the party asked again.
test('what somebody in Tier 2 has and takes no turn on is raised by the time of its queue, each turn counting anew', () => {
  const desk = held()
  expect(now(desk)).toMatchObject({ state: 'accepted', raiseAt: later(60) })
  desk.at = later(40)
  desk.run(tia, 'escalation.begin', step())
  expect(now(desk)).toMatchObject({ state: 'in-progress', raiseAt: later(100) })
  desk.at = later(100)
  desk.runAsService('escalation.raise', { ...step(), at: later(100) })
  expect(now(desk)).toMatchObject({ raised: { level: 1 }, raiseAt: later(130) })
})

// Catches a clock that a supervisor has switched off, or one that is missing where nobody has said anything.
test('a queue that says nothing raises after four hours, one that says never does not', () => {
  const raisedAt = (raiseMinutes: number | null | undefined) => {
    const { raiseMinutes: _, ...rest } = tierTwo
    const queue = raiseMinutes === undefined ? rest : { ...rest, raiseMinutes }
    const desk = new OnRows({ cases: [row], queues: [queue] })
    desk.run(ana, 'escalation.submit', { ...step(), queueId: tierTwo.id, packet: aPacket() })
    const queued = now(desk)?.raiseAt
    desk.run(tia, 'escalation.accept', { ...step(), queueId: tierTwo.id })
    return [queued, now(desk)?.raiseAt]
  }
  expect(raisedAt(undefined)).toEqual([later(240), later(240)])
  expect(raisedAt(null)).toEqual([null, null])
})

// Catches a withdrawal that is told of as raised an hour later.
test('what is over, decided or with Tier 1 is raised by no clock', () => {
  const withdrawn = submitted()
  withdrawn.run(ana, 'escalation.withdraw', step())
  const returned = submitted()
  returned.run(tia, 'escalation.return', { ...step(), queueId: tierTwo.id, ...why })
  const decided = held()
  decided.at = later(600)
  decided.run(tia, 'escalation.hand-back', { ...step(), decision: 'Yes.', replyText: 'Yes.' })
  expect([withdrawn, returned, decided].map((desk) => [now(desk)?.state, now(desk)?.raiseAt])).toEqual([
    ['withdrawn', null],
    ['returned', null],
    ['handed-back', null],
  ])
})

test('what is escalated again within seven days says what it reopens', () => {
  const desk = submitted()
  desk.run(tia, 'escalation.reject', { ...step(), queueId: tierTwo.id, ...why })
  const again = { ...step(), escalationId: idOf(13), queueId: tierTwo.id, packet: aPacket() }
  expect(desk.run(ana, 'escalation.submit', again)).toBeNull()
  expect(desk.rows.get('escalations', idOf(13))?.reopens).toBe(which.escalationId)
})

test('three notes for the same reason within 14 days are a matter for the supervisor', () => {
  const desk = submitted()
  desk.run(tia, 'escalation.reject', { ...step(), queueId: tierTwo.id, ...why })
  const note = desk.rows.get('coachingNotes', idOf(events))
  if (note === undefined) throw new Error('no note')
  const at = Date.parse(someInstant)
  const notes = [0, 1, 2].map((n) => ({ ...note, id: idOf(0x700 + n) }))
  expect(flaggedBy(notes.slice(1), at)).toEqual([])
  expect(flaggedBy(notes, at)).toMatchObject([{ agentId: ana.id, reason: 'in-tier-1-scope', count: 3 }])
  expect(flaggedBy(notes, at + 15 * 24 * 3_600_000)).toEqual([])
})

// Catches a clock that still raises what Tier 1 has again: an event in a thread of which nobody knows why.
test('nothing raises what was rejected, withdrawn or decided', () => {
  for (const turn of ['escalation.reject', 'escalation.withdraw'] as const) {
    const desk = submitted({ ...aPacket(), promise: { made: 'yes', what: 'A call', dueAt: later(10) } })
    const of = turn === 'escalation.reject' ? { queueId: tierTwo.id, ...why } : {}
    expect(desk.run(turn === 'escalation.reject' ? tia : ana, turn, { ...step(), ...of })).toBeNull()
    expect(now(desk)?.raiseAt).toBeNull()
  }
  const desk = submitted()
  const stale = now(desk)
  if (stale === undefined) throw new Error('no escalation')
  desk.run(tia, 'escalation.reject', { ...step(), queueId: tierTwo.id, ...why })
  // As a row of an earlier build may stand.
  desk.rows.write([put('escalations', { ...stale, state: 'rejected', raiseAt: later(60) })])
  desk.runAsService('escalation.raise', { ...step(), at: later(60) })
  expect(now(desk)?.raised ?? null).toBeNull()
})

// Catches a second raise half an hour after the first, although a new time was named or somebody took it.
test('after it was raised it is raised again no sooner than something is due anew', () => {
  const desk = submitted()
  desk.at = later(60)
  desk.runAsService('escalation.raise', { ...step(), at: later(60) })
  desk.run(tia, 'escalation.accept', { ...step(), queueId: tierTwo.id })
  expect(now(desk)).toMatchObject({ raised: { level: 1 }, raiseAt: later(120) })
  desk.run(tia, 'escalation.wait', { ...step(), waitingFor: 'seller', nextUpdateAt: later(600) })
  expect(now(desk)?.raiseAt).toBe(later(600))
})

// Catches a list of Tier 2 sorted by something else than what is owed: the case says what is due first, and by what.
test('the case says what Tier 2 owes first: that somebody accepts it, its next turn, the promise, the next update; nothing once it is decided', () => {
  const due = (desk: OnRows) => desk.rows.get('cases', row.id)?.escalation?.due
  const desk = submitted()
  expect(due(desk)).toEqual({ by: 'queue', at: later(60) })
  desk.run(tia, 'escalation.accept', { ...step(), queueId: tierTwo.id })
  expect(due(desk)).toEqual({ by: 'turn', at: later(60) })
  desk.run(tia, 'escalation.wait', { ...step(), waitingFor: 'seller', nextUpdateAt: later(90) })
  expect(due(desk)).toEqual({ by: 'update', at: later(90) })
  desk.run(tia, 'escalation.resolve', { ...step(), decision: 'Done.' })
  expect(due(desk)).toBeNull()
  const promised = submitted({ ...aPacket(), promise: { made: 'yes', what: 'A call', dueAt: later(10) } })
  expect(due(promised)).toEqual({ by: 'promise', at: later(10) })
})
