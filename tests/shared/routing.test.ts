import { expect, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import { type Candidate, byTurn, chosenFor, isOwed, isUnattended, unfitFor, unready } from '#shared/routing.ts'
import { aCase, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'

const queue = aQueue({ work: 'push', skills: ['payments'], isByLanguage: true })
const fit = anAgent({ skills: ['payments', 'fraud'], languages: ['zh-Hant'], markets: ['SG'] })
const wanted = { queue, market: 'SG', locale: 'zh-Hans' }

// Catches a case in the hands of somebody who cannot work it, or may not even see it.
test.each<[string, Partial<Agent>]>([
  ['not-here', { active: false }],
  ['role', { role: 'quality' }],
  ['queue', { queueIds: [] }],
  ['market', { markets: ['PH'] }],
  ['skill', { skills: ['fraud'] }],
  ['language', { languages: [] }],
])('who is not fit for a case is told by what they lack: %s', (why, set) => {
  expect(unfitFor(fit, wanted)).toBeNull()
  expect(unfitFor({ ...fit, ...set }, wanted)).toBe(why)
})

test('language counts only where the queue asks for it and the case is known to have one', () => {
  const speaksNone = { ...fit, languages: [] }
  expect(unfitFor(speaksNone, { ...wanted, locale: null })).toBeNull()
  expect(unfitFor(speaksNone, { ...wanted, queue: { ...queue, isByLanguage: false } })).toBeNull()
})

test.each([
  ['status', { state: 'outage' as const }],
  ['status', { state: 'away' as const }],
  ['capacity', { load: 5 }],
  ['site-down', { isSiteDown: true }],
])('nobody is given a case while %s speaks against it', (why, set) => {
  const candidate = { agent: fit, state: 'available' as const, isSiteDown: false, load: 4 }
  expect(unready(candidate)).toBeNull()
  expect(unready({ ...candidate, ...set })).toBe(why)
})

test('an urgent case comes before an older one, and the rank of its queue before its age', () => {
  const old = { id: idOf(1), urgency: 1, rank: 2, since: '2026-11-22T07:00:00.000Z' }
  const urgent = { ...old, id: idOf(2), urgency: 3, since: '2026-11-22T09:00:00.000Z' }
  const ranked = { ...old, id: idOf(3), rank: 1, since: '2026-11-22T08:00:00.000Z' }
  expect([old, ranked, urgent].sort(byTurn)).toEqual([urgent, ranked, old])
})

const candidate = (n: number, set: Partial<Candidate> = {}): Candidate => ({
  agent: anAgent({ id: idOf(n) }),
  state: 'available',
  isSiteDown: false,
  load: 0,
  idleSince: 0,
  ...set,
})

test('among equals the one with more room gets the case, then the one who was given nothing for longer', () => {
  const busy = candidate(1, { load: 2 })
  const roomy = candidate(2, { load: 3, agent: anAgent({ id: idOf(2), capacity: 20 }) })
  expect(chosenFor({ routed: null }, [busy, roomy])).toBe(roomy)
  const idle = candidate(3, { idleSince: 10 })
  expect(chosenFor({ routed: null }, [candidate(4, { idleSince: 20 }), idle])).toBe(idle)
})

test('whoever had the case gets it again, unless they gave it back', () => {
  const [known, free] = [candidate(1, { load: 4 }), candidate(2)]
  const routed = { agentId: known.agent.id, at: someInstant }
  expect(chosenFor({ routed }, [free, known])).toBe(known)
  expect(chosenFor({ routed: { ...routed, isGivenBack: true } }, [free, known])).toBe(free)
  expect(chosenFor({ routed: { ...routed, isGivenBack: true } }, [known])).toBeNull()
})

const open = aCase({ waitingSince: someInstant })
const escalation: Case['escalation'] = {
  id: idOf(9),
  state: 'queued',
  queueId: idOf(3),
  attempt: 1,
  byAgentId: idOf(4),
}

// Catches cases that are given out although nobody waits, and ones that nobody is given although somebody does.
test.each<[boolean, string, Partial<Case>]>([
  [true, 'a party waits', {}],
  [true, 'nobody has ever looked at it', { status: 'new', waitingSince: null }],
  [false, 'somebody has it', { assigneeId: idOf(4) }],
  [false, 'no answer is due', { waitingSince: null }],
  [false, 'it is put aside', { snooze: { until: null, byAgentId: idOf(4), at: someInstant } }],
  [false, 'Tier 2 has it', { escalation }],
  [true, 'Tier 2 has returned it', { escalation: { ...escalation, state: 'returned' } }],
  [false, 'it waits for the party', { status: 'pending' }],
])('whether a case is to be given to somebody: %s where %s', (is, _why, set) => {
  expect(isUnattended({ ...open, ...set })).toBe(is)
})

test('a case is owed where it was taken and not answered, or a party waits', () => {
  const answered = { ...open, assigneeId: idOf(4), waitingSince: null }
  expect(isOwed(answered)).toBe(false)
  expect(isOwed({ ...answered, claim: { agentId: idOf(4), at: someInstant } })).toBe(true)
  expect(isOwed({ ...answered, waitingSince: someInstant })).toBe(true)
})
