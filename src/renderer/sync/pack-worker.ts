import { CacheDatabase } from './cache-database.ts'
import type { DirectoryEntry } from './cold-directory.ts'
import { type PackBatch, type PackWriter, packWriter } from './pack-writer.ts'
import { DeviceSeal } from './seal/device-seal.ts'
import { SealedStore } from './sealed-store.ts'

/** The first word to the worker: whose cache, and the key, which can be used and not read. */
export interface WorkerStart {
  readonly agentId: string
  readonly key: CryptoKey
}

export interface WorkerAsked {
  readonly ask: number
  readonly batch: PackBatch
}

/** The answer to one batch. Errors are told by name: a full disk must be known as one. */
export type WorkerAnswer =
  | { readonly ask: number; readonly entries: readonly DirectoryEntry[] }
  | { readonly ask: number; readonly failed: { readonly name: string; readonly message: string } }

let writer: PackWriter | null = null

const failureOf = (error: unknown): { name: string; message: string } => {
  const inner: unknown = error instanceof Error && 'inner' in error ? error.inner : undefined
  const told = inner instanceof Error || inner instanceof DOMException ? inner : error
  return told instanceof Error || told instanceof DOMException
    ? { name: told.name, message: told.message }
    : { name: 'Error', message: String(told) }
}

async function answer({ ask, batch }: WorkerAsked): Promise<WorkerAnswer> {
  try {
    if (writer === null) throw new Error('The worker was not started.')
    return { ask, entries: await writer.write(batch) }
  } catch (error) {
    return { ask, failed: failureOf(error) }
  }
}

globalThis.addEventListener('message', (event: MessageEvent<WorkerStart | WorkerAsked>) => {
  const { data } = event
  if ('key' in data) {
    writer = packWriter(new CacheDatabase(data.agentId), new SealedStore(new DeviceSeal(data.key)))
    return
  }
  void answer(data).then((told) => globalThis.postMessage(told))
})
