import { expect, test } from 'vitest'
import { BrowserJournals } from '#renderer/desktop/browser-journals.ts'
// oxlint-disable-next-line import/default -- the build makes the address of the worker
import journalWorker from '#renderer/desktop/journal-worker.ts?worker&url'
import { startWorker } from '#renderer/desktop/start-worker.ts'

const records = (from: number, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, n) => new TextEncoder().encode(`record ${from + n}`))

/** What a new window finds in the journal. */
async function foundIn(journal: string): Promise<unknown> {
  const window = new BrowserJournals()
  const found = await window.ask('open', journal)
  window.close()
  return found
}
const whole = (all: readonly Uint8Array[]) => ({ isKept: true, records: all, damagedBytes: 0, brokenLinks: 0 })

/** A worker of these lines. */
const workerOf = (lines: string): Worker => new Worker(URL.createObjectURL(new Blob([lines])))

async function folderOf(journal: string): Promise<FileSystemDirectoryHandle> {
  const journals = await (await navigator.storage.getDirectory()).getDirectoryHandle('journals', { create: true })
  return journals.getDirectoryHandle(journal, { create: true })
}

async function filesOf(journal: string): Promise<string[]> {
  const names: string[] = []
  for await (const name of (await folderOf(journal)).keys()) names.push(name)
  return names.sort()
}

async function change(
  journal: string,
  name: string,
  alter: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
) {
  const file = await (await folderOf(journal)).getFileHandle(name)
  const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer())
  const writable = await file.createWritable()
  await writable.write(alter(bytes))
  await writable.close()
}

// Would catch: what was called saved and is not in the file when the window dies without a word.
test('what was appended is found by the next window, in its order, however many windows there were [S10]', async () => {
  const journal = crypto.randomUUID()
  for (let window = 0; window < 12; window++) {
    const journals = new BrowserJournals()
    await journals.ask('open', journal)
    await Promise.all([
      journals.ask('append', journal, records(window * 3, 2)),
      journals.ask('append', journal, records(window * 3 + 2, 1)),
    ])
    journals.close()
  }
  expect(await foundIn(journal)).toEqual(whole(records(0, 36)))
  expect((await filesOf(journal)).length).toBeLessThan(12)
})

// Would catch: two windows that write one journal, or a second window that never opens.
test('a second window waits until the first one is gone, and then has what it wrote', async () => {
  const journal = crypto.randomUUID()
  const first = new BrowserJournals()
  await first.ask('open', journal)
  const second = new BrowserJournals()
  let isOpen = false
  const opening = second.ask('open', journal).finally(() => (isOpen = true))
  await first.ask('append', journal, records(0, 3))
  expect(isOpen).toBe(false)
  await first.ask('close', journal)
  expect(await opening).toEqual(whole(records(0, 3)))
  second.close()
  // Whoever let go of it may have it again.
  expect(await first.ask('open', journal)).toEqual(whole(records(0, 3)))
  first.close()
})

// Would catch: old records that come back, or new ones that are lost, after the journal was written anew.
test('a journal that was written anew holds the new records only, and what was added since', async () => {
  const journal = crypto.randomUUID()
  const journals = new BrowserJournals()
  await journals.ask('open', journal)
  await journals.ask('append', journal, records(0, 5))
  await journals.ask('rewrite', journal, records(10, 2))
  await journals.ask('append', journal, records(12, 1))
  journals.close()
  expect(await foundIn(journal)).toEqual(whole(records(10, 3)))
  expect(await filesOf(journal)).toHaveLength(1)
})

// Would catch: a crash in the middle of writing anew that leaves less than there was.
test('a journal whose new writing was cut off is the old one', async () => {
  const journal = crypto.randomUUID()
  const journals = new BrowserJournals()
  await journals.ask('open', journal)
  await journals.ask('append', journal, records(0, 5))
  const [old] = await filesOf(journal)
  const oldFile = await (await (await folderOf(journal)).getFileHandle(old ?? '')).getFile()
  const bytes = new Uint8Array(await oldFile.arrayBuffer())
  await journals.ask('rewrite', journal, records(10, 3))
  journals.close()
  const [anew] = await filesOf(journal)
  await change(journal, anew ?? '', (all) => all.slice(0, all.length - 1))
  await (await folderOf(journal)).getFileHandle(old ?? '', { create: true })
  await change(journal, old ?? '', () => bytes)
  expect(await foundIn(journal)).toEqual(whole(records(0, 5)))
})

// Would catch: a damaged file that ends the reading or goes unnoticed.
test('a damaged file gives every record but the damaged one, and says so', async () => {
  const journal = crypto.randomUUID()
  const journals = new BrowserJournals()
  await journals.ask('append', journal, records(0, 3))
  journals.close()
  const [file] = await filesOf(journal)
  await change(journal, file ?? '', (all) => all.map((byte, n) => (n === 40 ? byte ^ 1 : byte)))
  expect(await foundIn(journal)).toEqual({
    isKept: true,
    records: [...records(0, 1), ...records(2, 1)],
    damagedBytes: 32,
    brokenLinks: 1,
  })
})

// Would catch: a write that the browser leaves hanging, behind which nothing is ever saved again; a later window that takes old records for new.
test('a worker that hangs is ended, whoever waited is told, and the next one goes on behind what is there', async () => {
  const journal = crypto.randomUUID()
  for (const n of [0, 1]) {
    const before = new BrowserJournals()
    await before.ask('open', journal)
    await before.ask('append', journal, records(n, 1))
    before.close()
  }
  const silent = workerOf('')
  const workers = [silent]
  const journals = new BrowserJournals(
    { writing: 1000, beginning: 3000 },
    {
      start: () => workers.pop() ?? startWorker(journalWorker),
      read: () => Promise.reject(new Error('not to be had')),
    },
  )
  const hanging = [2, 3].map((n) => journals.ask('append', journal, records(n, 1)).catch(String))
  expect(await Promise.all(hanging)).toEqual(['Error: journal-hangs', 'Error: journal-hangs'])
  await journals.ask('append', journal, records(2, 1))
  journals.close()
  expect(await foundIn(journal)).toEqual(whole(records(0, 3)))
})

// Would catch: a desk that saves nothing more after its browser has cleared the site's files during an outage: no worker could be loaded.
test('a worker that hangs is followed by one from the script in memory, where none can be loaded any more', async () => {
  const journal = crypto.randomUUID()
  const answersOnce = 'onmessage = ({ data }) => data.n === 1 && postMessage({ n: 1, output: null })'
  const script = [answersOnce, 'throw new Error("it cannot be loaded")']
  let isRead = false
  const journals = new BrowserJournals(
    { writing: 1000, beginning: 10_000 },
    {
      start: () => workerOf(script.shift() ?? ''),
      read: async () => {
        isRead = true
        return new Blob([`import '${new URL(journalWorker, location.href).href}'`], { type: 'text/javascript' })
      },
    },
  )
  await journals.ask('append', journal, records(0, 1))
  await expect.poll(() => isRead).toBe(true)
  await expect(journals.ask('append', journal, records(1, 1))).rejects.toThrow('journal-hangs')
  await journals.ask('rewrite', journal, records(0, 2))
  await journals.ask('append', journal, records(2, 1))
  journals.close()
  expect(await foundIn(journal)).toEqual(whole(records(0, 3)))
})

// Would catch: a script in memory that does not start, and a desk that tries no other.
test('where one script does not start, the other is tried', async () => {
  const journal = crypto.randomUUID()
  const broken = 'throw new Error("it does not start")'
  let isRead = false
  const starts = ['onmessage = ({ data }) => data.n === 1 && postMessage({ n: 1, output: null })']
  const journals = new BrowserJournals(
    { writing: 1000, beginning: 10_000 },
    {
      start: () => (starts.length > 0 ? workerOf(starts.pop() ?? '') : startWorker(journalWorker)),
      read: async () => {
        isRead = true
        return new Blob([broken])
      },
    },
  )
  await journals.ask('append', journal, records(0, 1))
  await expect.poll(() => isRead).toBe(true)
  await expect(journals.ask('append', journal, records(1, 1))).rejects.toThrow('journal-hangs')
  await expect(journals.ask('append', journal, records(1, 1))).rejects.toThrow('journal-worker-failed')
  await journals.ask('rewrite', journal, records(0, 2))
  journals.close()
  expect(await foundIn(journal)).toEqual(whole(records(0, 2)))
})
