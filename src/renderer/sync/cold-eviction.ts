import type { ColdPacks } from './cold-packs.ts'
import { isQuotaExceeded } from './quota-exceeded.ts'

/** How much the browser lets this origin keep, and how much it keeps, in bytes. */
export interface StorageRoom {
  estimate(): Promise<{ readonly usage: number; readonly quota: number }>
}

export interface EvictionPorts {
  /** The packs that may go: of the copy that counts first, then of one that is being written. */
  readonly packs: () => readonly ColdPacks[]
  readonly carried: CarriedGroups
  readonly room: StorageRoom
  /** How many bytes of packs IT lets lie here; Infinity: as many as the browser allows. */
  readonly mostBytes: () => number
}

/** What the agent needs on this computer, asked of groups of cold rows by their keys (`messages/CASE`). */
export interface CarriedGroups {
  /** Whether it must stay: the agent's own open cases, what comes next, and wherever something is written and not sent. */
  has(key: string): boolean
  /** Whether its case is open: it goes after all that is done with. */
  isOpen(key: string): boolean
}

/** Above `tight` of the quota packs go until `easy` of it is left in use. */
const share = { tight: 0.9, easy: 0.8 } as const

/** Packs that go in one transaction. */
const atOnce = 16

/** The text of an SOP is needed at every case and cannot be asked for singly. */
const staysAlways = (key: string): boolean => !key.startsWith('messages/')

/**
 * Keeps the cache within what the browser and IT allow: threads of cases that are done with go first, of those the ones that were not read
 * for longest, and are fetched when asked for.
 */
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

  /** Lets packs go while there are more of them than IT allows. Answers how many bytes went. */
  async keepLimit(): Promise<number> {
    const most = this.#ports.mostBytes()
    if (most === Infinity) return 0
    const here = await Promise.all(this.#ports.packs().map((packs) => packs.bytesHere()))
    const over = here.reduce((sum, bytes) => sum + bytes, 0) - most
    return over > 0 ? this.free(over) : 0
  }

  /** Lets at least so many bytes of packs go, where there are as many. Answers how many went. */
  async free(bytes: number): Promise<number> {
    let freed = 0
    for (const packs of this.#ports.packs()) {
      const candidates = await this.#candidates(packs)
      while (freed < bytes && candidates.length > 0) {
        const going: { n: number; bytes: number }[] = []
        for (const next of candidates) {
          if (freed >= bytes || going.length === atOnce) break
          going.push(next)
          freed += next.bytes
        }
        candidates.splice(0, going.length)
        await packs.evict(going.map(({ n }) => n))
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

  /** Without an open case first, then longest unused; those that were never read in the order in which they were written. */
  async #candidates(packs: ColdPacks): Promise<{ n: number; bytes: number }[]> {
    const { carried } = this.#ports
    return [...(await packs.directory()).present()]
      .filter(({ keys }) => !keys.some((key) => staysAlways(key) || carried.has(key)))
      .map(({ n, bytes, keys }) => ({
        n,
        bytes,
        isOpen: keys.some((key) => carried.isOpen(key)),
        usedAt: packs.usedAt(n),
      }))
      .sort((a, b) => Number(a.isOpen) - Number(b.isOpen) || a.usedAt - b.usedAt || a.n - b.n)
  }
}
