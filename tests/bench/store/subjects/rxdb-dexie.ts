import { type Collection, type Document, createRxDatabase } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { offer } from '../page/measure.ts'
import { type Listed, type OpenStore, type Patch, decoded } from '../page/subject.ts'
import { type Chunk, caseIdOf } from '../shapes.ts'

const text = { type: 'string' }
const short = (maxLength: number): object => ({ type: 'string', maxLength })
const whole = (maximum: number): object => ({ type: 'number', minimum: 0, maximum, multipleOf: 1 })
const number = { type: 'number' }

const schemaOf = (
  properties: object,
  required: readonly string[],
  indexes: readonly (readonly string[])[],
): object => ({
  schema: { version: 0, primaryKey: 'id', type: 'object', properties, required, indexes },
})

const collections = {
  cases: schemaOf(
    {
      id: short(16),
      status: short(10),
      due_at: whole(9e12),
      queue: short(8),
      assignee: short(8),
      priority: number,
      subject: text,
      customer_id: text,
      customer_name: text,
      channel: text,
      created_at: number,
      updated_at: number,
      version: number,
      unread: number,
      tags: { type: 'array', items: text },
    },
    ['id', 'status', 'due_at', 'queue', 'assignee'],
    [
      ['status', 'due_at'],
      ['assignee', 'status'],
      ['queue', 'status'],
    ],
  ),
  messages: schemaOf(
    {
      id: short(16),
      case_id: short(16),
      seq: whole(100_000),
      author: text,
      kind: text,
      ts: number,
      text,
    },
    ['id', 'case_id', 'seq'],
    [['case_id', 'seq']],
  ),
  outbox: schemaOf({ id: short(64), case: number, fields: { type: 'object' } }, ['id'], []),
}

const listed = (documents: readonly Document[]): Listed[] => documents.map(({ _data }) => _data as unknown as Listed)

/** Changes of one case become one. */
export function fieldsByCase(patches: readonly Patch[]): Map<string, Patch['fields']> {
  const byCase = new Map<string, Patch['fields']>()
  for (const { case: n, fields } of patches) byCase.set(caseIdOf(n), { ...byCase.get(caseIdOf(n)), ...fields })
  return byCase
}

function demandWritten({ error }: { error: readonly unknown[] }): void {
  if (error.length > 0) throw new Error(`RxDB did not write: ${JSON.stringify(error[0]).slice(0, 200)}`)
}

function demandCollection(made: Record<string, Collection>, name: string): Collection {
  const collection = made[name]
  if (collection === undefined) throw new Error(`RxDB made no collection ${name}.`)
  return collection
}

/** RxDB on its free Dexie storage. It has no choice of durability. */
async function open(): Promise<OpenStore> {
  const database = await createRxDatabase({ name: 'rxdb', storage: getRxStorageDexie(), multiInstance: false })
  const made = await database.addCollections(collections)
  const [cases, messages, outbox] = ['cases', 'messages', 'outbox'].map((name) => demandCollection(made, name))
  if (cases === undefined || messages === undefined || outbox === undefined) throw new Error('RxDB made too little.')
  const first = () => cases.find({ selector: { status: 'open' }, sort: [{ due_at: 'asc' }], limit: 50 })
  return {
    load: async (bytes) => {
      const chunk = decoded<Chunk>(bytes)
      demandWritten(await cases.bulkInsert(chunk.cases))
      demandWritten(await messages.bulkInsert(chunk.messages))
    },
    finish: async () => undefined,
    firstScreen: async () => listed(await first().exec()),
    summaries: async () => listed(await cases.find().exec()).length,
    thread: async (n) => {
      const found = messages.find({ selector: { case_id: caseIdOf(n) }, sort: [{ seq: 'asc' }] })
      return (await found.exec()).length
    },
    watch: async (see) => {
      first().$.subscribe((documents) => see(listed(documents)))
    },
    patch: async (patches) => {
      const byCase = fieldsByCase(patches)
      const before = await cases.findByIds([...byCase.keys()]).exec()
      demandWritten(
        await cases.bulkUpsert([...byCase].map(([id, fields]) => ({ ...before.get(id)?.toJSON(), ...fields }))),
      )
    },
    mutate: async (mutation) => {
      const changed = cases
        .findOne(caseIdOf(mutation.case))
        .exec()
        .then((document) => document?.incrementalPatch(mutation.fields))
      await Promise.all([outbox.insert(mutation), changed])
    },
    close: async () => {
      await database.close()
    },
  }
}

offer({ wire: 'peers', open })
