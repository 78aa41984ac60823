import type { PoolClient } from 'pg'
import type { Scope } from '#shared/audience.ts'
import type { TableDigest } from '#shared/sync/protocol.ts'
import { warmTables } from '#shared/tables.ts'
import { select } from '../database/pool.ts'
import type { DigestSource } from './digests.ts'
import { epochAndHead } from './postgres-feed.ts'
import { rowDigests } from './rows.ts'

/** Digests as one reader sees the rows; `client` is a connection inside `asReader`. */
export class PostgresDigests implements DigestSource {
  readonly #client: PoolClient

  constructor(client: PoolClient) {
    this.#client = client
  }

  readonly epochAndHead = (): ReturnType<DigestSource['epochAndHead']> => epochAndHead(this.#client)
  readonly digests = (_held: readonly Scope[]): Promise<TableDigest[]> => rowDigests(this.#client, warmTables)

  async hasAfter(_held: readonly Scope[], number: number): Promise<boolean> {
    const [found] = await select<{ has: boolean }>(
      this.#client,
      'select exists (select from feed where number > $1) as has',
      [number],
      'feed-has-after',
    )
    return found?.has ?? true
  }
}
