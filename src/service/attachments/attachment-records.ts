import type { Pool } from 'pg'
import { inTransaction, select, storable } from '../database/pool.ts'

/** How far an attachment is: its bytes still come, are not scanned yet, may be read, may never be, or are gone because nobody sent it. */
export type AttachmentState = 'arriving' | 'unscanned' | 'clean' | 'refused' | 'forgotten'

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
   * before and never came, or that was let go of, is begun anew.
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
         on conflict (id) do update
         set made_at = excluded.made_at, name = excluded.name, state = 'arriving', is_named = false, unused_since = null,
           wanted_at = null
         where attachments.state in ('arriving', 'forgotten')`,
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

  /** Drops the lines of those that were announced before an instant and never came; answers their ids. */
  async dropArriving(before: number): Promise<string[]> {
    const gone = await select<{ id: string }>(
      this.#pool,
      `delete from attachments where state = 'arriving' and made_at <= $1 returning id`,
      [new Date(before)],
    )
    return gone.map(({ id }) => id)
  }

  /** Those that came before an instant, were not asked to be kept since, and of which nobody knows whether a message names them. */
  unlookedAt(before: number, limit: number): Promise<AttachmentRecord[]> {
    return select(
      this.#pool,
      `select ${columns} from attachments
       where not is_named and state not in ('arriving', 'forgotten') and unused_since is null and made_at <= $1
         and (wanted_at is null or wanted_at <= $1)
       order by made_at limit $2`,
      [new Date(before), limit],
    )
  }

  /** Those that nothing has named since an instant. */
  unusedSince(before: number, limit: number): Promise<AttachmentRecord[]> {
    return select(
      this.#pool,
      `select ${columns} from attachments where state not in ('arriving', 'forgotten') and unused_since <= $1
       order by unused_since limit $2`,
      [new Date(before), limit],
    )
  }

  /** Notes of these which are named. What is not keeps the instant since when that is known. */
  async noteUse(of: readonly Pick<AttachmentRecord, 'id'>[], named: ReadonlySet<string>): Promise<void> {
    await this.#pool.query(
      `update attachments set is_named = id = any ($2::uuid[]),
         unused_since = case when id = any ($2::uuid[]) then null else coalesce(unused_since, $3) end
       where id = any ($1::uuid[])`,
      [of.map(({ id }) => id), [...named], new Date(this.#now())],
    )
  }

  /**
   * Keeps uploads of this agent that nothing has sent yet as long again as new ones, for what the agent wrote still names them. Answers those
   * that are not there: let go of, or never come.
   */
  async keep(ids: readonly string[], agentId: string): Promise<string[]> {
    await this.#pool.query(
      `update attachments set wanted_at = $3, unused_since = null
       where id = any ($1::uuid[]) and agent_id = $2 and not is_named and state not in ('arriving', 'forgotten')`,
      [ids, agentId, new Date(this.#now())],
    )
    const found = await this.ofCase(ids, null)
    const isHere = new Set(found.flatMap((one) => (one.agentId === agentId && one.state !== 'forgotten' ? one.id : [])))
    return ids.filter((id) => !isHere.has(id))
  }

  /**
   * Lets go of one that nothing names, by `remove`. False where somebody asked for it meanwhile: whoever does so now is told afterwards that
   * it is gone. Rejects where `remove` does, and then it is looked at again.
   */
  letGo(id: string, remove: () => Promise<void>): Promise<boolean> {
    return inTransaction(this.#pool, 'begin', async (client) => {
      const [unused] = await select(
        client,
        'select id from attachments where id = $1 and not is_named and unused_since is not null for update',
        [id],
      )
      if (unused === undefined) return false
      // First the bytes: should this end in between, the line is found again.
      await remove()
      await client.query(
        `update attachments set state = 'forgotten', name = '', unused_since = null, wanted_at = null where id = $1`,
        [id],
      )
      return true
    })
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
