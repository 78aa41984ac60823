import Dexie, { type Table, liveQuery } from 'dexie'
import { type LocalMutation, type OpenHow, type OpenStore, type Subject, decoded } from '../page/subject.ts'
import { type Chunk, type PeerCase, type PeerMessage, caseIdOf } from '../shapes.ts'

/** `rows`: a row per message, as most people would. `threads`: the messages of a case in one row beside it. */
export type Layout = 'rows' | 'threads'

class BenchDatabase extends Dexie {
  readonly cases!: Table<PeerCase, string>
  readonly messages!: Table<PeerMessage, string>
  readonly threads!: Table<PeerMessage[], string>
  readonly outbox!: Table<LocalMutation, string>

  constructor(isStrict: boolean) {
    super('dexie', { chromeTransactionDurability: isStrict ? 'strict' : 'relaxed' })
    this.version(1).stores({
      cases: 'id, [status+due_at], [assignee+status], [queue+status]',
      messages: 'id, [case_id+seq]',
      threads: '',
      outbox: 'id',
    })
  }
}

function threadsOf({ cases, messages }: Chunk): PeerMessage[][] {
  const byCase = Map.groupBy(messages, ({ case_id }) => case_id)
  return cases.map(({ id }) => byCase.get(id) ?? [])
}

/** Dexie with its live queries, in one of two layouts. */
export const dexieSubject = (layout: Layout): Subject => ({
  wire: 'peers',
  async open({ isStrict }: OpenHow): Promise<OpenStore> {
    const database = new BenchDatabase(isStrict)
    await database.open()
    const { cases, messages, threads, outbox } = database
    const first = (): Promise<PeerCase[]> =>
      cases.where('[status+due_at]').between(['open', Dexie.minKey], ['open', Dexie.maxKey]).limit(50).toArray()
    return {
      load: async (bytes) => {
        const chunk = decoded<Chunk>(bytes)
        await database.transaction('rw', cases, messages, threads, async () => {
          await cases.bulkPut([...chunk.cases])
          if (layout === 'rows') await messages.bulkPut([...chunk.messages])
          else
            await threads.bulkPut(
              threadsOf(chunk),
              chunk.cases.map(({ id }) => id),
            )
        })
      },
      finish: async () => undefined,
      firstScreen: first,
      summaries: async () => (await cases.toArray()).length,
      thread: async (n) => {
        const id = caseIdOf(n)
        if (layout === 'threads') return (await threads.get(id))?.length ?? 0
        const found = await messages.where('[case_id+seq]').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray()
        return found.length
      },
      watch: async (see) => {
        liveQuery(first).subscribe(see)
      },
      patch: async (patches) => {
        await cases.bulkUpdate(patches.map(({ case: n, fields }) => ({ key: caseIdOf(n), changes: fields })))
      },
      mutate: async (mutation) => {
        await database.transaction('rw', cases, outbox, async () => {
          await outbox.add(mutation)
          await cases.update(caseIdOf(mutation.case), mutation.fields)
        })
      },
      close: () => database.close(),
    }
  },
})
