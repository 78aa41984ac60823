import { expect, test } from 'vitest'
import { aCalendar, aCase, aPolicy, aQueue, anAgent, anEscalation, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const lead = anAgent({ role: 'supervisor' })
const over = {
  kind: 'resolution' as const,
  policyId: aPolicy().id,
  startedAt: '2026-11-22T06:00:00.000Z',
  dueAt: '2026-11-22T06:30:00.000Z',
}

// Catches: a calendar that no computer can read, and one whose hours end before they begin.
test('a calendar is for those who lead, in a zone there is, with hours that last', () => {
  const desk = new OnRows({})
  const save = (set: Parameters<typeof aCalendar>[0], by = lead) =>
    desk.run(by, 'calendar.save', { calendar: aCalendar(set) })
  expect(save({}, anAgent())).toEqual({ refused: 'not-allowed' })
  expect(save({ timeZone: 'Mars/Olympus' })).toEqual({ refused: 'bad-arguments', about: 'calendar.timeZone' })
  expect(save({ week: [{ day: 1, from: 600, to: 600 }] })).toEqual({ refused: 'bad-arguments', about: 'calendar.week' })
  const holiday = { day: '2026-12-25', name: 'Christmas' }
  expect(save({ holidays: [holiday, holiday] })).toEqual({ refused: 'bad-arguments', about: 'calendar.holidays' })
  expect(save({ holidays: [holiday] })).toBeNull()
  expect(desk.rows.every('calendars')).toEqual([aCalendar({ holidays: [holiday] })])
})

// Catches: two policies at one place, so that chance says which of them counts.
test('a policy is saved at its place, and those behind it move down', () => {
  const [one, two, three] = [0x61, 0x62, 0x63].map((n, position) => aPolicy({ id: idOf(n), name: `${n}`, position }))
  if (one === undefined || two === undefined || three === undefined) throw new Error('three')
  const desk = new OnRows({ clockPolicies: [one, two] })
  const order = () =>
    [...desk.rows.every('clockPolicies')]
      .sort((a, b) => a.position - b.position)
      .map(({ id, position }) => [id, position])
  expect(desk.run(lead, 'clock-policy.save', { policy: { ...three, position: 99 } })).toBeNull()
  expect(order()).toEqual([
    [one.id, 0],
    [two.id, 1],
    [three.id, 2],
  ])
  expect(desk.run(lead, 'clock-policy.save', { policy: { ...three, position: 0 } })).toBeNull()
  expect(order()).toEqual([
    [three.id, 0],
    [one.id, 1],
    [two.id, 2],
  ])
  expect(desk.run(anAgent(), 'clock-policy.save', { policy: one })).toEqual({ refused: 'not-allowed' })
  const twice = aPolicy({ targets: [...aPolicy().targets, ...aPolicy().targets] })
  expect(desk.run(lead, 'clock-policy.save', { policy: twice })).toMatchObject({ about: 'policy.targets' })
  expect(desk.run(lead, 'clock-policy.save', { policy: aPolicy({ calendarId: idOf(1) }) })).toMatchObject({
    about: 'policy.calendarId',
  })
  expect(desk.run(lead, 'clock-policy.save', { policy: aPolicy({ raiseAfter: [60, 0] }) })).toMatchObject({
    about: 'policy.raiseAfter',
  })
})

// Catches: an escalation that lies with Tier 2 without anybody there hearing that the case is late, and one that two clocks raise at once.
test('a clock that has been over for long raises the case, and the escalation that Tier 2 has of it is due to be raised', () => {
  const row = aCase({ clocks: [over], clocksAt: over.dueAt, raised: { level: 1, at: someInstant } })
  const desk = new OnRows({
    cases: [row],
    escalations: [
      anEscalation(),
      anEscalation({ id: idOf(0x64), state: 'returned' }),
      anEscalation({ id: idOf(0x68), raised: { level: 2, at: someInstant } }),
    ],
    clockPolicies: [aPolicy({ raiseAfter: [0, 600] })],
  })
  expect(desk.runAsService('case.tell-clocks', { caseId: row.id, eventId: idOf(0x65) })).toBeNull()
  const raised = { level: 3, at: someInstant }
  expect(desk.rows.get('cases', row.id)).toMatchObject({ raised, messageCount: row.messageCount + 1 })
  const raiseAt = (id: string) => desk.rows.get('escalations', id)?.raiseAt
  expect([anEscalation().id, idOf(0x64), idOf(0x68)].map(raiseAt)).toEqual([someInstant, undefined, undefined])
  const which = { caseId: row.id, escalationId: anEscalation().id, eventId: idOf(0x69), at: someInstant }
  expect(desk.runAsService('escalation.raise', which)).toBeNull()
  expect(desk.rows.get('escalations', anEscalation().id)?.raised).toEqual({ level: 1, at: someInstant })
})

// Catches: a clock of a policy that is gone, which would be due for ever.
test('a clock whose policy is gone goes with it', () => {
  const row = aCase({ clocks: [over], clocksAt: over.dueAt })
  const desk = new OnRows({ cases: [row] })
  expect(desk.runAsService('case.tell-clocks', { caseId: row.id, eventId: idOf(0x65) })).toBeNull()
  const { clocksAt: _gone, ...rest } = row
  expect(desk.rows.get('cases', row.id)).toEqual({ ...rest, clocks: [] })
})

// Catches: time that is kept of what is over and done with, and a case named twice written twice.
test('clocks are worked out for cases that are open', () => {
  const desk = new OnRows({
    cases: [aCase({ status: 'new' }), aCase({ id: idOf(0x66), status: 'solved' })],
    queues: [aQueue()],
    clockPolicies: [aPolicy()],
  })
  const caseIds = [aCase().id, aCase().id, idOf(0x66), idOf(0x67)]
  expect(desk.runAsService('case.keep-time', { caseIds })).toBeNull()
  expect(desk.rows.get('cases', aCase().id)?.clocks).toMatchObject([{ kind: 'first-reply' }])
  expect(desk.rows.get('cases', idOf(0x66))?.clocks).toBeUndefined()
})
