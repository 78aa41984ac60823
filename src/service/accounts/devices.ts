import type { Pool } from 'pg'
import { select } from '../database/pool.ts'

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

  /** Orders a device to forget everything; ordered again, nothing changes. False for an unknown device. Its sessions are for the caller to end. */
  async orderWipe(deviceId: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update devices set
         generation = case when wipe_ordered_at is null then generation + 1 else generation end,
         wiped_at = case when wipe_ordered_at is null then null else wiped_at end,
         wipe_ordered_at = coalesce(wipe_ordered_at, $2)
       where device_id = $1`,
      [deviceId, new Date(this.#now())],
    )
    return rowCount === 1
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
