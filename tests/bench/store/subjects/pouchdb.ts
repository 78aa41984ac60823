import PouchDB from 'pouchdb-browser'
import indexedDbAdapter from 'pouchdb-adapter-indexeddb'
import find from 'pouchdb-find'
import { offer } from '../page/measure.ts'
import { type Listed, type LocalMutation, type OpenStore, decoded } from '../page/subject.ts'
import { type Chunk, caseIdOf } from '../shapes.ts'

PouchDB.plugin(find)
PouchDB.plugin(indexedDbAdapter)

const settings = { adapter: 'indexeddb', auto_compaction: true, revs_limit: 1 }

const isConflict = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'status') === 409

/** PouchDB on its newer IndexedDB adapter. It has no choice of durability. */
async function open(): Promise<OpenStore> {
  const cases = new PouchDB('cases', settings)
  const messages = new PouchDB('messages', settings)
  const outbox = new PouchDB('outbox', settings)
  await cases.info()
  let stopWatching: () => Promise<void> = async () => undefined
  const first = async (): Promise<Listed[]> => {
    const { docs } = await cases.find({
      selector: { status: 'open', due_at: { $gt: null } },
      sort: [{ status: 'asc' }, { due_at: 'asc' }],
      limit: 50,
    })
    return docs as unknown as Listed[]
  }
  return {
    load: async (bytes) => {
      const chunk = decoded<Chunk>(bytes)
      await cases.bulkDocs(chunk.cases.map((row) => ({ ...row, _id: row.id })))
      await messages.bulkDocs(chunk.messages.map((row) => ({ ...row, _id: `${row.case_id}-${row.seq}` })))
    },
    finish: async () => {
      // The index is built by the first query, and belongs to what must be there.
      await cases.createIndex({ index: { fields: ['status', 'due_at'], ddoc: 'by-due' } })
      await first()
    },
    firstScreen: first,
    summaries: async () => {
      const { rows } = await cases.allDocs({ include_docs: true })
      return rows.filter(({ id }) => !id.startsWith('_design')).length
    },
    thread: async (n) => {
      const id = caseIdOf(n)
      const { rows } = await messages.allDocs({ include_docs: true, startkey: `${id}-`, endkey: `${id}-\ufff0` })
      return rows.length
    },
    watch: async (see) => {
      stopWatching = await watch(cases, first, see)
    },
    patch: async (patches) => {
      const byCase = new Map<string, object>()
      for (const { case: n, fields } of patches) byCase.set(caseIdOf(n), { ...byCase.get(caseIdOf(n)), ...fields })
      const { rows } = await cases.allDocs({ keys: [...byCase.keys()], include_docs: true })
      await cases.bulkDocs(rows.map(({ id, doc }) => ({ ...doc, ...byCase.get(id) })))
    },
    mutate: async (mutation) => {
      await Promise.all([outbox.put({ ...mutation, _id: mutation.id }), change(cases, mutation)])
    },
    close: async () => {
      await stopWatching()
      await Promise.all([cases.close(), messages.close(), outbox.close()])
    },
  }
}

/** Asks anew after each change, one question at a time. What it answers stops that, and waits for the last question. */
async function watch(
  cases: PouchDB,
  first: () => Promise<Listed[]>,
  see: (rows: readonly Listed[]) => void,
): Promise<() => Promise<void>> {
  let asking = Promise.resolve()
  let isAsking = false
  let isStale = false
  const ask = async (): Promise<void> => {
    while (isStale) {
      isStale = false
      see(await first())
    }
    isAsking = false
  }
  const stale = (): void => {
    isStale = true
    if (isAsking) return
    isAsking = true
    asking = ask()
  }
  const changes = cases.changes({ since: 'now', live: true }).on('change', stale)
  stale()
  await asking
  return async () => {
    changes.cancel()
    await asking
  }
}

async function change(cases: PouchDB, mutation: LocalMutation): Promise<void> {
  for (;;) {
    try {
      await cases.put({ ...(await cases.get(caseIdOf(mutation.case))), ...mutation.fields })
      return
    } catch (error) {
      // Another change of the same case came first: on top of that one, then.
      if (!isConflict(error)) throw error
    }
  }
}

offer({ wire: 'peers', open })
