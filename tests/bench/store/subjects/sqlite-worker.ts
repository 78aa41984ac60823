import sqlite3InitModule, { type Database, type Statement } from '@sqlite.org/sqlite-wasm'
import { type Listed, type LocalMutation, type OpenHow, type Patch, decoded } from '../page/subject.ts'
import { type Chunk, type PeerCase, caseIdOf } from '../shapes.ts'
import { answerCalls } from './worker-call.ts'

const fields = [
  'id',
  'status',
  'due_at',
  'queue',
  'assignee',
  'priority',
  'subject',
  'customer_id',
  'customer_name',
  'channel',
  'created_at',
  'updated_at',
  'version',
  'unread',
  'tags',
] as const

const schema = `
  create table if not exists cases (id text primary key, status text, due_at integer, queue text, assignee text, priority integer,
    subject text, customer_id text, customer_name text, channel text, created_at integer, updated_at integer, version integer,
    unread integer, tags text) without rowid;
  create index if not exists by_due on cases (status, due_at);
  create index if not exists by_assignee on cases (assignee, status);
  create index if not exists by_queue on cases (queue, status);
  create table if not exists messages (case_id text, seq integer, id text, author text, kind text, ts integer, text text,
    primary key (case_id, seq)) without rowid;
  create table if not exists outbox (id text primary key, json text) without rowid;`

let opened: Database | null = null
const database = (): Database => {
  if (opened === null) throw new Error('The database is not open.')
  return opened
}

const rows = (sql: string, bind: readonly unknown[] = []): unknown[][] =>
  database().exec({ sql, bind, rowMode: 'array', returnValue: 'resultRows' })

const cases = (where: string): Listed[] =>
  rows(`select ${fields.join()} from cases ${where}`).map(
    (values) => Object.fromEntries(fields.map((field, at) => [field, values[at]])) as unknown as Listed,
  )

const first = (): Listed[] => cases(`where status = 'open' order by due_at limit 50`)

function inTransaction(work: () => void): void {
  database().exec('begin')
  work()
  database().exec('commit')
}

const valuesOf = (row: PeerCase): unknown[] =>
  fields.map((field) => (field === 'tags' ? JSON.stringify(row.tags) : row[field]))

function update(statements: Map<string, Statement>, { case: n, fields: changed }: Patch): void {
  const names = Object.keys(changed)
  const key = names.join()
  const known = statements.get(key)
  const statement =
    known ?? database().prepare(`update cases set ${names.map((name) => `${name} = ?`).join()} where id = ?`)
  if (known === undefined) statements.set(key, statement)
  statement.bind([...Object.values(changed), caseIdOf(n)]).stepReset()
}

answerCalls({
  async open({ isFresh, isStrict }: OpenHow) {
    const sqlite = await sqlite3InitModule()
    const pool = await sqlite.installOpfsSAHPoolVfs({ initialCapacity: 8, clearOnInit: isFresh, directory: '.bench' })
    opened = new pool.OpfsSAHPoolDb('/bench.db')
    opened.exec(`pragma page_size = 8192; pragma locking_mode = exclusive; pragma journal_mode = wal;
      pragma synchronous = ${isStrict ? 'full' : 'normal'}; pragma cache_size = -65536; ${schema}`)
  },
  load(bytes: Uint8Array) {
    const chunk = decoded<Chunk>(bytes)
    inTransaction(() => {
      const oneCase = database().prepare(`insert or replace into cases values (${fields.map(() => '?').join()})`)
      const oneMessage = database().prepare('insert or replace into messages values (?, ?, ?, ?, ?, ?, ?)')
      for (const row of chunk.cases) oneCase.bind(valuesOf(row)).stepReset()
      for (const { case_id, seq, id, author, kind, ts, text } of chunk.messages)
        oneMessage.bind([case_id, seq, id, author, kind, ts, text]).stepReset()
      oneCase.finalize()
      oneMessage.finalize()
    })
  },
  finish: () => void database().exec('pragma wal_checkpoint(passive)'),
  first,
  summaries: () => cases(''),
  thread: (n: number) => rows('select * from messages where case_id = ? order by seq', [caseIdOf(n)]).length,
  patch(patches: readonly Patch[]) {
    const statements = new Map<string, Statement>()
    inTransaction(() => {
      for (const patch of patches) update(statements, patch)
      for (const statement of statements.values()) statement.finalize()
    })
    return first()
  },
  mutate(mutation: LocalMutation) {
    const statements = new Map<string, Statement>()
    inTransaction(() => {
      database().exec({ sql: 'insert into outbox values (?, ?)', bind: [mutation.id, JSON.stringify(mutation)] })
      update(statements, mutation)
      for (const statement of statements.values()) statement.finalize()
    })
    return first()
  },
  close: () => database().close(),
})
