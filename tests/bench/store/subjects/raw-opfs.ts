import { offer } from '../page/measure.ts'
import type { OpenHow, OpenStore } from '../page/subject.ts'
import { callerOf } from './worker-call.ts'

/** What a file of the browser can do at best: the wire's bytes at its end, then one flush; a mutation is one record, flushed. */
async function open({ isStrict }: OpenHow): Promise<OpenStore> {
  const worker = new Worker(new URL('./raw-opfs-worker.ts', import.meta.url), { type: 'module' })
  const call = callerOf(worker)
  await call('open', null)
  return {
    load: async (bytes) => {
      await call('write', bytes, [bytes.buffer])
    },
    finish: async () => {
      await call('flush', null)
    },
    mutate: async (record) => {
      await call('append', { record, isStrict })
    },
    close: async () => {
      await call('close', null)
      worker.terminate()
    },
  }
}

offer({ wire: 'peers', open })
