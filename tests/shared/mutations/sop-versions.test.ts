import { expect, test } from 'vitest'
import { maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import { type Sop, type SopContent, sopContentOf } from '#shared/domain/sop.ts'
import { owedSops } from '#shared/sop-gates.ts'
import { aQueue, aSop, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const wei = anAgent({ id: idOf(0x41), name: 'Wei Ong', role: 'knowledge' })
const alex = anAgent({ id: idOf(0x43), name: 'Alex Koh', role: 'admin' })
const later = '2027-11-22T07:00:00.000Z'
const old = aSop({ version: 3 })
const content: SopContent = {
  ...sopContentOf(old),
  owner: { agentId: wei.id, name: wei.name },
  reviewAt: later,
}
const sopId = idOf(0xd1)
const draft = {
  sopId,
  groupId: old.groupId,
  insteadOf: old.id,
  sourceId: null,
  content,
  body: 'Look.',
  note: 'New law.',
}

/** A desk on which a version of the old SOP waits for its review. */
function inReview(set: Partial<SopContent> = {}, rows: { queues?: ReturnType<typeof aQueue>[] } = {}): OnRows {
  const desk = new OnRows({ sops: [old], ...rows })
  expect(desk.run(wei, 'sop.save-draft', { ...draft, content: { ...content, ...set } })).toBeNull()
  expect(desk.run(wei, 'sop.ask-review', { sopId })).toBeNull()
  return desk
}
const publish = (desk: OnRows, by = alex) => desk.run(by, 'sop.publish', { sopId, insteadOf: old.id, said: '' })
const sees = (row: Sop | undefined): boolean =>
  row !== undefined && maySee(scopesOf(ana, []), ownAudience('sops', row) ?? [])

test('a version goes from draft to review to publishing by a second person, and the one before is over', () => {
  const desk = inReview()
  expect(sees(desk.rows.get('sops', sopId))).toBe(false)
  expect(publish(desk, wei)).toEqual({ refused: 'own-review' })
  expect(publish(desk)).toBeNull()
  expect(desk.rows.get('sops', sopId)).toMatchObject({ state: 'published', version: 4, publishedAt: someInstant })
  expect(desk.rows.get('sops', old.id)).toMatchObject({ state: 'archived', ended: { why: 'superseded' } })
  // To see what changed; a draft, or what was withdrawn, is not for those who answer parties.
  expect(sees(desk.rows.get('sops', old.id))).toBe(true)
  expect(desk.run(alex, 'sop.archive', { sopId })).toBeNull()
  expect(sees(desk.rows.get('sops', sopId))).toBe(false)
})

test.each([
  ['owner', { owner: null }],
  ['reviewAt', { reviewAt: null }],
  ['reviewAt', { reviewAt: someInstant }],
  ['expiresAt', { expiresAt: someInstant }],
  ['legalOwner', { citations: [{ law: 'CPA 1999', source: 'agc.gov.my', verifiedAt: someInstant }] }],
] as const)('what lacks its %s is not put in force, and the refusal says so', (about, set) => {
  expect(publish(inReview(set as Partial<SopContent>))).toEqual({ refused: 'sop-incomplete', about })
})

// Catches the version of a colleague that is lost because two people wrote at the same time.
test('a version that was begun before the one in force is refused, not put over it', () => {
  const desk = inReview()
  const second = idOf(0xd2)
  desk.run(wei, 'sop.save-draft', { ...draft, sopId: second })
  desk.run(wei, 'sop.ask-review', { sopId: second })
  expect(publish(desk)).toBeNull()
  const refused = { refused: 'version-moved-on', about: 'version' }
  expect(desk.run(alex, 'sop.publish', { sopId: second, insteadOf: old.id, said: '' })).toEqual(refused)
  expect(desk.run(alex, 'sop.publish', { sopId: second, insteadOf: sopId, said: '' })).toEqual(refused)
})

// Catches a hole between two versions: nothing in force from the moment somebody published the next one.
test('what holds from a later day on leaves the version before in force, and the clock ends that on the day', () => {
  const desk = inReview({ effective: [{ market: null, from: later, to: null }] })
  expect(publish(desk)).toBeNull()
  expect(desk.rows.get('sops', old.id)?.state).toBe('published')
  const end = { sopId: old.id, why: 'superseded', byId: sopId } as const
  expect(desk.runAsService('sop.end', end)).toBeNull()
  expect(desk.rows.get('sops', old.id)?.state).toBe('published')
})

test('a translation has its number, its markets, its owner and its expiry from the version that it says in another language', () => {
  const source = aSop({ version: 5, market: 'MY', expiresAt: later, owner: { agentId: wei.id, name: wei.name } })
  const desk = new OnRows({ sops: [source] })
  const translated = { ...sopContentOf(aSop()), locale: 'ms', title: 'Pesanan lewat', market: 'TH' }
  const args = { ...draft, insteadOf: null, sourceId: source.id, content: translated }
  expect(desk.run(wei, 'sop.save-draft', args)).toBeNull()
  expect(desk.rows.get('sops', sopId)).toMatchObject({
    version: 5,
    market: 'MY',
    expiresAt: later,
    title: 'Pesanan lewat',
  })
})

// Catches an agent who is asked for what they cannot read any more, and is never given a case again.
test('a version that is to be acknowledged anew is asked for where the SOP is; what is withdrawn is asked for no longer', () => {
  const gate = { groupId: old.groupId, title: old.title, version: 3, markets: null, from: null }
  const marks = {
    id: ana.id,
    marks: [{ groupId: old.groupId, version: 3, readAt: someInstant, acknowledged: { version: 3, at: someInstant } }],
  }
  const owed = (desk: OnRows) => owedSops(desk.rows.get('queues', idOf(3)) ?? aQueue(), 'US', marks, someInstant).length
  const minor = inReview({}, { queues: [aQueue({ sopGates: [gate] })] })
  expect(publish(minor)).toBeNull()
  expect(owed(minor)).toBe(0)
  const desk = inReview({ isAckAsked: true }, { queues: [aQueue({ sopGates: [gate] })] })
  expect(publish(desk)).toBeNull()
  expect(owed(desk)).toBe(1)
  expect(desk.run(alex, 'sop.archive', { sopId })).toBeNull()
  expect(owed(desk)).toBe(0)
})

test('the clock ends what has expired, and nothing before its time', () => {
  const sops = [aSop({ id: idOf(1), expiresAt: someInstant }), aSop({ id: idOf(2), expiresAt: later })]
  const desk = new OnRows({ sops })
  for (const { id } of sops) expect(desk.runAsService('sop.end', { sopId: id, why: 'expired', byId: null })).toBeNull()
  expect(sops.map(({ id }) => desk.rows.get('sops', id)?.state)).toEqual(['archived', 'published'])
  expect(sees(desk.rows.get('sops', idOf(1)))).toBe(false)
})

test('steps that could not be worked through are refused when they are written', () => {
  const desk = new OnRows({ sops: [old] })
  const steps = [{ key: 'a', title: 'Paid?', kind: 'choice' as const }]
  const args = { ...draft, content: { ...content, steps } }
  expect(desk.run(wei, 'sop.save-draft', args)).toEqual({ refused: 'bad-steps', about: 'no-choices' })
})
