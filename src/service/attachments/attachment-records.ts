import type { Pool } from 'pg'
import { inTransaction, select, storable } from '../database/pool.ts'

/** How far an attachment is: its bytes still come, are not scanned yet, may be read, or may never be. */
export type AttachmentState = 'arriving' | 'unscanned' | 'clean' | 'refused'

export interface AttachmentRecord {
  readonly id: string
  readonly caseId: string
  /** Null: a channel brought it. */
  readonly agentId: string | null
  readonly name: string
  readonly type: string
  /** In bytes. */
  readonly size: number
  readonly sha256: string
  readonly state: AttachmentState
}

const columns = 'id, case_id as "caseId", agent_id as "agentId", name, type, size, sha256, state'
// Any number will do, as long as nothing else in the database locks it; with the agent, so that nobody waits for another.
const quotaLock = 7_241_004
const day = 86_400_000

/** The table of attachments. Instants are the service's. */
export class AttachmentRecords {
  readonly #pool: Pool
  readonly #now: () => number

  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  async find(id: string): Promise<AttachmentRecord | null> {
    const [found] = await this.ofCase([id], null)
    return found ?? null
  }

  /** Those of these ids that belong to this case; of any case where it is null. */
  ofCase(ids: readonly string[], caseId: string | null): Promise<AttachmentRecord[]> {
    return select(
      this.#pool,
      `select ${columns} from attachments where id = any ($1::uuid[]) and ($2::uuid is null or case_id = $2)`,
      [ids, caseId],
      'attachments',
    )
  }

  /**
   * Notes that an attachment is about to arrive. False where the agent has sent as much as a day allows (`mostBytes`). One that was begun
   * before, and never came, is begun anew.
   */
  begin(record: Omit<AttachmentRecord, 'state' | 'type'>, mostBytes: number): Promise<boolean> {
    const { id, caseId, agentId, name, size, sha256 } = record
    const now = this.#now()
    return inTransaction(this.#pool, 'begin', async (client) => {
      // Two at once would each fit in.
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [quotaLock, agentId ?? 'channel'])
      const [sent] = await select<{ bytes: number | null }>(
        client,
        'select sum(size)::bigint as bytes from attachments where agent_id = $1 and made_at > $2 and id <> $3',
        [agentId, new Date(now - day), id],
      )
      if ((sent?.bytes ?? 0) + size > mostBytes) return false
      await client.query(
        `insert into attachments (id, case_id, agent_id, name, type, size, sha256, state, made_at, next_at)
         values ($1, $2, $3, $4, '', $5, $6, 'arriving', $7, $7)
         on conflict (id) do update set made_at = excluded.made_at where attachments.state = 'arriving'`,
        [id, caseId, agentId, storable(name), size, sha256, new Date(now)],
      )
      return true
    })
  }

  /** The bytes lie in the storage. */
  async arrived(id: string, type: string, state: 'unscanned' | 'clean'): Promise<void> {
    await this.#pool.query(`update attachments set type = $2, state = $3 where id = $1 and state = 'arriving'`, [
      id,
      type,
      state,
    ])
    if (state === 'clean') await this.#wakeDeliveries(id)
  }

  /** It did not come as it was announced. */
  async forget(id: string): Promise<void> {
    await this.#pool.query(`delete from attachments where id = $1 and state = 'arriving'`, [id])
  }

  /** Takes attachments that are to be scanned, and keeps others from taking them until `holdMs` are over. */
  takeUnscanned(limit: number, holdMs: number): Promise<(AttachmentRecord & { readonly attempts: number })[]> {
    const now = this.#now()
    return select(
      this.#pool,
      `update attachments set attempts = attempts + 1, next_at = $2
       where id in (select id from attachments where state = 'unscanned' and next_at <= $1 order by next_at limit $3
         for update skip locked)
       returning ${columns}, attempts`,
      [new Date(now), new Date(now + holdMs), limit],
    )
  }

  async scanned(id: string, state: 'clean' | 'refused'): Promise<void> {
    await this.#pool.query(`update attachments set state = $2 where id = $1 and state = 'unscanned'`, [id, state])
    await this.#wakeDeliveries(id)
  }

  async scanLater(id: string, waitMs: number): Promise<void> {
    await this.#pool.query(`update attachments set next_at = $2 where id = $1`, [id, new Date(this.#now() + waitMs)])
  }

  /** Replies of the case that waited for it need not wait for their next attempt. */
  async #wakeDeliveries(id: string): Promise<void> {
    await this.#pool.query(
      `update effects set next_at = $2 where state = 'waiting' and attempts > 0 and last_error is not null
       and lane = (select case_id from attachments where id = $1)`,
      [id, new Date(this.#now())],
    )
  }
}
