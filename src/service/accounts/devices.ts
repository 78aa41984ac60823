import type { Pool } from 'pg'
import { inTransaction, select } from '../database/pool.ts'

/** How a device stands: the generation of its share, and whether it is to forget everything. */
export interface DeviceStanding {
  readonly generation: number
  readonly isWiped: boolean
}

/** The devices that agents have signed in on. `now` is the service's clock in milliseconds. */
export class Devices {
  readonly #pool: Pool
  readonly #now: () => number

  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** Null for a device nobody has signed in on. */
  async standing(deviceId: string): Promise<DeviceStanding | null> {
    const [found] = await select<DeviceStanding>(
      this.#pool,
      'select generation, wipe_ordered_at is not null as "isWiped" from devices where device_id = $1',
      [deviceId],
      'device-standing',
    )
    return found ?? null
  }

  /**
   * Orders a device to forget everything and ends its sessions; ordered again, nothing more happens. Answers the keys of the sessions that
   * were ended by it; null for an unknown device.
   */
  async orderWipe(deviceId: string): Promise<string[] | null> {
    const at = new Date(this.#now())
    return inTransaction(this.#pool, 'begin', async (client) => {
      // First, so that a sign-in under way waits for this and is refused, or is there to be ended below.
      const { rowCount } = await client.query(
        `update devices set
           generation = case when wipe_ordered_at is null then generation + 1 else generation end,
           wipe_ordered_at = coalesce(wipe_ordered_at, $2)
         where device_id = $1`,
        [deviceId, at],
      )
      if (rowCount !== 1) return null
      const ended = await select<{ token_hash: Buffer }>(
        client,
        'update sessions set revoked_at = $2 where device_id = $1 and revoked_at is null returning token_hash',
        [deviceId, at],
      )
      return ended.map((row) => row.token_hash.toString('hex'))
    })
  }

  /** Takes a wiped device up again: shares of earlier generations are released once more. False for an unknown device. */
  async reinstate(deviceId: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'update devices set wipe_ordered_at = null, wiped_at = null where device_id = $1',
      [deviceId],
    )
    return rowCount === 1
  }

  /** The device says that it has forgotten. False where that was not asked of it. */
  async acknowledgeWipe(deviceId: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update devices set wiped_at = coalesce(wiped_at, $2) where device_id = $1 and wipe_ordered_at is not null`,
      [deviceId, new Date(this.#now())],
    )
    return rowCount === 1
  }
}
