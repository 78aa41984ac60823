import { expect, test } from 'vitest'
import { aCase, aSite, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const ben = anAgent({ id: idOf(0x20), name: 'Ben Carter' })
const abroad = anAgent({ id: idOf(0x21), name: 'Farid Rahman', siteId: idOf(0x31) })
const lead = anAgent({ id: idOf(0x22), name: 'Siti Lim', role: 'supervisor' })
const saidAt = '2026-11-22T06:55:00.000Z'
const away = { state: 'away' as const, reason: 'Dentist', saidAt }

const desk = (cases = [aCase()]) => new OnRows({ agents: [ana, ben, abroad, lead], sites: [aSite()], cases })
const statusOf = (on: OnRows, id: string) => on.rows.get('agentStatuses', id)

test('an agent says what they do, with the time of their computer beside that of the service', () => {
  const on = desk()
  expect(on.run(ana, 'agent.set-status', { agentId: ana.id, ...away })).toBeNull()
  expect(statusOf(on, ana.id)).toEqual({ id: ana.id, ...away, since: someInstant })
})

// Catches an agent who sets a colleague to away so that their cases come free.
test('nobody says it for another but those who lead them', () => {
  const set = (agentId: string) => ({ agentId, ...away })
  expect(desk().run(ana, 'agent.set-status', set(ben.id))).toEqual({ refused: 'not-allowed' })
  expect(desk().run(lead, 'agent.set-status', set(ben.id))).toBeNull()
  expect(desk().run(lead, 'agent.set-status', set(abroad.id))).toEqual({ refused: 'not-allowed' })
  expect(desk().run({ ...lead, sees: 'workspace' }, 'agent.set-status', set(abroad.id))).toBeNull()
  expect(desk().run({ ...ana, active: false }, 'agent.set-status', set(ana.id))).toEqual({ refused: 'not-allowed' })
})

// Catches time at work that is counted as time away because a cable was pulled.
test('whom the service lost goes on with what they were doing, once they are found', () => {
  const on = desk()
  on.run(ana, 'agent.set-status', { ...away, agentId: ana.id, state: 'available', reason: null })
  expect(on.runAsService('agent.lose', { agentId: ana.id })).toBeNull()
  expect(statusOf(on, ana.id)).toMatchObject({ state: 'offline', before: { state: 'available', reason: null } })
  expect(on.runAsService('agent.find', { agentId: ana.id })).toBeNull()
  expect(statusOf(on, ana.id)).toEqual({ id: ana.id, state: 'available', reason: null, since: someInstant })
})

test('what was said during the loss stands when they are found', () => {
  const on = desk()
  on.run(ana, 'agent.set-status', { agentId: ana.id, ...away })
  on.runAsService('agent.lose', { agentId: ana.id })
  on.run(ana, 'agent.set-status', { agentId: ana.id, state: 'break', reason: null, saidAt })
  on.runAsService('agent.find', { agentId: ana.id })
  expect(statusOf(on, ana.id)?.state).toBe('break')
  on.run(ana, 'agent.end-shift', { agentId: ana.id, cases: [], saidAt })
  on.runAsService('agent.lose', { agentId: ana.id })
  expect(statusOf(on, ana.id)).toMatchObject({ state: 'offline', saidAt })
})

const mine = { assigneeId: ana.id, waitingSince: someInstant }
const waits = aCase({ id: idOf(0x40), ...mine })
const claimed = aCase({ id: idOf(0x41), ...mine, waitingSince: null, claim: { agentId: ana.id, at: someInstant } })
const answered = aCase({ id: idOf(0x42), ...mine, waitingSince: null })
const bens = aCase({ id: idOf(0x43), ...mine, assigneeId: ben.id })
const all = [waits, claimed, answered, bens]

// Catches a party who waits until the next day because the agent they wrote to went home.
test('at the end of a shift what is owed goes back and says so; what is answered and what others have stays', () => {
  const on = desk(all)
  const cases = all.map(({ id }, n) => ({ caseId: id, eventId: idOf(0x50 + n) }))
  expect(on.run(ana, 'agent.end-shift', { agentId: ana.id, cases, saidAt })).toBeNull()
  expect(all.map(({ id }) => on.rows.get('cases', id)?.assigneeId)).toEqual([null, null, ana.id, ben.id])
  expect(on.rows.get('cases', waits.id)).toMatchObject({
    routed: { agentId: ana.id, at: someInstant },
    messageCount: 1,
    waitingSince: someInstant,
  })
  const [event] = on.rows.changedChildren('messages', waits.id)
  expect(event).toMatchObject({ kind: 'event', event: { name: 'case-given-back', detail: { why: 'end-of-shift' } } })
  expect(statusOf(on, ana.id)?.state).toBe('offline')
})

test('nobody ends the shift of another, nor names a case or an event twice', () => {
  const once = { caseId: waits.id, eventId: idOf(0x50) }
  const end = (cases: (typeof once)[], agentId = ana.id) =>
    desk(all).run(ana, 'agent.end-shift', { agentId, cases, saidAt })
  expect(end([once], ben.id)).toEqual({ refused: 'not-allowed' })
  expect(end([once, { ...once, eventId: idOf(0x51) }])).toEqual({ refused: 'bad-arguments', about: 'cases' })
  expect(end([once, { ...once, caseId: claimed.id }])).toEqual({ refused: 'bad-arguments', about: 'cases' })
  expect(end([{ caseId: idOf(0x99), eventId: idOf(0x50) }])).toBeNull()
})
