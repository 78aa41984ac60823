import { expect, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import {
  type Candidate,
  byTurn,
  chosenFor,
  handedOn,
  isOwed,
  isUnattended,
  leftBy,
  unfitFor,
  unready,
  untouchedSince,
  workOf,
} from '#shared/routing.ts'
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
  ['silent', { isSilent: true }],
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
  saidAt: 0,
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

const later = '2026-11-22T07:30:00.000Z'

// Catches a case that goes to and fro between two who do not come to it, or comes first to whoever left it.
test('who left a case lying is not given it again, nor who did before them, until they say anew that they take cases', () => {
  const [one, other] = [candidate(1), candidate(2)]
  const routed = { agentId: other.agent.id, at: someInstant }
  const leftLying = [
    { agentId: one.agent.id, name: 'One', at: someInstant },
    { agentId: other.agent.id, name: 'Other', at: later },
  ]
  expect(chosenFor({ routed, leftLying }, [one, other])).toBeNull()
  expect(chosenFor({ routed, leftLying }, [one, other, candidate(3, { load: 4 })])?.agent.id).toBe(idOf(3))
  const back = candidate(1, { saidAt: Date.parse(later) })
  expect(chosenFor({ routed, leftLying }, [back, other])).toBe(back)
})

test('who left a case twice stands there once, and only so many are remembered', () => {
  const entry = (n: number) => ({ agentId: idOf(n), name: String(n), at: someInstant })
  const twice = leftBy({ leftLying: [entry(1), entry(2)] }, { ...entry(1), at: later })
  expect(twice).toEqual([entry(2), { ...entry(1), at: later }])
  const many = Array.from({ length: 20 }, (_, n) => entry(n))
  expect(leftBy({ leftLying: many }, entry(99))).toEqual([...many.slice(1), entry(99)])
})

test('a case that was given lies untouched until it is opened, answered, or somebody else has it', () => {
  const claim = { agentId: idOf(4), at: someInstant }
  const given = { assigneeId: idOf(4), claim, routed: claim }
  expect(untouchedSince(given)).toBe(someInstant)
  expect(untouchedSince({ ...given, routed: { ...claim, openedAt: later } })).toBeNull()
  expect(untouchedSince({ ...given, claim: null })).toBeNull()
  expect(untouchedSince({ ...given, assigneeId: idOf(5) })).toBeNull()
  expect(untouchedSince({ ...given, routed: null })).toBeNull()
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

// Catches Tier 2 cases that are given to Tier 1, or that stay in the line of those who wait for nobody.
test('while Tier 2 has a case it is work in their queue, for whoever it was given to, then for whoever accepted it', () => {
  const queued = aCase({
    assigneeId: idOf(4),
    waitingSince: null,
    status: 'pending',
    escalation: { ...escalation, since: later },
  })
  expect(workOf(queued)).toMatchObject({ queueId: idOf(3), assigneeId: null, waitingSince: later, status: 'open' })
  expect(isUnattended(workOf(queued))).toBe(true)
  const routed = { agentId: idOf(5), at: later }
  const given = handedOn(queued, { assigneeId: idOf(5), claim: routed, routed })
  expect(given).toMatchObject({ assigneeId: idOf(4), status: 'pending', escalation: { routed } })
  expect(workOf(given)).toMatchObject({ assigneeId: idOf(5), claim: routed })
  expect(untouchedSince(workOf(given))).toBe(later)
  const back = handedOn(given, { assigneeId: null, claim: null, routed })
  expect(isUnattended(workOf(back))).toBe(true)
  const accepted = aCase({ escalation: { ...escalation, state: 'accepted', holderId: idOf(5) } })
  expect(isOwed(workOf(accepted))).toBe(false)
  expect(workOf(accepted).assigneeId).toBe(idOf(5))
})

test('escalations are given to Tier 2 alone', () => {
  const tier2 = { ...wanted, queue: { ...queue, kind: 'escalations' as const } }
  expect(unfitFor(fit, tier2)).toBe('role')
  expect(unfitFor({ ...fit, role: 'tier-2' }, tier2)).toBeNull()
})
