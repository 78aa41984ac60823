import pg from 'pg'
import { productAgent, productId } from '../product-ids.ts'
import { productCase } from '../product-rows.ts'
import type { Figures } from '../runs.ts'
import { type Load, closedLoop } from './closed-loop.ts'

/**
 * The service's tables, written without any of its code: the same rows for each mutation (case, feed, log, result, where the window
 * stands), no rights, no rules, nothing read.
 */
export class BareMutation {
  readonly opId = crypto.randomUUID()
  readonly caseId: string
  readonly row: string
  readonly mid: number
  readonly clientId: string
  readonly audience: string
  /** By what whoever waits for it knows it. */
  readonly mark: string

  constructor(rows: readonly { id: string; json: string; audience: string }[], lane: BareLane, n: number, mark = '') {
    const row = rows[(Math.imul(n, 7919) >>> 0) % rows.length]
    this.caseId = row?.id ?? ''
    this.row = row?.json ?? ''
    this.audience = row?.audience ?? ''
    this.clientId = lane.clientId
    lane.mid += 1
    this.mid = lane.mid
    this.mark = mark
  }
}

interface BareLane {
  readonly clientId: string
  mid: number
}

const agentId = productAgent(0).id
const outcome = JSON.stringify({ applied: true })

/** One statement for a whole group: what the service writes for it, and nothing else. */
const groupStatement = `with given as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::uuid[], $6::text[])
      with ordinality as g (op_id, case_id, row, mid, client_id, audience, n)
  ), head as (
    update workspace set head = head + 2 * $7 returning head - 2 * $7 as before
  ), changed as (
    update rows set row = given.row::json, version = head.before + given.n from given, head
    where rows.tbl = 'cases' and rows.id = given.case_id
  ), told as (
    insert into feed (number, tbl, id, audience, was, existed)
    select head.before + n, 'cases', case_id, given.audience::text[], given.audience::text[], true from given, head
  ), logged as (
    insert into mutations (op_id, name, args, agent_id, actor, at, named_at, outcome, number)
    select op_id, 'case.change-tags', '{}'::json, $8::uuid, 'agent', now(), now(), $9::json, head.before + $7 + n from given, head
  ), owed as (
    insert into client_results (client_id, mid, op_id, outcome, number)
    select client_id, mid, op_id, $9::json, head.before + $7 + n from given, head
  )
  insert into clients (client_id, agent_id, last_mid) select client_id, $8::uuid, max(mid) from given group by client_id
  on conflict (client_id) do update set last_mid = excluded.last_mid`

async function writeGroup(client: pg.Client, group: readonly BareMutation[]): Promise<void> {
  await client.query({
    name: 'group',
    text: groupStatement,
    values: [
      group.map(({ opId }) => opId),
      group.map(({ caseId }) => caseId),
      group.map(({ row }) => row),
      group.map(({ mid }) => mid),
      group.map(({ clientId }) => clientId),
      group.map(({ audience }) => audience),
      group.length,
      agentId,
      outcome,
    ],
  })
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

const workRows = (cases: number): { id: string; json: string; audience: string }[] =>
  Array.from({ length: cases }, (_, n) => {
    const row = productCase(n)
    const audience = `{c/${row.queueId}/*,c/${row.queueId}/SG,a/${row.assigneeId}}`
    return { id: productId('cases', n), json: JSON.stringify(row), audience }
  })

const makeLanes = (count: number): BareLane[] =>
  Array.from({ length: count }, () => ({ clientId: crypto.randomUUID(), mid: 0 }))

/** Collects what comes while one group is written, and writes it as the next, `atMost` at a time. `told` hears of each that is durable. */
class GroupWriter {
  readonly #client: pg.Client
  readonly #atMost: number
  readonly #told: (group: readonly BareMutation[]) => void
  #waiting: {
    readonly mutation: BareMutation
    readonly done: () => void
    readonly failed: (error: unknown) => void
  }[] = []
  #isWriting = false

  constructor(client: pg.Client, atMost: number, told: (group: readonly BareMutation[]) => void) {
    this.#client = client
    this.#atMost = atMost
    this.#told = told
  }

  write(mutation: BareMutation): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ mutation, done, failed })
      if (!this.#isWriting) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isWriting = true
    // What arrives in the same turn shares the first group.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#atMost)
      try {
        await writeGroup(
          this.#client,
          group.map(({ mutation }) => mutation),
        )
        this.#told(group.map(({ mutation }) => mutation))
        for (const { done } of group) done()
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    this.#isWriting = false
  }
}

/** What a writer of whole groups is made for. */
export interface BareGroups {
  readonly cases: number
  readonly lanes: number
  readonly atMost: number
  readonly told?: (group: readonly BareMutation[]) => void
}

/** A writer of whole groups on the service's tables: `write` makes the next mutation of a lane and resolves when it is durable. */
export async function bareGroups(
  url: string,
  { cases, lanes, atMost, told = () => undefined }: BareGroups,
): Promise<{ write: (lane: number, mark?: string) => Promise<void>; end: () => Promise<void> }> {
  const client = await connected(url)
  const writer = new GroupWriter(client, atMost, told)
  const rows = workRows(cases)
  const all = makeLanes(lanes)
  let count = 0
  return {
    write: async (number, mark = '') => {
      const lane = all[number]
      count += 1
      if (lane !== undefined) await writer.write(new BareMutation(rows, lane, count, mark))
    },
    end: () => client.end(),
  }
}

/** PostgreSQL's own group commit for these rows: one connection, one statement for up to a hundred mutations. */
export async function groupCommitRate(url: string, cases: number, load: Load): Promise<Figures> {
  const groups = await bareGroups(url, { cases, lanes: load.underWay, atMost: 100 })
  const figures = await closedLoop(load, (lane) => groups.write(lane))
  await groups.end()
  return figures
}

/** The way most services do it: for each mutation BEGIN, three statements (log, row, feed) and COMMIT, on so many connections. */
export async function threeStatementRate(
  url: string,
  cases: number,
  connections: number,
  forMs: number,
): Promise<Figures> {
  const clients = await Promise.all(Array.from({ length: connections }, () => connected(url)))
  // A sequence: without one, each would wait for the others' commits to give its number.
  await clients[0]?.query(`create sequence if not exists bench_numbers start 1000000000`)
  const rows = workRows(cases)
  const lanes = makeLanes(connections)
  let count = 0
  const figures = await closedLoop({ underWay: connections, forMs }, async (number) => {
    const [client, lane] = [clients[number], lanes[number]]
    count += 1
    if (client !== undefined && lane !== undefined) await threeStatements(client, new BareMutation(rows, lane, count))
  })
  await Promise.all(clients.map((client) => client.end()))
  return figures
}

async function threeStatements(client: pg.Client, { opId, caseId, row, audience }: BareMutation): Promise<void> {
  await client.query('begin')
  await client.query({
    name: 'log',
    text: `insert into mutations (op_id, name, args, agent_id, actor, at, named_at, outcome, number)
      values ($1, 'case.change-tags', '{}', $2, 'agent', now(), now(), $3, nextval('bench_numbers'))`,
    values: [opId, agentId, outcome],
  })
  await client.query({
    name: 'row',
    text: `update rows set row = $2::json, version = version + 1 where tbl = 'cases' and id = $1`,
    values: [caseId, row],
  })
  await client.query({
    name: 'feed',
    text: `insert into feed (number, tbl, id, audience, was, existed)
      values (nextval('bench_numbers'), 'cases', $1, $2::text[], $2::text[], true)`,
    values: [caseId, audience],
  })
  await client.query('commit')
}
