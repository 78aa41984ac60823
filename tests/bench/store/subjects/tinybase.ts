import { createIndexes, createStore } from 'tinybase'
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db'
import { offer } from '../page/measure.ts'
import { type Listed, type OpenHow, type OpenStore, decoded } from '../page/subject.ts'
import { type Chunk, caseIdOf } from '../shapes.ts'

/** TinyBase: tables in memory; its persister writes each of them whole, as one record. */
async function open({ isFresh }: OpenHow): Promise<OpenStore> {
  const store = createStore()
  const persister = createIndexedDbPersister(store, 'tinybase')
  const indexes = createIndexes(store)
  const index = (): void => indexes.setIndexDefinition('open', 'cases', 'status', 'due_at')
  if (!isFresh) {
    await persister.load()
    index()
  }
  const first = (): Listed[] =>
    indexes
      .getSliceRowIds('open', 'open')
      .slice(0, 50)
      .map((id) => store.getRow('cases', id) as unknown as Listed)
  return {
    load: async (bytes) => {
      const { cases, messages } = decoded<Chunk>(bytes)
      store.transaction(() => {
        for (const row of cases) store.setRow('cases', row.id, { ...row, tags: row.tags.join(',') })
        for (const [id, thread] of Map.groupBy(messages, ({ case_id }) => case_id))
          store.setRow('threads', id, { json: JSON.stringify(thread) })
      })
    },
    finish: async () => {
      await persister.save()
      index()
    },
    firstScreen: async () => first(),
    summaries: async () => Object.values(store.getTable('cases')).length,
    thread: async (n) => (JSON.parse(String(store.getCell('threads', caseIdOf(n), 'json'))) as unknown[]).length,
    watch: async (see) => {
      store.addTableListener('cases', () => see(first()))
      see(first())
    },
    patch: async (patches) =>
      store.transaction(() => {
        for (const { case: n, fields } of patches) store.setPartialRow('cases', caseIdOf(n), fields)
      }),
    mutate: async ({ id, case: n, fields }) =>
      store.transaction(() => {
        store.setRow('outbox', id, { case: n, fields: JSON.stringify(fields) })
        store.setPartialRow('cases', caseIdOf(n), fields)
      }),
    settle: async () => {
      await persister.save()
    },
    close: async () => {
      await persister.destroy()
    },
  }
}

offer({ wire: 'peers', open })
