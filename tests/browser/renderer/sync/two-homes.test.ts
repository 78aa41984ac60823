import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { BrowserJournals } from '#renderer/desktop/browser-journals.ts'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { OutboxEntry } from '#renderer/sync/disk.ts'
import { JournalHome, type JournalKeeper } from '#renderer/sync/journal-home.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import { desktopCalls } from '#shared/desktop-bridge.ts'

const seal = new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))

const entry = (seq: number): OutboxEntry => ({
  opId: crypto.randomUUID(),
  name: 'case.note',
  args: { text: `note ${seq}` },
  at: new Date().toISOString(),
  dependsOn: [],
  seq,
})

function journalOf(journals: BrowserJournals, agentId: string): JournalKeeper {
  const tell = async (what: 'append' | 'rewrite', records: readonly Uint8Array[]) =>
    void (await journals.ask(what, agentId, records))
  return {
    open: async () => desktopCalls['journal.open'].output.parse(await journals.ask('open', agentId)),
    append: (records) => tell('append', records),
    rewrite: (records) => tell('rewrite', records),
    close: async () => void (await journals.ask('close', agentId)),
  }
}

/** One window over the browser's real database and real files. `end` is the window's end without a word. */
async function started(agentId: string) {
  const database = new OutboxDatabase(agentId)
  const journals = new BrowserJournals()
  const second = new JournalHome(journalOf(journals, agentId), seal)
  const homes = new TwoHomes(
    { first: new DexieOutbox(database, seal), second },
    { now: () => Date.now(), newId: () => crypto.randomUUID() },
  )
  const { entries, incidents } = await homes.load()
  const end = (): void => {
    journals.close()
    database.close()
  }
  return {
    homes,
    end,
    seqs: entries.map(({ seq }) => seq),
    incidents: incidents.map(({ kind, count }) => `${kind} ${count}`),
  }
}

/** A window that saves two mutations and dies. */
async function wroteTwo(agentId: string): Promise<void> {
  const { homes, end } = await started(agentId)
  await Promise.all([homes.add(entry(1)), homes.add(entry(2))])
  end()
}

/** What the next two windows find. */
async function nextTwo(agentId: string) {
  const one = await started(agentId)
  one.end()
  const two = await started(agentId)
  two.end()
  return [
    [one.seqs, one.incidents],
    [two.seqs, two.incidents],
  ]
}

// Would catch: a saved mutation that a restart does not find, or a restart that rewrites and reports for no reason.
test('what was saved is there after a restart, and nothing is reported [S9]', async () => {
  const agentId = crypto.randomUUID()
  await wroteTwo(agentId)
  expect(await nextTwo(agentId)).toEqual([
    [[1, 2], []],
    [[1, 2], []],
  ])
})

// Would catch: what Chromium was seen to do after one full disk: a database that opens as if new, taken for a first start.
test('an emptied database beside a journal is rebuilt and told, once [S11]', async () => {
  const agentId = crypto.randomUUID()
  await wroteTwo(agentId)
  await Dexie.delete(`tierdesk-outbox-${agentId}`)
  expect(await nextTwo(agentId)).toEqual([
    [[1, 2], ['outbox-emptied 2']],
    [[1, 2], []],
  ])
})

// Would catch: files that somebody cleaned away, and a second home that stays empty from then on.
test('a deleted journal beside a database is rebuilt and told, once [S11]', async () => {
  const agentId = crypto.randomUUID()
  await wroteTwo(agentId)
  const journals = await (await navigator.storage.getDirectory()).getDirectoryHandle('journals')
  // The window that died lets go of its file when the browser gets to it.
  await expect
    .poll(() => journals.removeEntry(agentId, { recursive: true }).then(() => 'removed', String))
    .toBe('removed')
  expect(await nextTwo(agentId)).toEqual([
    [[1, 2], ['journal-emptied 2']],
    [[1, 2], []],
  ])
})
