import { expect, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import { type MutationName, allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({ lastReplyId: idOf(0x50), lastReplyBy: 'party', waitingSince: someInstant, messageCount: 3 })
const caseId = row.id
const reply = (n: number, after: number, more = {}) => ({
  caseId,
  messageId: idOf(n),
  text: 'It is on its way.',
  afterReplyId: idOf(after),
  ...more,
})
const back = (n: number) => ({ caseId, messageId: idOf(n) })
const caseOn = (desk: OnRows): Case | undefined => desk.rows.get('cases', caseId)
const later = (ms: number): string => new Date(Date.parse(someInstant) + ms).toISOString()

/** Runs a rule as the service does, by its own clock. */
function inService(
  desk: OnRows,
  name: MutationName,
  args: unknown,
  { at = someInstant, by = ana }: { at?: string; by?: Agent } = {},
) {
  const mutation = allMutations.get(name)
  if (mutation === undefined) throw new Error(`No mutation ${name}.`)
  const outcome = runMutation(mutation, args, { actor: { kind: 'agent', agent: by }, at, undoMs: 10_000 }, desk.rows)
  if (!('refused' in outcome)) desk.rows.write(outcome.changes)
  return 'refused' in outcome ? outcome.refused : null
}

// Catches a reply that is taken back and leaves the case answered, assigned or solved all the same.
test('a reply that is taken back in time leaves the case as it was, and nothing of what it said', () => {
  const desk = new OnRows({ cases: [row] })
  expect(inService(desk, 'case.reply', reply(0x51, 0x50, { status: 'solved' }))).toBeNull()
  expect(caseOn(desk)).toMatchObject({ status: 'solved', assigneeId: ana.id, held: [{ until: later(10_000) }] })
  expect(inService(desk, 'case.take-back', back(0x51), { at: later(9_999) })).toBeNull()
  expect(caseOn(desk)).toEqual({ ...row, held: [], updatedAt: later(9_999), messageCount: 4 })
  expect(desk.rows.changed('messages', idOf(0x51))).toMatchObject({ kind: 'event', text: '', html: null })
})

// Catches a message that the party has and the thread has not.
test('after its time by the service’s clock a reply is not taken back, nor by somebody else, nor twice', () => {
  const desk = new OnRows({ cases: [row] })
  inService(desk, 'case.reply', reply(0x51, 0x50))
  expect(inService(desk, 'case.take-back', back(0x51), { by: anAgent({ id: idOf(0x99) }) })).toBe('not-allowed')
  expect(inService(desk, 'case.take-back', back(0x51), { at: later(10_000) })).toBe('already-sent')
  expect(inService(desk, 'case.take-back', back(0x52))).toBe('already-sent')
  expect(inService(desk, 'case.take-back', back(0x51))).toBeNull()
  expect(inService(desk, 'case.take-back', back(0x51))).toBe('already-sent')
})

// Catches a take-back that wipes out what a colleague did in these ten seconds.
test('what somebody changed since stays as they left it', () => {
  const desk = new OnRows({ cases: [row] })
  inService(desk, 'case.reply', reply(0x51, 0x50))
  desk.runAsService('case.receive', { caseId, messageId: idOf(0x60), text: 'Hello?' })
  desk.run(ana, 'case.set-status', { caseId, status: 'on-hold' })
  expect(inService(desk, 'case.take-back', back(0x51))).toBeNull()
  expect(caseOn(desk)).toMatchObject({
    status: 'on-hold',
    lastReplyId: idOf(0x60),
    snippet: 'Hello?',
    assigneeId: null,
  })
})

// Catches a thread that says its last reply is one which nobody has.
test('of two replies either may go first, and the case ends where it began', () => {
  for (const order of [
    [0x51, 0x52],
    [0x52, 0x51],
  ]) {
    const desk = new OnRows({ cases: [row] })
    inService(desk, 'case.reply', reply(0x51, 0x50))
    inService(desk, 'case.reply', reply(0x52, 0x51, { text: 'And so is the other.' }))
    for (const n of order) expect(inService(desk, 'case.take-back', back(n))).toBeNull()
    expect(caseOn(desk)).toEqual({ ...row, held: [], messageCount: 5 })
  }
})

// Catches a window with a slow clock, or one that was offline for an hour, that will not give the text back.
test('a window takes back whatever has not reached the service, whatever its clock says', () => {
  const desk = new OnRows({ cases: [row] })
  expect(desk.run(ana, 'case.reply', reply(0x51, 0x50))).toBeNull()
  expect(caseOn(desk)?.held).toMatchObject([{ until: null }])
  expect(desk.run(ana, 'case.take-back', back(0x51))).toBeNull()
  expect(caseOn(desk)?.lastReplyId).toBe(idOf(0x50))
})

// Catches a case that grows with each reply for as long as it lives.
test('what can no longer be taken back is forgotten with the next reply', () => {
  const desk = new OnRows({ cases: [row] })
  inService(desk, 'case.reply', reply(0x51, 0x50))
  inService(desk, 'case.reply', reply(0x52, 0x51), { at: later(20_000) })
  expect(caseOn(desk)?.held?.map(({ messageId }) => messageId)).toEqual([idOf(0x52)])
})
