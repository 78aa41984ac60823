import { createHash } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { mediaTypeOf, sniffedBytes } from '#shared/media-type.ts'

/** What arrived, in a file that is to be taken over or removed. */
export interface Arrived {
  readonly path: string
  readonly size: number
  readonly sha256: string
  readonly type: string
}

/** Where the bytes of a file lie while they arrive. */
export const arrivalPath = (folder: string, id: string): string => join(folder, `${id}.part`)

/** Writes what comes in to a file, on disk when this answers. Null, and no file, where it is more than `mostBytes`. Rejects where it breaks off. */
export async function takeUpload(
  from: Readable,
  { folder, id, mostBytes }: { folder: string; id: string; mostBytes: number },
): Promise<Arrived | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = arrivalPath(folder, id)
  const file = await open(path, 'w', 0o600)
  const hash = createHash('sha256')
  const head = Buffer.alloc(sniffedBytes)
  let size = 0
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (size < sniffedBytes) chunk.copy(head, size)
      size += chunk.length
      if (size > mostBytes) break
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
  if (size > mostBytes) {
    await rm(path, { force: true })
    return null
  }
  return { path, size, sha256: hash.digest('hex'), type: mediaTypeOf(head.subarray(0, Math.min(size, sniffedBytes))) }
}
