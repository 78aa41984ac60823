import { expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { type Pending, replay } from '#shared/sync/replay.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'

const row = aCase()
const actor = { kind: 'agent', agent: anAgent() } as const

const confirmed = (): ConfirmedRows => {
  const rows = new ConfirmedRows()
  rows.load('cases', () => [{ v: 1, row }])
  return rows
}

const reply = (n: number, set: Partial<Pending> & { afterReplyId?: string | null } = {}): Pending => ({
  opId: idOf(0x100 + n),
  name: 'case.reply',
  args: { caseId: row.id, messageId: idOf(0x200 + n), text: 'Hello', afterReplyId: set.afterReplyId ?? null },
  at: someInstant,
  dependsOn: set.dependsOn ?? [],
})

// Catches optimistic state that leaks into the truth: it would stay after a refusal.
test('the view is the truth with the outbox on top, and the truth is never written [S7]', () => {
  const rows = confirmed()
  const view = replay(rows, [reply(1), reply(2, { afterReplyId: idOf(0x201) })], actor)
  expect(view.rows.get('cases', row.id)?.messageCount).toBe(2)
  expect(rows.get('cases', row.id)).toEqual(row)
  expect(view.refused.size).toBe(0)
})

test('a waiting reply shows as held where the thread has moved on, and changes nothing in the view [S18]', () => {
  const view = replay(confirmed(), [reply(1, { afterReplyId: idOf(0x999) })], actor)
  expect([...view.refused]).toEqual([[idOf(0x101), { refused: 'thread-moved' }]])
  expect(view.rows.get('cases', row.id)).toEqual(row)
})

test('what depends on a refused mutation is refused with it, in a chain [S15]', () => {
  const first = reply(1, { afterReplyId: idOf(0x999) })
  const second = reply(2, { dependsOn: [first.opId] })
  const third = reply(3, { dependsOn: [second.opId] })
  const view = replay(confirmed(), [first, second, third], actor)
  expect([...view.refused.values()].map(({ refused }) => refused)).toEqual([
    'thread-moved',
    'dependency-refused',
    'dependency-refused',
  ])
})

test('a mutation that this build does not know is refused and leaves the others alone [S19]', () => {
  const view = replay(confirmed(), [{ ...reply(1), name: 'case.sing' }, reply(2)], actor)
  expect([...view.refused.values()]).toEqual([{ refused: 'unknown-mutation' }])
  expect(view.rows.get('cases', row.id)?.messageCount).toBe(1)
})

// Catches one bad row from the service that stops a window for good: every page of the feed ends in a replay.
test('a rule that throws on a damaged row is refused alone, and what follows goes on', () => {
  const rows = confirmed()
  const damaged = { ...aCase({ id: idOf(0x88) }), tags: null }
  rows.apply({ t: 'cases', id: damaged.id, v: 2, row: damaged })
  const tags = { ...reply(1), name: 'case.change-tags', args: { caseId: damaged.id, add: ['late'], remove: [] } }
  const view = replay(rows, [tags, reply(2)], actor)
  expect([...view.refused]).toEqual([[tags.opId, { refused: 'bad-row' }]])
  expect(view.rows.get('cases', row.id)?.messageCount).toBe(1)
})
