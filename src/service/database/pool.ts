import pg from 'pg'
import type { Pool, PoolClient } from 'pg'

const INT8 = 20

/**
 * A pool whose statements end by themselves: nothing may hold up the workspace. `onError` hears of idle connections that broke; `options` are
 * settings of each connection, as PostgreSQL's programs take them.
 */
export function openPool(url: string, onError: (error: Error) => void, size = 10, options?: string): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: 'tierdesk',
    ...(options === undefined ? {} : { options }),
    // Statements that do not need each other's answers go out together: on a busy machine each way there and back is a wait.
    pipeline: true,
    types: {
      // Feed numbers stay far below 2^53, so they are plain numbers.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  })
  pool.on('error', onError)
  return pool
}

/**
 * A pool for batches alone. Whatever they ask for they ask for by key, so that one plan is good for all: while tables are small the planner
 * would read them whole, and it would plan some statements anew each time.
 */
export const openBatchPool = (url: string, onError: (error: Error) => void): Pool =>
  openPool(url, onError, 4, '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan')

/** Anything that runs a statement: a pool, or one connection of it inside a transaction. */
export type Queryable = Pick<PoolClient, 'query'>

/** Sends what is asked of a connection from here to the end of this turn as one packet: each by itself would wake PostgreSQL anew. */
export function sendTogether({ connection: { stream } }: PoolClient): void {
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** Runs one statement and answers its rows. `name` keeps its plan with the connection. */
export async function select<T extends object>(
  on: Queryable,
  text: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<T[]> {
  const result = await on.query<T>({ text, values: [...values], ...(name === undefined ? {} : { name }) })
  return result.rows
}

/** Runs `work` in a transaction begun by `begin`. */
export const inTransaction = <T>(pool: Pool, begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  onConnection(pool, async (client) => {
    await client.query(begin)
    const answer = await work(client)
    await client.query('commit')
    return answer
  })

/** Runs `work`, which begins and commits by itself, on one connection; one that failed in the middle is thrown away, not reused. */
export async function onConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // The pool listens to idle connections only; one that breaks in use would end the process.
  const lost = (error: Error): void => {
    broken = error
  }
  client.on('error', lost)
  try {
    return await work(client)
  } catch (error) {
    await client.query('rollback').catch(lost)
    throw error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
}

/**
 * Whether a failure is of the moment (connection, disk, locks, timeouts) rather than of what was asked: then the same may be tried again.
 * Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isOfTheMoment(error: unknown): boolean {
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
  // No SQLSTATE: the connection itself broke, or none could be had.
  return code === ''
    ? !(error instanceof TypeError || error instanceof RangeError)
    : /^(08|25|40|53|55|57|58)/.test(code)
}

/** A PostgreSQL array of text, as a literal, for arrays of arrays of different lengths. */
export const textArray = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** Text that PostgreSQL can keep: it has no character 0. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD')
