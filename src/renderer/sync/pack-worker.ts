import { CacheDatabase } from './cache-database.ts'
import { type PackWriter, packWriter } from './pack-writer.ts'
import { DeviceSeal } from './seal/device-seal.ts'
import { SealedStore } from './sealed-store.ts'
import type { WorkerAnswer, WorkerAsked, WorkerStart } from './worker-pack-writer.ts'

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
