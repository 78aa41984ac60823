import { expect, test } from 'vitest'
import { BrowserJournals } from '#renderer/desktop/browser-journals.ts'
import { KeptFiles } from '#renderer/sync/kept-files.ts'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { CacheDisk } from '#renderer/sync/disk.ts'
import { Incidents } from '#renderer/sync/incidents.ts'
import { JournalHome } from '#renderer/sync/journal-home.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import { BulkRun, type BulkStep } from '#renderer/workspace/bulk-run.ts'
import { setPriority, setStatus } from '#renderer/workspace/case-actions.ts'
import { realClock } from '#renderer/workspace/real-clock.ts'
import { AttachmentFiles } from '#renderer/workspace/attachment-files.ts'
import { Workspace } from '#renderer/workspace/workspace.ts'
import { desktopCalls } from '#shared/desktop-bridge.ts'
import type { Row } from '#shared/tables.ts'
import { aCase, anAgent, idOf } from '#tests/builders.ts'

const me = anAgent()
const seal = new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))
const no = (): Promise<never> => Promise.reject(new Error('Not in this test.'))

/** A cache that has these cases and keeps nothing. */
const cacheOf = (cases: readonly Row<'cases'>[]): CacheDisk => ({
  load: () =>
    Promise.resolve({
      cursor: 'here',
      warm: new Map([['cases', () => cases.map((row) => ({ v: 1, row }))]]),
      settled: [],
      damaged: 0,
    }),
  watch: () => undefined,
  append: () => Promise.resolve(),
  keepAgain: () => Promise.resolve(),
  coldRows: no,
  keepCold: no,
  coldMarks: no,
  scanCold: no,
  beginSnapshot: no,
})

/** A workspace without a network, over the browser's real database and real files. */
async function workspaceWith(cases: readonly Row<'cases'>[]) {
  const agentId = crypto.randomUUID()
  const database = new OutboxDatabase(agentId)
  const journals = new BrowserJournals()
  const tell = async (what: 'append' | 'rewrite', records: readonly Uint8Array[]) =>
    void (await journals.ask(what, agentId, records))
  const second = new JournalHome(
    {
      open: async () => desktopCalls['journal.open'].output.parse(await journals.ask('open', agentId)),
      append: (records) => tell('append', records),
      rewrite: (records) => tell('rewrite', records),
      close: async () => void (await journals.ask('close', agentId)),
    },
    seal,
  )
  const outbox = new TwoHomes({ first: new DexieOutbox(database, seal), second }, realClock)
  const store = await SyncStore.open(me, { cache: cacheOf(cases), outbox }, realClock)
  const workspace = new Workspace({
    name: 'Test',
    store,
    line: new SyncClient(store, no as never, realClock),
    incidents: new Incidents({ read: () => null, write: () => undefined }, () => Promise.resolve()),
    keptHere: no,
    reveal: no,
    searchArchive: no,
    learnt: no,
    files: new AttachmentFiles({
      kept: new KeptFiles(agentId, seal),
      calls: { upload: () => Promise.resolve('no-connection'), download: no, keep: no },
      alone: (work) => work(),
    }),
    outcomes: no,
    close: () => Promise.resolve(),
  })
  const end = async (): Promise<void> => {
    await expect.poll(() => workspace.isAllSaved, { timeout: 60_000 }).toBe(true)
    journals.close()
    database.close()
  }
  return { workspace, store, end }
}

const ports = { now: () => performance.now(), later: (work: () => void) => void setTimeout(work, 0) }
async function isOver(run: BulkRun): Promise<void> {
  await expect.poll(() => run.progress.isOver, { timeout: 60_000 }).toBe(true)
}

const escalation = { id: idOf(1), state: 'queued', queueId: idOf(2), attempt: 1, byAgentId: me.id } as const
const caseOf = (n: number): Row<'cases'> =>
  aCase({ id: idOf(0x1000 + n), number: String(n), escalation: n % 100 === 0 ? escalation : null })

// Catches: a bulk that holds the keys up, loses some of its cases, or is only in memory when it says that it is done.
test('five thousand cases are changed a slice at a time, each named once and kept on disk, and taken back', async () => {
  const cases = Array.from({ length: 20_000 }, (_, n) => caseOf(n))
  const { workspace, store, end } = await workspaceWith(cases)
  const ids = cases.slice(0, 5000).map(({ id }) => id)
  workspace.lists.count('all-open')
  const step: BulkStep = {
    title: 'Status: Solved',
    apply: ({ id }) => setStatus(workspace, id, 'solved'),
    back: (before, now) => (now.status === 'solved' ? setStatus(workspace, before.id, 'open') : null),
  }
  let slices = 0
  const run = BulkRun.start(workspace, step, ids, ports)
  run.subscribe(() => (slices += 1))
  await isOver(run)
  expect([run.done.length, run.refused.length, run.total]).toEqual([4950, 50, 5000])
  expect(new Set(run.refused.map(({ reason }) => reason))).toEqual(new Set(['escalation-is-open']))
  expect(slices).toBeGreaterThan(5)
  expect([workspace.lists.count('all-open'), workspace.lists.count('solved')]).toEqual([20_000 - 4950, 4950])
  await expect.poll(() => workspace.isAllSaved, { timeout: 60_000 }).toBe(true)
  expect(store.outbox.entries()).toHaveLength(4950)
  const undo = BulkRun.undo(workspace, run, ports)
  if (undo === null) throw new Error('It could be taken back.')
  await isOver(undo)
  expect([undo.done.length, undo.refused.length]).toEqual([4950, 0])
  expect(workspace.lists.count('all-open')).toBe(20_000)
  await end()
})

// Catches: taking back over what somebody did since, a cancelled bulk that goes on, and a report that calls what was not done done.
test('what was changed since is left alone, and a run that is stopped does no more', async () => {
  const cases = Array.from({ length: 3 }, (_, n) => caseOf(n + 1))
  const { workspace, end } = await workspaceWith(cases)
  const step: BulkStep = {
    title: 'Priority: High',
    apply: ({ id }) => setPriority(workspace, id, 'high'),
    back: (before, now) => (now.priority === 'high' ? setPriority(workspace, before.id, before.priority) : null),
  }
  const run = BulkRun.start(workspace, step, [...cases.map(({ id }) => id), idOf(0x9999)], ports)
  await isOver(run)
  expect(run.refusals().map(({ reason }) => reason)).toEqual(['not-here'])
  setPriority(workspace, cases[0]?.id ?? '', 'urgent')
  const undo = BulkRun.undo(workspace, run, ports)
  if (undo === null) throw new Error('It could be taken back.')
  await isOver(undo)
  expect(undo.refused).toMatchObject([{ number: '1', reason: 'changed-since' }])
  expect(cases.map(({ id }) => workspace.get('cases', id)?.priority)).toEqual(['urgent', 'normal', 'normal'])

  let now = 0
  const waiting: (() => void)[] = []
  const slow = { now: () => (now += 4), later: (work: () => void) => void waiting.push(work) }
  const stopped = BulkRun.start(
    workspace,
    step,
    cases.map(({ id }) => id),
    slow,
  )
  stopped.cancel()
  for (const work of waiting) work()
  expect([stopped.progress, stopped.done.length]).toEqual([{ at: 1, isOver: true, isCancelled: true }, 1])
  const forGood = BulkRun.start(workspace, { ...step, back: null }, [], ports)
  expect(BulkRun.undo(workspace, forGood, ports)).toBeNull()
  await end()
})
