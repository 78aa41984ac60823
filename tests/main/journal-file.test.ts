import * as nodeFs from 'node:fs/promises'
import { mkdtemp, readFile, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JournalFile, type JournalFs } from '#main/journal-file.ts'
import { Journals } from '#main/journals.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-journal-'))
})
afterEach(async () => {
  for (const file of opened.splice(0)) await file.close()
  await rm(folder, { recursive: true, force: true })
})

const opened: JournalFile[] = []
/** One start of the program: closed with the test. */
function journal(fs?: JournalFs): JournalFile {
  const file = new JournalFile(path(), fs === undefined ? {} : { fs })
  opened.push(file)
  return file
}

const path = (): string => join(folder, 'journals', 'ana.journal')
const record = (text: string): Uint8Array => new TextEncoder().encode(text)
const textsIn = async (file: JournalFile): Promise<string[]> =>
  (await file.read()).payloads.map((bytes) => new TextDecoder().decode(bytes))

type FileHandle = nodeFs.FileHandle

/** The real file system, with every fsync noted, and a disk that can be full. */
class WatchedDisk {
  readonly synced: string[] = []
  /** Bytes that still fit. */
  room = Infinity
  readonly fs: JournalFs = {
    ...nodeFs,
    open: async (name, ...mode) => this.#watch(String(name), await nodeFs.open(name, ...mode)),
  }

  #watch(name: string, file: FileHandle): FileHandle {
    const sync = (): Promise<void> => {
      this.synced.push(name.slice(folder.length + 1))
      return file.sync()
    }
    const write = async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      const fits = Math.min(length, this.room)
      this.room -= fits
      if (fits === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      return file.write(bytes, offset, fits, position)
    }
    const watched: Record<string, unknown> = { sync, datasync: sync, write }
    return new Proxy(file, {
      get(of, key: string & keyof FileHandle) {
        const own: unknown = of[key]
        const bound: unknown = typeof own === 'function' ? own.bind(of) : own
        return watched[key] ?? bound
      },
    })
  }
}

// Would catch: a restart that does not find what was called saved, or finds it in another order.
test('what was appended is found by the next start, in its order', async () => {
  const file = journal()
  expect(await textsIn(file)).toEqual([])
  await file.append([record('one'), record('two')])
  await Promise.all(['three', 'four', 'five'].map((text) => file.append([record(text)])))
  await file.close()
  expect(await textsIn(journal())).toEqual(['one', 'two', 'three', 'four', 'five'])
  expect((await stat(path())).mode & 0o077).toBe(0)
})

// Would catch: "Saved" said before the fsync, which no kill of the program shows: only the calls do.
test('an append is synced before it resolves, and those that come at once share one sync [S9]', async () => {
  const disk = new WatchedDisk()
  const file = journal(disk.fs)
  await file.append([record('first')])
  // The folder, the name of the file in it, the file.
  expect(disk.synced).toEqual(['', 'journals', 'journals/ana.journal'])
  await Promise.all(Array.from({ length: 100 }, (_, n) => file.append([record(`${n}`)])))
  expect(disk.synced.slice(3)).toEqual(['journals/ana.journal'])
  expect(await textsIn(file)).toHaveLength(101)
})

// Would catch: a tail torn by a power cut that hides what came before or what is written after.
test('a torn tail is counted, and appends behind it are read', async () => {
  const file = journal()
  await file.append([record('whole'), record('torn by a power cut')])
  await file.close()
  await truncate(path(), (await stat(path())).size - 5)
  const again = journal()
  expect(await again.read()).toMatchObject({ damagedBytes: 38, brokenLinks: 0 })
  await again.append([record('later')])
  expect(await textsIn(again)).toEqual(['whole', 'later'])
})

// Would catch: damage in the middle that ends the reading.
test('records behind a damaged one are read, and the damage is told', async () => {
  const file = journal()
  await file.append([record('one'), record('two'), record('three')])
  const bytes = await readFile(path())
  bytes[40] = (bytes[40] ?? 0) ^ 1
  await writeFile(path(), bytes)
  expect(await textsIn(file)).toEqual(['one', 'three'])
  expect(await file.read()).toMatchObject({ damagedBytes: 27, brokenLinks: 1 })
})

// Would catch: a rewritten journal whose new name is not on disk yet, or that leaves the old records to come back.
test('a rewritten journal holds the new records only, is synced before it takes the name, and grows on', async () => {
  const disk = new WatchedDisk()
  const file = journal(disk.fs)
  await file.append([record('old')])
  disk.synced.length = 0
  await file.rewrite([record('new')])
  expect(disk.synced).toEqual(['journals/ana.journal.new', 'journals'])
  await file.append([record('next')])
  expect(await journal().read()).toMatchObject({ damagedBytes: 0, brokenLinks: 0 })
  expect(await textsIn(journal())).toEqual(['new', 'next'])
})

// Would catch: "Saved" said on a full disk, a half-written record that spoils later ones, and a rewrite that destroys what there was.
test('a full disk refuses by name, keeps what it had, and takes more once there is room', async () => {
  const disk = new WatchedDisk()
  const file = journal(disk.fs)
  await file.append([record('before')])
  disk.room = 10
  await expect(file.append([record('does not fit')])).rejects.toMatchObject({ code: 'ENOSPC' })
  await expect(file.rewrite([record('does not fit either')])).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(await readdir(join(folder, 'journals'))).toEqual(['ana.journal'])
  disk.room = Infinity
  await file.append([record('after')])
  expect(await textsIn(file)).toEqual(['before', 'after'])
})

// Would catch: "Saved" said of what went into a file that a cleaner, a sync program or a restored profile has taken away or replaced.
test('a journal that is removed or replaced while it is open is put back with all it held, and grows on [S9]', async () => {
  let putBack = 0
  const file = new JournalFile(path(), { putBack: () => (putBack += 1) })
  opened.push(file)
  await file.append([record('one'), record('two')])
  await rm(path())
  await file.append([record('three')])
  expect(await textsIn(journal())).toEqual(['one', 'two', 'three'])
  await rm(join(folder, 'journals'), { recursive: true })
  await file.append([record('four')])
  const older = join(folder, 'older')
  await writeFile(older, await readFile(path()))
  await file.append([record('five')])
  await rename(older, path())
  await file.append([record('six')])
  const found = await journal().read()
  expect(found).toMatchObject({ damagedBytes: 0, brokenLinks: 0 })
  expect(await textsIn(journal())).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
  expect(putBack).toBe(3)
})

// Would catch: two agents on one computer that share a journal, and records that do not come back as they went in.
test('each agent has a journal of their own', async () => {
  const journals = new Journals(() => join(folder, 'journals'))
  const ofAna = [Uint8Array.of(1, 2, 3), new Uint8Array()]
  await journals.append('ana', ofAna)
  await journals.rewrite('ben', [Uint8Array.of(4)])
  const found = { isKept: true, damagedBytes: 0, brokenLinks: 0 }
  expect(await journals.open('ana')).toEqual({ ...found, records: ofAna })
  const next = new Journals(() => join(folder, 'journals'))
  expect(await next.open('ben')).toEqual({ ...found, records: [Uint8Array.of(4)] })
  for (const each of [journals, next]) for (const name of ['ana', 'ben']) await each.close(name)
})
