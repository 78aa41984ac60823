import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { OutboxEntry, OutboxRecord } from '#renderer/sync/disk.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'

const seal = new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))

const entry = (seq: number): OutboxEntry => ({
  opId: crypto.randomUUID(),
  name: 'case.note',
  args: { text: `a note of ana ${seq}` },
  at: '2026-11-22T07:00:00.000Z',
  dependsOn: [],
  seq,
})
const waiting = (seq: number): OutboxRecord => ({ is: 'waiting', entry: entry(seq) })
const keyOf = (record: OutboxRecord): string => (record.is === 'waiting' ? `op/${record.entry.opId}` : '')

const opened = (agentId: string): DexieOutbox => new DexieOutbox(new OutboxDatabase(agentId), seal)

/** The same home as a window finds it after it was closed without warning. */
const reopened = (agentId: string, open: DexieOutbox): DexieOutbox => {
  void open.close()
  return opened(agentId)
}

const sorted = (records: readonly OutboxRecord[]): OutboxRecord[] =>
  [...records].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

// Would catch: "saved" said of something that a restart does not find.
test('what was written is found after a restart, in any number at once', async () => {
  const agentId = crypto.randomUUID()
  const home = opened(agentId)
  const records = Array.from({ length: 300 }, (_, seq) => waiting(seq + 1))
  await home.replace({ generation: 'g1', records: [] })
  await Promise.all(records.map((record) => home.write({ put: [record], drop: [] })))
  const found = await reopened(agentId, home).load()
  expect([found.generation, found.damaged, sorted(found.records)]).toEqual(['g1', 0, sorted(records)])
})

// Would catch: writes that overtake each other while they are sealed, such as a draft that comes back after it was dropped.
test('writes take effect in the order of their calls', async () => {
  const agentId = crypto.randomUUID()
  const home = opened(agentId)
  const one = waiting(1)
  const large: OutboxRecord = { is: 'waiting', entry: { ...entry(2), args: { text: 'x'.repeat(500_000) } } }
  await Promise.all([
    home.write({ put: [large], drop: [] }),
    home.write({ put: [one], drop: [keyOf(large)] }),
    home.write({ put: [], drop: [keyOf(one)] }),
  ])
  expect((await reopened(agentId, home).load()).records).toEqual([])
})

const acknowledged = (record: OutboxRecord): OutboxRecord =>
  record.is === 'waiting'
    ? { is: 'acknowledged', entry: { ...record.entry, acknowledgedAt: '2026-11-22T08:00:00.000Z' } }
    : record

// Would catch: a group that brings back what was settled, or dropped, one by one; one that stays for ever; one that takes others with it.
test('what was written together is one record, and each of it goes its own way', async () => {
  const agentId = crypto.randomUUID()
  const home = opened(agentId)
  const all = Array.from({ length: 9 }, (_, seq) => waiting(seq + 1))
  const [one, two, three] = all
  if (one === undefined || two === undefined || three === undefined) throw new Error('none')
  await home.write({ put: all, drop: [] })
  const { records } = new OutboxDatabase(agentId)
  expect(await records.count()).toBe(1)
  await home.write({ put: [acknowledged(one)], drop: [] })
  const again = reopened(agentId, home)
  expect(sorted((await again.load()).records)).toEqual(sorted([acknowledged(one), ...all.slice(1)]))
  await again.write({ put: [], drop: [keyOf(two)] })
  await again.write({ put: all.slice(2).map(acknowledged), drop: [] })
  const last = reopened(agentId, again)
  const expected = [acknowledged(one), ...all.slice(2).map(acknowledged)]
  const byId = (found: readonly OutboxRecord[]): OutboxRecord[] =>
    [...found].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  expect(byId((await last.load()).records)).toEqual(byId(expected))
  await last.write({ put: [], drop: all.map(keyOf) })
  expect(await records.count()).toBe(0)
  await last.close()
})

// Would catch: personal text on the disk in clear.
test('nothing but ids lies in the database in clear', async () => {
  const agentId = crypto.randomUUID()
  const home = opened(agentId)
  await home.write({ put: [waiting(1)], drop: [] })
  const [record] = await new OutboxDatabase(agentId).records.toArray()
  expect(Object.keys(record ?? {})).toEqual(['key', 'sealed'])
  expect(new TextDecoder().decode(record?.sealed)).not.toContain('ana')
  await home.close()
})

// Would catch: a record that does not open taking the others along, moved to another key unnoticed, or destroyed when the home is rebuilt.
test('damaged and moved records are counted, the others are read, and a rebuilt home keeps the unreadable ones aside', async () => {
  const agentId = crypto.randomUUID()
  const home = opened(agentId)
  const [a, b, c] = [waiting(1), waiting(2), waiting(3)]
  await home.replace({ generation: 'g1', records: [a, b, c] })
  const database = new OutboxDatabase(agentId)
  const sealed = (await database.records.get(keyOf(a)))?.sealed ?? new Uint8Array()
  await database.records.put({ key: keyOf(b), sealed })
  const damaged = new Uint8Array(sealed)
  damaged[20] = (damaged[20] ?? 0) ^ 1
  await database.records.put({ key: keyOf(a), sealed: damaged })
  const again = reopened(agentId, home)
  expect(await again.load()).toEqual({ generation: 'g1', records: [c], damaged: 2 })
  await again.replace({ generation: 'g1', records: [a, c] })
  const last = await reopened(agentId, again).load()
  expect([last.damaged, sorted(last.records)]).toEqual([0, sorted([a, c])])
  expect((await database.unreadable.toArray()).map(({ key }) => key).sort()).toEqual([keyOf(a), keyOf(b)].sort())
  database.close()
})

// Would catch: an update of the app that loses what the version before it had kept.
test('what version 1 kept is read, and sealed by the first replacement; until then it stays where it was', async () => {
  const agentId = crypto.randomUUID()
  const versionOne = new Dexie(`tierdesk-outbox-${agentId}`)
  versionOne.version(1).stores({ entries: 'opId', parked: 'opId', drafts: 'caseId' })
  const [kept, refused] = [entry(1), { ...entry(2), refused: 'thread-moved', about: undefined, parkedAt: '' }]
  const draft = { caseId: 'a', kind: 'reply', text: 'สวัสดี', macroId: null, afterReplyId: null, at: '' }
  await versionOne.table('entries').add(kept)
  await versionOne.table('parked').add(refused)
  await versionOne.table('drafts').add(draft)
  versionOne.close()
  const expected = [
    { is: 'waiting', entry: kept },
    { is: 'parked', entry: refused },
    { is: 'draft', draft },
  ]
  const home = opened(agentId)
  const found = await home.load()
  expect(found).toEqual({ generation: null, records: expected, damaged: 0 })
  const again = reopened(agentId, home)
  expect((await again.load()).records).toEqual(expected)
  await again.replace({ generation: 'g1', records: found.records })
  const database = new OutboxDatabase(agentId)
  expect([await database.entries.count(), await database.parked.count(), await database.drafts.count()]).toEqual([
    0, 0, 0,
  ])
  database.close()
  expect((await reopened(agentId, again).load()).records).toHaveLength(3)
})
