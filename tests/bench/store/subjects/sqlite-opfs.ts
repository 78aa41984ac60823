import { offer } from '../page/measure.ts'
import type { Listed, OpenHow, OpenStore } from '../page/subject.ts'
import { callerOf } from './worker-call.ts'

/** SQLite as WebAssembly in a worker, on its pool of OPFS files, with a write-ahead log. Lists are queried anew after each change. */
async function open(how: OpenHow): Promise<OpenStore> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { type: 'module' })
  const call = callerOf(worker)
  const watchers: ((rows: readonly Listed[]) => void)[] = []
  const change = async (method: 'patch' | 'mutate', argument: unknown): Promise<void> => {
    const rows = (await call(method, argument)) as Listed[]
    for (const see of watchers) see(rows)
  }
  await call('open', how)
  const first = async (): Promise<Listed[]> => (await call('first', null)) as Listed[]
  return {
    load: async (bytes) => {
      await call('load', bytes, [bytes.buffer])
    },
    finish: async () => {
      await call('finish', null)
    },
    firstScreen: first,
    summaries: async () => ((await call('summaries', null)) as Listed[]).length,
    thread: async (n) => Number(await call('thread', n)),
    watch: async (see) => {
      watchers.push(see)
      see(await first())
    },
    patch: (patches) => change('patch', patches),
    mutate: (mutation) => change('mutate', mutation),
    close: async () => {
      await call('close', null)
      worker.terminate()
    },
  }
}

offer({ wire: 'peers', open })
