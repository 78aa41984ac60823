import { expect, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import { type ArgsOf, type MutationName, allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const ben = anAgent({ id: idOf(0x20), name: 'Ben Cruz' })
const siti = anAgent({ id: idOf(0x21), name: 'Siti Lim' })
const caseId = aCase().id
const later = '2026-11-22T08:00:00.000Z'

const deskWith = (set: Partial<Case> = {}): OnRows => new OnRows({ cases: [aCase(set)], agents: [ana, ben, siti] })
const marks = (on: OnRows) => on.rows.get('cases', caseId)?.unseen
const note = (n: number, mentionIds?: string[]): ArgsOf<'case.note'> => ({
  caseId,
  messageId: idOf(n),
  text: 'Could you look at this?',
  ...(mentionIds === undefined ? {} : { mentionIds }),
})
const mark = (agent: Agent, what: string, messageId: string | null) => ({
  agentId: agent.id,
  what,
  at: someInstant,
  messageId,
})

/** As `OnRows` runs it, at another instant. */
function runAt<N extends MutationName>(on: OnRows, agent: Agent, name: N, args: ArgsOf<N>, at: string): void {
  const mutation = allMutations.get(name)
  if (mutation === undefined) throw new Error(`No mutation ${name}.`)
  const outcome = runMutation(mutation, args, { actor: { kind: 'agent', agent }, at }, on.rows)
  if (!('refused' in outcome)) on.rows.write(outcome.changes)
}

// Catches a colleague who is named and never hears of it, and one who is told of their own words.
test('whoever is named in a note is owed a look at its case, but not who wrote it; the case keeps its place', () => {
  const on = deskWith()
  expect(on.run(ana, 'case.note', note(0x50, [ben.id, ana.id]))).toBeNull()
  expect(marks(on)).toEqual([mark(ben, 'mention', idOf(0x50))])
  const before = on.rows.get('cases', caseId)?.updatedAt
  expect(on.run(ben, 'case.see', { caseId, upTo: someInstant })).toBeNull()
  expect(marks(on)).toEqual([])
  expect(on.rows.get('cases', caseId)?.updatedAt).toBe(before)
})

test('those who follow a case are owed a look when others write on it or set its status, whatever did it', () => {
  const on = deskWith({ followerIds: [ana.id, ben.id] })
  on.runAsService('case.receive', { caseId, messageId: idOf(0x50), text: 'Hello?' })
  expect(marks(on)).toEqual([mark(ana, 'reply', idOf(0x50)), mark(ben, 'reply', idOf(0x50))])
  on.run(ana, 'case.see', { caseId, upTo: someInstant })
  on.run(ana, 'case.note', note(0x51))
  expect(marks(on)).toEqual([mark(ben, 'note', idOf(0x51))])
  on.run(ana, 'case.set-status', { caseId, status: 'pending' })
  expect(marks(on)).toEqual([mark(ben, 'status', null)])
})

// Catches an inbox full of what says nothing, such as a tag, and a case that is nobody's business any more.
test('what else changes on a followed case owes nobody a look, nor does anything after they stopped', () => {
  const on = deskWith({ followerIds: [ben.id] })
  on.run(ana, 'case.change-tags', { caseId, add: ['vip'], remove: [] })
  on.run(ana, 'case.set-priority', { caseId, priority: 'high' })
  expect(marks(on)).toBeUndefined()
  on.run(ana, 'case.set-status', { caseId, status: 'pending' })
  on.run(ben, 'case.unfollow', { caseId })
  expect(marks(on)).toEqual([])
})

// Catches a question to somebody that drowns in what happens on the case afterwards.
test('that somebody was named outlasts what comes after it, also when they stop following', () => {
  const on = deskWith({ followerIds: [ben.id] })
  on.run(ana, 'case.note', note(0x50, [ben.id]))
  runAt(on, ana, 'case.set-status', { caseId, status: 'pending' }, later)
  on.run(ben, 'case.unfollow', { caseId })
  expect(marks(on)).toEqual([{ ...mark(ben, 'mention', idOf(0x50)), at: later }])
})

// Catches a second question that is taken for seen because the first one was.
test('looking takes away what was on the screen, not what came meanwhile, and nobody else’s', () => {
  const on = deskWith()
  on.run(ana, 'case.note', note(0x50, [ben.id, siti.id]))
  runAt(on, ana, 'case.note', note(0x51, [ben.id]), later)
  on.run(ben, 'case.see', { caseId, upTo: someInstant })
  expect(marks(on)).toEqual([mark(siti, 'mention', idOf(0x50)), { ...mark(ben, 'mention', idOf(0x51)), at: later }])
  on.run(ben, 'case.see', { caseId, upTo: later })
  expect(marks(on)).toEqual([mark(siti, 'mention', idOf(0x50))])
})

// Catches a look from a computer that was offline, which is refused and parked as if it were work.
test('looking at what was seen elsewhere, or at a case that is gone, is nothing and never refused', () => {
  const on = deskWith()
  expect(on.run(ben, 'case.see', { caseId, upTo: someInstant })).toBeNull()
  expect(on.run(ben, 'case.see', { caseId: idOf(0x99), upTo: someInstant })).toBeNull()
})

test('a reply that is taken back tells nobody anything new', () => {
  const on = deskWith({ followerIds: [ben.id] })
  on.run(ana, 'case.reply', {
    caseId,
    messageId: idOf(0x50),
    text: 'On its way.',
    afterReplyId: null,
    status: 'solved',
  })
  on.run(ben, 'case.see', { caseId, upTo: someInstant })
  on.run(ana, 'case.take-back', { caseId, messageId: idOf(0x50) })
  expect(on.rows.get('cases', caseId)).toMatchObject({ status: 'open', unseen: [] })
})

test('a case that a hundred follow has room for all of them and for those who are named beside them', () => {
  const followerIds = Array.from({ length: 100 }, (_, n) => idOf(0x1000 + n))
  const on = deskWith({ followerIds })
  for (let n = 0; n < 3; n += 1) on.run(ana, 'case.note', note(0x60 + n, [ben.id, siti.id]))
  expect(marks(on)).toHaveLength(102)
})
