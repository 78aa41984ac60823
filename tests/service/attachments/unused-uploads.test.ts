import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AttachmentRecords } from '#service/attachments/attachment-records.ts'
import type { AttachmentStorage } from '#service/attachments/attachment-storage.ts'
import { Attachments } from '#service/attachments/attachments.ts'
import { DiskStorage } from '#service/attachments/disk-storage.ts'
import { S3Storage } from '#service/attachments/s3-storage.ts'
import { UnusedUploads, draftMs } from '#service/attachments/unused-uploads.ts'
import { filesInMessages } from '#service/sync/rows.ts'
import { Desk } from '../desk.ts'
import { idOf, sent } from '../world.ts'
import { openBucket, secret } from './bucket.ts'

const hour = 3_600_000
const day = 24 * hour
const leaseMs = 12 * hour
const caseId = idOf('cases', 'M1')
const bytes = Buffer.from('What was on the label.')
const sha256 = createHash('sha256').update(bytes).digest('hex')

let desk: Desk
let bucket: Awaited<ReturnType<typeof openBucket>>
let folder: string
beforeAll(async () => {
  desk = await Desk.open()
  bucket = await openBucket()
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-unused-'))
})
afterAll(async () => {
  await desk.close()
  bucket.close()
  await rm(folder, { recursive: true, force: true })
})

/** Uploads with a clock of their own, in one of the two homes. */
function uploads(home: 'disk' | 'bucket') {
  let now = Date.parse('2026-11-01T00:00:00Z')
  const place = { bucketUrl: bucket.bucketUrl, region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE' }
  const inFolder = new DiskStorage(join(folder, 'attachments'))
  const storage: AttachmentStorage = home === 'disk' ? inFolder : new S3Storage({ ...place, secretAccessKey: secret })
  const records = new AttachmentRecords(desk.pool, () => now)
  const arrivalsFolder = join(folder, 'arriving')
  const rest = { isScanned: false, mostBytesPerDay: 1e9, arrived: () => undefined }
  const attachments = new Attachments({ records, storage, arrivalsFolder, ...rest })
  const named = (files: readonly { id: string; caseId: string }[]) => filesInMessages(desk.pool, files)
  const unused = new UnusedUploads({
    records,
    storage,
    arrivalsFolder,
    now: () => now,
    longestLeaseMs: () => leaseMs,
    named,
  })
  const agentId = idOf('agents', 'ana')
  const upload = async (id: string = randomUUID()): Promise<string> => {
    await attachments.upload(
      { id, caseId, name: 'label.txt', size: bytes.length, sha256 },
      agentId,
      Readable.from([bytes]),
    )
    return id
  }
  const isKept = async (id: string): Promise<boolean> => {
    const found = await storage.read(id)
    found?.destroy()
    return found !== null
  }
  return { attachments, records, storage, arrivalsFolder, unused, upload, isKept, wait: (ms: number) => (now += ms) }
}

/** A note that carries a file. */
const send = async (id: string): Promise<void> => {
  const attachments = [{ id, name: 'label.txt', size: bytes.length, type: 'text/plain', sha256, isInline: false }]
  const args = { caseId, messageId: randomUUID(), text: 'See the label.', attachments }
  await desk.run([await desk.push('ana', null, [sent(1, 'case.note', args)])])
}

// Catches a storage that fills with what nobody sent, a file that goes while its draft may still be sent, and one that a message still shows.
test.each(['disk', 'bucket'] as const)(
  'in a %s an upload that no message names goes after a month, and what was sent stays for good',
  async (home) => {
    const { attachments, records, unused, upload, isKept, wait } = uploads(home)
    const [dropped, noted] = [await upload(), await upload()]
    await send(noted)
    wait(draftMs + leaseMs - 1)
    expect(await unused.step()).toBe(0)
    wait(1)
    // It is looked at twice: a reply that was under way at the first look is there at the second.
    expect(await unused.step()).toBe(0)
    expect(await isKept(dropped)).toBe(true)
    wait(day)
    expect(await unused.step()).toBe(1)
    expect(await isKept(dropped)).toBe(false)
    expect(await isKept(noted)).toBe(true)
    expect(await records.find(dropped)).toMatchObject({ state: 'forgotten', name: '' })
    expect(await records.find(noted)).toMatchObject({ state: 'clean', name: 'label.txt' })
    wait(400 * day)
    expect(await unused.step()).toBe(0)

    // A reply that comes for it all the same does not wait for ever, and the same file may come again.
    expect(await attachments.ofReply([dropped], caseId)).toMatchObject({ refusedIds: [dropped], isWaiting: false })
    await upload(dropped)
    expect(await records.find(dropped)).toMatchObject({ state: 'clean', name: 'label.txt' })
    expect(await isKept(dropped)).toBe(true)
  },
)

// Catches a reply that loses its file because it was sent between the two looks.
test('an upload that is sent after the first look stays', async () => {
  const { records, unused, upload, wait } = uploads('disk')
  const id = await upload()
  wait(draftMs + leaseMs)
  await unused.step()
  await send(id)
  wait(day)
  expect(await unused.step()).toBe(0)
  expect(await records.find(id)).toMatchObject({ state: 'clean' })
})

// Catches a draft of five weeks whose file is gone although its window was there all the time, and an upload that no draft names and that stays for ever.
test('an upload that a draft still names stays as long again from each time its window says so', async () => {
  const { records, unused, upload, wait } = uploads('disk')
  const [kept, dropped, other] = [await upload(), await upload(), randomUUID()]
  const ana = idOf('agents', 'ana')
  wait(draftMs)
  expect(await records.keep([kept, other], ana)).toEqual([other])
  // Nobody keeps the file of somebody else, or learns of it.
  expect(await records.keep([dropped], idOf('agents', 'ben'))).toEqual([dropped])
  wait(leaseMs)
  await unused.step()
  wait(day)
  expect(await unused.step()).toBe(1)
  expect(await records.keep([kept, dropped], ana)).toEqual([dropped])
  wait(draftMs + leaseMs)
  await unused.step()
  // Asked for after the first look.
  expect(await records.keep([kept], ana)).toEqual([])
  wait(day)
  expect(await unused.step()).toBe(0)
  wait(draftMs + leaseMs)
  await unused.step()
  wait(day)
  expect(await unused.step()).toBe(1)
  expect(await records.keep([kept], ana)).toEqual([kept])
})

// Catches a window that is told that a file is there, and then it is taken away.
test('a file that is asked for while it is let go of is said to be gone', async () => {
  const { records, unused, upload, wait } = uploads('disk')
  const id = await upload()
  wait(draftMs + leaseMs)
  await unused.step()
  wait(day)
  let answer: Promise<string[]> = Promise.resolve([])
  const isGone = await records.letGo(id, async () => {
    answer = records.keep([id], idOf('agents', 'ana'))
    await Promise.resolve()
  })
  expect(isGone).toBe(true)
  expect(await answer).toEqual([id])
  const asked = await upload()
  expect(await records.letGo(asked, () => Promise.reject(new Error('must not be asked')))).toBe(false)
})

// Catches a reply that goes out without its file, unsaid.
test('a text that carries a file that is gone is refused by name, and the same without it is taken', async () => {
  const { unused, upload, wait } = uploads('disk')
  const [gone, here] = [await upload(), await upload()]
  wait(draftMs + leaseMs)
  await unused.step()
  await send(here)
  wait(day)
  await unused.step()
  const file = { name: 'label.txt', size: bytes.length, type: 'text/plain', sha256, isInline: false }
  const reply = (mid: number, ids: readonly string[]) => {
    const attachments = ids.map((id) => ({ id, ...file }))
    const args = { caseId, messageId: randomUUID(), text: 'See the label.', afterReplyId: null, attachments }
    return sent(mid, 'case.reply', args)
  }
  const { results } = await desk.send('ana', randomUUID(), reply(1, [here, gone]), reply(2, [here]))
  expect(results.map(({ outcome }) => outcome)).toEqual([{ refused: 'file-gone', about: gone }, { applied: true }])
})

// Catches halves of uploads that fill the folder where they arrive, and one that is taken away while it still arrives.
test('what has not come whole within a day is dropped, and what arrives now is not', async () => {
  const { records, unused, arrivalsFolder, wait } = uploads('disk')
  const begun = { caseId, agentId: null, name: 'half.txt', size: 9, sha256 }
  const [old, fresh] = [randomUUID(), randomUUID()]
  await records.begin({ ...begun, id: old }, 1e9)
  await mkdir(arrivalsFolder, { recursive: true })
  await writeFile(join(arrivalsFolder, `${old}.part`), 'half')
  wait(day)
  await records.begin({ ...begun, id: fresh }, 1e9)
  await writeFile(join(arrivalsFolder, `${fresh}.part`), 'half')
  await unused.step()
  expect(await readdir(arrivalsFolder)).toEqual([`${fresh}.part`])
  expect(await records.find(old)).toBeNull()
  expect(await records.find(fresh)).toMatchObject({ state: 'arriving' })
})

// Catches a bucket that is down taken for one from which the file is gone: it would lie there for ever.
test('where the storage cannot be reached nothing is forgotten, and the next look does it', async () => {
  const { records, storage, unused, upload, wait } = uploads('bucket')
  const id = await upload()
  wait(draftMs + leaseMs)
  await unused.step()
  wait(day)
  const remove = storage.remove.bind(storage)
  storage.remove = () => Promise.reject(new Error('down'))
  await expect(unused.step()).rejects.toThrow('down')
  expect(await records.find(id)).toMatchObject({ state: 'clean' })
  storage.remove = remove
  expect(await unused.step()).toBe(1)
})
