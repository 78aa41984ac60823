import { expect, test } from 'vitest'
import { maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import type { EscalationState } from '#shared/domain/escalation-state.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const here = idOf(1)
const elsewhere = idOf(0x21)
const ana = anAgent({ siteId: here })
const tia = anAgent({ id: idOf(0x43), role: 'tier-2', siteId: here })
const lead = anAgent({ id: idOf(0x50), name: 'Lea Tan', role: 'supervisor', siteId: here })
const second = anAgent({ id: idOf(0x51), name: 'Max Lim', role: 'supervisor', siteId: here })
const other = anAgent({ id: idOf(0x52), role: 'supervisor', siteId: elsewhere })
const row = aCase()
const of = { caseId: row.id, askId: idOf(0x70) }
const asked = { ...of, reason: 'needs-approval', question: 'May I offer a voucher?', withinMinutes: 30 } as const
const later = (minutes: number): string => new Date(Date.parse(someInstant) + minutes * 60_000).toISOString()
const turn = (to: EscalationState, text: string | null = null, withinMinutes: number | null = null) => ({
  ...of,
  to,
  text,
  withinMinutes,
})

function begun(): OnRows {
  const desk = new OnRows({ cases: [row] })
  desk.run(ana, 'ask.submit', asked)
  return desk
}
const now = (desk: OnRows) => desk.rows.get('asks', of.askId)

test('Tier 1 and Tier 2 ask whoever leads at their site, once at a time, and those who lead ask nobody', () => {
  const desk = begun()
  expect(now(desk)).toMatchObject({ state: 'queued', siteId: here, dueAt: later(30), raiseAt: later(30) })
  expect(desk.rows.get('cases', row.id)?.ask).toMatchObject({ state: 'queued', siteId: here, dueAt: later(30) })
  expect(desk.run(tia, 'ask.submit', { ...asked, askId: idOf(0x71) })).toEqual({ refused: 'ask-is-open' })
  const fresh = new OnRows({ cases: [row] })
  expect(fresh.run(lead, 'ask.submit', asked)).toEqual({ refused: 'not-allowed' })
  expect(fresh.run(anAgent({ siteId: null }), 'ask.submit', asked)).toEqual({ refused: 'not-allowed' })
  expect(fresh.run(tia, 'ask.submit', asked)).toBeNull()
})

// Catches a question within a site that Tier 2, another site, or a colleague reads because they see its case.
test('[S16] the question is seen by whoever asked and who leads at the site; those who lead see the case, too, while it is open', () => {
  const desk = begun()
  const ask = now(desk)
  const asking = desk.rows.get('cases', row.id)
  if (ask === undefined || asking === undefined) throw new Error('no ask')
  const audience = ownAudience('asks', ask) ?? []
  const sees = (agent: typeof ana) => maySee(scopesOf(agent, []), audience)
  expect([ana, lead, second, other, tia, anAgent({ id: idOf(0x61), siteId: here })].map(sees)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  const seesCase = (of: typeof row) => maySee(scopesOf({ ...lead, queueIds: [] }, []), ownAudience('cases', of) ?? [])
  expect([seesCase(row), seesCase(asking)]).toEqual([false, true])
  desk.run(ana, 'ask.turn', turn('withdrawn'))
  expect(seesCase(desk.rows.get('cases', row.id) ?? asking)).toBe(false)
})

// Catches an answer that needs a step nobody thinks of, and one over the head of whoever has it.
test('an answer accepts what nobody has accepted; what one of those who lead has, no other one answers', () => {
  const desk = begun()
  expect(desk.run(ana, 'ask.turn', turn('handed-back', 'Yes.'))).toEqual({ refused: 'not-allowed' })
  expect(desk.run(other, 'ask.turn', turn('handed-back', 'Yes.'))).toEqual({ refused: 'not-allowed' })
  expect(desk.run(lead, 'ask.turn', turn('handed-back'))).toEqual({ refused: 'bad-arguments' })
  expect(desk.run(lead, 'ask.turn', turn('handed-back', 'Yes, up to 10.'))).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'handed-back', holderId: lead.id, answer: 'Yes, up to 10.', raiseAt: null })
  expect(now(desk)?.turns.map(({ to }) => to)).toEqual(['accepted', 'handed-back'])
  expect(desk.run(ana, 'ask.turn', turn('closed'))).toBeNull()
  expect(desk.rows.get('cases', row.id)?.ask).toBeNull()

  const held = begun()
  held.run(lead, 'ask.turn', turn('accepted'))
  expect(held.run(second, 'ask.turn', turn('resolved', 'Done'))).toEqual({
    refused: 'claimed-by-other',
    about: lead.id,
  })
})

test('what is given back is completed by whoever asked, with a time of its own; turns go by the table alone', () => {
  const desk = begun()
  expect(desk.run(ana, 'ask.turn', turn('queued', 'Again', 15))).toEqual({
    refused: 'escalation-moved-on',
    about: 'queued',
  })
  expect(desk.run(lead, 'ask.turn', turn('returned', 'For which order?'))).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'returned', raiseAt: null, holderId: null })
  expect(desk.run(ana, 'ask.turn', turn('queued', 'A voucher for A-100?', 15))).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'queued', question: 'A voucher for A-100?', dueAt: later(15) })
  expect(desk.run(lead, 'ask.turn', turn('waiting', 'Asking finance', 240))).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'waiting', dueAt: later(240), raiseAt: later(240) })
  expect(desk.run(lead, 'ask.turn', turn('rejected', 'Too late'))).toEqual({
    refused: 'escalation-moved-on',
    about: 'waiting',
  })
})

// Catches a question that nobody answers and nobody hears of, and one that is raised after it was answered.
test('when its time is over it is raised, twice at most, and not once it is answered', () => {
  const desk = begun()
  desk.runAsService('ask.raise', { ...of, at: later(29) })
  expect(now(desk)?.raised).toBeNull()
  desk.runAsService('ask.raise', { ...of, at: later(30) })
  expect(now(desk)).toMatchObject({ raised: { level: 1 }, raiseAt: later(30) })
  expect(desk.rows.get('cases', row.id)?.ask?.raised).toBe(1)
  desk.runAsService('ask.raise', { ...of, at: later(30) })
  expect(now(desk)).toMatchObject({ raised: { level: 2 }, raiseAt: null })
  const answered = begun()
  answered.run(lead, 'ask.turn', turn('handed-back', 'Yes.'))
  answered.runAsService('ask.raise', { ...of, at: later(30) })
  expect(now(answered)?.raised).toBeNull()
})
