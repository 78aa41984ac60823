import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { S3Storage } from '#service/attachments/s3-storage.ts'
import { openBucket, secret } from './bucket.ts'

// Catches bytes that do not arrive whole, requests that a real bucket would refuse, and a storage that is down taken for an empty one.
test('a bucket keeps, hands out and forgets what it is given, and takes only what is signed', async () => {
  const bucket = await openBucket()
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-s3-'))
  const place = { bucketUrl: bucket.bucketUrl, region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE' }
  const storage = new S3Storage({ ...place, secretAccessKey: secret })
  const id = randomUUID()
  const bytes = Buffer.alloc(300_000, 3)
  await writeFile(join(folder, 'came'), bytes)
  await storage.keep(id, join(folder, 'came'))
  expect(await readdir(folder)).toEqual([])
  expect(bucket.objects.get(`/attachments/${id}`)?.equals(bytes)).toBe(true)
  const found = await storage.read(id)
  expect(found === null ? null : (await buffer(found)).equals(bytes)).toBe(true)
  await storage.remove(id)
  expect(await storage.read(id)).toBeNull()
  const stranger = new S3Storage({ ...place, secretAccessKey: 'another secret' })
  await expect(stranger.read(id)).rejects.toThrow('403')
  bucket.close()
  await rm(folder, { recursive: true, force: true })
})
