import type { Pool } from 'pg'
import { scopesOf } from '#shared/audience.ts'
import { Agent } from '#shared/domain/agent.ts'
import { Queue } from '#shared/domain/queue.ts'
import { type FeedPage, RowChange, type SentMutation } from '#shared/sync/protocol.ts'
import type { AnyRow } from '#shared/tables.ts'
import { migrate } from '#service/database/migrate.ts'
import { openPool, select } from '#service/database/pool.ts'
import { pullPage, snapshotPage } from '#service/sync/change-feed.ts'
import { PostgresSnapshot } from '#service/sync/postgres-copy.ts'
import { PostgresFeed, asReader, readChanges } from '#service/sync/postgres-feed.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import { allRows } from '#service/sync/rows.ts'
import { type BatchDone, type Push, runMutations } from '#service/sync/run-mutations.ts'
import { createTestDatabase } from './test-database.ts'
import { type TestRow, idOf, sent, world } from './world.ts'

/** A window's copy: each row by `table/id`. */
export type Copy = Map<string, { v: number; row: AnyRow }>

/** The heart on a database of its own, without sockets: what the rules S1 to S18 are tested on. */
export class Desk {
  readonly pool: Pool
  readonly url: string
  readonly #drop: () => Promise<void>

  private constructor(pool: Pool, url: string, drop: () => Promise<void>) {
    this.pool = pool
    this.url = url
    this.#drop = drop
  }

  /** A migrated database with the test world in it. */
  static async open(rows: readonly TestRow[] = world()): Promise<Desk> {
    const database = await createTestDatabase()
    const pool = openPool(database.url, () => undefined)
    await migrate(pool)
    const desk = new Desk(pool, database.url, () => database.drop())
    if (rows.length > 0) await desk.write(rows)
    return desk
  }

  async close(): Promise<void> {
    await this.pool.end()
    await this.#drop()
  }

  run(pushes: readonly Push[]): Promise<BatchDone> {
    return runMutations(new PostgresLedger(this.pool), pushes, () => new Date().toISOString())
  }

  /** Writes rows as an import would. */
  write(rows: readonly TestRow[]): Promise<BatchDone> {
    const actor = { kind: 'system', name: 'import' } as const
    return this.run([{ actor, held: ['*'], clientId: null, mutations: [sent(1, 'rows.write', { rows })] }])
  }

  /** A push as this agent's session makes it. */
  async push(agentName: string, clientId: string | null, mutations: readonly SentMutation[]): Promise<Push> {
    const agent = await this.agent(agentName)
    return { actor: { kind: 'agent', agent }, held: await this.held(agentName), clientId, mutations }
  }

  /** Sends one push and answers what the window is told. */
  async send(agentName: string, clientId: string, ...mutations: SentMutation[]) {
    const done = await this.run([await this.push(agentName, clientId, mutations)])
    return { reply: done.replies[0], results: done.results[0] ?? [] }
  }

  async agent(name: string): Promise<Agent> {
    const rows = await allRows(this.pool, ['agents'])
    return Agent.parse(rows.find(({ id }) => id === idOf('agents', name))?.row)
  }

  async held(agentName: string): Promise<string[]> {
    const queues = await allRows(this.pool, ['queues'])
    return scopesOf(
      await this.agent(agentName),
      queues.map(({ row }) => Queue.parse(row)),
    )
  }

  async row(table: TestRow['table'], name: string): Promise<AnyRow | undefined> {
    return (await allRows(this.pool, [table])).find(({ id }) => id === idOf(table, name))?.row
  }

  async head(): Promise<number> {
    const [workspace] = await select<{ head: number }>(this.pool, 'select head from workspace')
    return workspace?.head ?? -1
  }

  async pull(agentName: string, clientId: string, cursor: string) {
    const held = await this.held(agentName)
    const page = await asReader(this.pool, { held, clientId }, (client) =>
      pullPage(new PostgresFeed(client), { held, clientId }, cursor),
    )
    return 'reset' in page ? page : { ...page, changes: readChanges(page.changes) }
  }

  /** Everything the agent may see, through the pages of a snapshot, and the cursor it stands for. */
  async snapshot(agentName: string, clientId: string): Promise<{ copy: Copy; cursor: string; pages: number }> {
    const held = await this.held(agentName)
    const copy: Copy = new Map()
    let after: string | null = null
    let cursor = ''
    let pages = 0
    do {
      const page: Awaited<ReturnType<typeof snapshotPage<string>>> = await asReader(
        this.pool,
        { held, clientId },
        (client) => snapshotPage(new PostgresSnapshot(client), held, after),
      )
      if (page === null) throw new Error('The service did not know its own place.')
      applyChanges(
        copy,
        page.changes.map((text) => RowChange.parse(JSON.parse(text))),
      )
      after = page.next
      cursor = page.cursor
      pages += 1
    } while (after !== null)
    return { copy, cursor, pages }
  }
}

/** Applies changes as a window does: what is gone takes its children along. */
export function applyChanges(copy: Copy, changes: FeedPage['changes']): void {
  for (const change of changes) {
    const key = `${change.t}/${change.id}`
    if ('row' in change) {
      copy.set(key, { v: change.v, row: change.row })
      continue
    }
    copy.delete(key)
    for (const [child, { row }] of copy)
      if (row['caseId'] === change.id || row['sopId'] === change.id) copy.delete(child)
  }
}
