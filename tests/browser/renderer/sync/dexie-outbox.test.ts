import { expect, test } from 'vitest'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { OutboxEntry } from '#renderer/sync/disk.ts'

const entry = (seq: number): OutboxEntry => ({
  opId: crypto.randomUUID(),
  name: 'case.note',
  args: { text: `note ${seq}` },
  at: '2026-11-22T07:00:00.000Z',
  dependsOn: [],
  seq,
})

/** The same outbox as a window finds it after it was closed without warning. */
const reopened = (agentId: string, open: DexieOutbox): DexieOutbox => {
  open.close()
  return new DexieOutbox(new OutboxDatabase(agentId))
}

// Would catch: "saved" said of something that a restart does not find.
test('what was added is found after a restart, in any number at once', async () => {
  const agentId = crypto.randomUUID()
  const outbox = new DexieOutbox(new OutboxDatabase(agentId))
  const entries = Array.from({ length: 300 }, (_, seq) => entry(seq + 1))
  await Promise.all(entries.map((one) => outbox.add(one)))
  const { entries: found } = await reopened(agentId, outbox).load()
  expect(found.sort((a, b) => a.seq - b.seq)).toEqual(entries)
})

// Would catch: a refused mutation that leaves the outbox without its text being kept [S15].
test('a settled entry leaves, a refused one is parked with its text until the agent decides', async () => {
  const agentId = crypto.randomUUID()
  const outbox = new DexieOutbox(new OutboxDatabase(agentId))
  const [applied, refused] = [entry(1), entry(2)]
  await Promise.all([outbox.add(applied), outbox.add(refused)])
  const parked = { ...refused, refused: 'thread-moved' as const, about: undefined, parkedAt: refused.at }
  await outbox.settle([applied.opId, refused.opId], [parked])
  const again = reopened(agentId, outbox)
  expect(await again.load()).toEqual({ entries: [], parked: [parked], drafts: [] })
  await again.unpark(refused.opId)
  expect((await again.load()).parked).toEqual([])
})

// Would catch: a draft that another case's draft replaces, or that outlives its sending.
test('a draft is kept per case until it is dropped', async () => {
  const agentId = crypto.randomUUID()
  const outbox = new DexieOutbox(new OutboxDatabase(agentId))
  const draft = { caseId: 'a', kind: 'reply' as const, text: 'สวัสดี', macroId: null, afterReplyId: null, at: '' }
  await outbox.saveDraft(draft)
  await outbox.saveDraft({ ...draft, caseId: 'b', text: 'two' })
  await outbox.saveDraft({ ...draft, text: 'changed' })
  await outbox.dropDraft('b')
  expect((await reopened(agentId, outbox).load()).drafts).toEqual([{ ...draft, text: 'changed' }])
})
