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

const lifetime = 12 * 60 * 60 * 1000

const keyOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Sessions: opaque tokens of 256 random bits, of which only the hash is stored. `now` is the service's clock in milliseconds. */
export class Sessions {
  readonly #pool: Pool
  readonly #now: () => number
  readonly #listeners = new Set<(key: string) => void>()

  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** Starts a session and answers its token, which can never be read again. */
  async start(agentId: string, deviceId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const now = this.#now()
    await this.#pool.query({
      name: 'start-session',
      text: `with device as (
          insert into devices (device_id, first_seen_at, last_seen_at) values ($3, $4, $4)
          on conflict (device_id) do update set last_seen_at = excluded.last_seen_at returning device_id
        )
        insert into sessions (token_hash, agent_id, device_id, created_at, last_seen_at, expires_at)
        select $1, $2, device_id, $4, $4, $5 from device`,
      values: [Buffer.from(keyOf(token), 'hex'), agentId, deviceId, new Date(now), new Date(now + lifetime)],
    })
    return token
  }

  /** The session of a token; null where it is unknown, over or revoked. */
  async find(token: string): Promise<Session | null> {
    const key = keyOf(token)
    const [found] = await select<{ agent_id: string; device_id: string; expires_at: Date }>(
      this.#pool,
      `update sessions set last_seen_at = $2 where token_hash = $1 and revoked_at is null and expires_at > $2
       returning agent_id, device_id, expires_at`,
      [Buffer.from(key, 'hex'), new Date(this.#now())],
      'find-session',
    )
    if (found === undefined) return null
    return { key, agentId: found.agent_id, deviceId: found.device_id, expiresAt: found.expires_at.getTime() }
  }

  /** Ends one session, for good. */
  async revoke(key: string): Promise<void> {
    await this.#pool.query('update sessions set revoked_at = coalesce(revoked_at, $2) where token_hash = $1', [
      Buffer.from(key, 'hex'),
      new Date(this.#now()),
    ])
    for (const listener of this.#listeners) listener(key)
  }

  /** Which of these sessions are over: revoked, perhaps by another process, or expired. */
  async ended(keys: readonly string[]): Promise<string[]> {
    if (keys.length === 0) return []
    const found = await select<{ token_hash: Buffer }>(
      this.#pool,
      'select token_hash from sessions where token_hash = any ($1) and (revoked_at is not null or expires_at <= $2)',
      [keys.map((key) => Buffer.from(key, 'hex')), new Date(this.#now())],
    )
    return found.map((row) => row.token_hash.toString('hex'))
  }

  /** Tells of each session that is revoked here, by its key. */
  onRevoked(listener: (key: string) => void): void {
    this.#listeners.add(listener)
  }
}
