import type { ColdPacks } from './cold-packs.ts'
import { isQuotaExceeded } from './quota-exceeded.ts'

/** How much the browser lets this origin keep, and how much it keeps, in bytes. */
export interface StorageRoom {
  estimate(): Promise<{ readonly usage: number; readonly quota: number }>
}

export interface EvictionPorts {
  /** The packs that may go: of the copy that counts first, then of one that is being written. */
  readonly packs: () => readonly ColdPacks[]
  /** Whether a group (`messages/CASE`) must stay: the agent's own cases and those that come next. */
  readonly isCarried: (key: string) => boolean
  readonly room: StorageRoom
}

/** Above `tight` of the quota packs go until `easy` of it is left in use. */
const share = { tight: 0.9, easy: 0.8 } as const

/** Packs that go in one transaction. */
const atOnce = 16

/** The text of an SOP is needed at every case and cannot be asked for singly. */
const staysAlways = (key: string): boolean => !key.startsWith('messages/')

/** Keeps the cache within what the browser allows: the threads that were not read for longest go first, and are fetched when asked for. */
export class ColdEviction {
  readonly #ports: EvictionPorts

  constructor(ports: EvictionPorts) {
    this.#ports = ports
  }

  /** Lets packs go while the quota is nearly used up. Answers how many bytes went. */
  async keepRoom(): Promise<number> {
    const { usage, quota } = await this.#ports.room.estimate()
    return usage > share.tight * quota ? this.free(usage - share.easy * quota) : 0
  }

  /** Lets at least so many bytes of packs go, where there are as many. Answers how many went. */
  async free(bytes: number): Promise<number> {
    let freed = 0
    for (const packs of this.#ports.packs()) {
      const candidates = await this.#candidates(packs)
      while (freed < bytes && candidates.length > 0) {
        const going = candidates.splice(0, atOnce)
        await packs.evict(going.map(({ n }) => n))
        freed += going.reduce((sum, entry) => sum + entry.bytes, 0)
      }
    }
    return freed
  }

  /** Writes; where there is no room makes some and writes once more. Rejects as the second attempt does. */
  async withRoom<T>(bytes: number, write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } catch (error) {
      // The browser counts in its own way; twice as much leaves some for its own records.
      if (!isQuotaExceeded(error) || (await this.free(2 * bytes)) === 0) throw error
      return write()
    }
  }

  /** Longest unused first; those that were never read in the order in which they were written. */
  async #candidates(packs: ColdPacks): Promise<{ n: number; bytes: number }[]> {
    const { isCarried } = this.#ports
    return [...(await packs.directory()).present()]
      .filter(({ keys }) => !keys.some((key) => staysAlways(key) || isCarried(key)))
      .map(({ n, bytes }) => ({ n, bytes, usedAt: packs.usedAt(n) }))
      .sort((a, b) => a.usedAt - b.usedAt || a.n - b.n)
  }
}
