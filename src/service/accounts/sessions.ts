import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { select } from '../database/pool.ts'

/** Someone who is signed in on a device. `key` stands for the session everywhere but in the hands of its owner. */
export interface Session {
  readonly key: string
  readonly agentId: string
  readonly deviceId: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Why a session is over: ended by somebody or run out, its device was told to forget everything, or its agent may not work here any more. */
export type SessionEnd = 'revoked' | 'wiped' | 'account-closed'

/** Whom a token was made for. */
export interface TokenOwner {
  readonly agentId: string
  readonly deviceId: string
  readonly isWiped: boolean
}

/** How far behind it may be when a session was last seen, in milliseconds. */
const seenEvery = 5 * 60_000
const lifetime = 12 * 60 * 60 * 1000

const keyOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Sessions: opaque tokens of 256 random bits, of which only the hash is stored. `now` is the service's clock in milliseconds. */
export class Sessions {
  readonly #pool: Pool
  readonly #now: () => number
  readonly #listeners = new Set<(key: string, end: SessionEnd) => void>()

  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** Starts a session and answers its token, which can never be read again; null on a device that is to forget everything. */
  async start(agentId: string, deviceId: string): Promise<string | null> {
    const token = randomBytes(32).toString('base64url')
    const now = this.#now()
    const { rowCount } = await this.#pool.query({
      name: 'start-session',
      text: `with device as (
          insert into devices (device_id, first_seen_at, last_seen_at) values ($3, $4, $4)
          on conflict (device_id) do update set last_seen_at = excluded.last_seen_at
          returning device_id, wipe_ordered_at
        )
        insert into sessions (token_hash, agent_id, device_id, created_at, last_seen_at, expires_at)
        select $1, $2, device_id, $4, $4, $5 from device where wipe_ordered_at is null`,
      values: [Buffer.from(keyOf(token), 'hex'), agentId, deviceId, new Date(now), new Date(now + lifetime)],
    })
    return rowCount === 1 ? token : null
  }

  /** The session of a token; null where it is unknown, over or revoked. */
  async find(token: string): Promise<Session | null> {
    const key = keyOf(token)
    const now = this.#now()
    const [found] = await select<{ agent_id: string; device_id: string; expires_at: Date }>(
      this.#pool,
      // Written now and then only: after an outage every window shows its session at once, and each write would wait for the disk.
      `with found as (
          select token_hash, agent_id, device_id, expires_at, last_seen_at from sessions
            where token_hash = $1 and revoked_at is null and expires_at > $2
        ), seen as (
          update sessions set last_seen_at = $2 from found
            where sessions.token_hash = found.token_hash and found.last_seen_at <= $3
        )
        select agent_id, device_id, expires_at from found`,
      [Buffer.from(key, 'hex'), new Date(now), new Date(now - seenEvery)],
      'find-session',
    )
    if (found === undefined) return null
    return { key, agentId: found.agent_id, deviceId: found.device_id, expiresAt: found.expires_at.getTime() }
  }

  /**
   * Whose token it was and on which device it was made, be its session over or not: who may be told that they are to forget, and may say that
   * they have. Null for an unknown token.
   */
  async madeFor(token: string): Promise<TokenOwner | null> {
    const [found] = await select<TokenOwner>(
      this.#pool,
      `select agent_id as "agentId", device_id as "deviceId", wipe_ordered_at is not null as "isWiped"
         from sessions join devices using (device_id) where token_hash = $1`,
      [Buffer.from(keyOf(token), 'hex')],
      'owner-of-token',
    )
    return found ?? null
  }

  /** Ends one session, for good. */
  async revoke(key: string): Promise<void> {
    await this.#pool.query('update sessions set revoked_at = coalesce(revoked_at, $2) where token_hash = $1', [
      Buffer.from(key, 'hex'),
      new Date(this.#now()),
    ])
    this.tell([key], 'revoked')
  }

  /** Which of these sessions are over, and why: revoked, perhaps by another process, or expired. */
  async ended(keys: readonly string[]): Promise<{ readonly key: string; readonly end: SessionEnd }[]> {
    if (keys.length === 0) return []
    const found = await select<{ token_hash: Buffer; is_wiped: boolean }>(
      this.#pool,
      `select token_hash, wipe_ordered_at is not null as is_wiped from sessions join devices using (device_id)
         where token_hash = any ($1) and (revoked_at is not null or expires_at <= $2)`,
      [keys.map((key) => Buffer.from(key, 'hex')), new Date(this.#now())],
    )
    return found.map((row) => ({ key: row.token_hash.toString('hex'), end: row.is_wiped ? 'wiped' : 'revoked' }))
  }

  /** Tells of each session that is ended here, by its key. */
  onRevoked(listener: (key: string, end: SessionEnd) => void): void {
    this.#listeners.add(listener)
  }

  /** Tells the listeners of sessions that were ended. */
  tell(keys: readonly string[], end: SessionEnd): void {
    for (const key of keys) for (const listener of this.#listeners) listener(key, end)
  }
}
