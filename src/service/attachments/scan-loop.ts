import { waitAfter } from '../effects/effect-loop.ts'
import { Repeating } from '../repeating.ts'
import type { AttachmentRecords } from './attachment-records.ts'
import type { AttachmentStorage } from './attachment-storage.ts'
import type { Scan } from './scan.ts'

interface ScanPorts {
  readonly records: AttachmentRecords
  readonly storage: AttachmentStorage
  readonly scan: Scan
  /** An attachment has its verdict: what waited for it can go on. */
  readonly settled: (verdict: { readonly id: string; readonly state: 'clean' | 'refused' }) => void
  /** In [0, 1). */
  readonly random: () => number
  readonly failed: (error: unknown) => void
}

const atOnce = 2
const lookEveryMs = 1000
// Longer than any scan takes.
const holdMs = 180_000

/** Has each attachment scanned before anybody can read it, and tries again for as long as the scanner fails. */
export class ScanLoop {
  readonly #ports: ScanPorts
  readonly #repeating: Repeating

  constructor(ports: ScanPorts) {
    this.#ports = ports
    this.#repeating = new Repeating(() => this.#round(), lookEveryMs, ports.failed)
    this.#repeating.wake()
  }

  /** There may be new ones. */
  wake(): void {
    this.#repeating.wake()
  }

  stop(): Promise<void> {
    return this.#repeating.stop()
  }

  async #round(): Promise<void> {
    const taken = await this.#ports.records.takeUnscanned(atOnce, holdMs)
    await Promise.all(taken.map((one) => this.#scanOne(one)))
    if (taken.length > 0) this.#repeating.wake()
  }

  async #scanOne({ id, attempts }: { readonly id: string; readonly attempts: number }): Promise<void> {
    const { records, storage, scan, settled, random, failed } = this.#ports
    try {
      const bytes = await storage.read(id)
      if (bytes === null) throw new Error('The bytes of an attachment are not in the storage.')
      const state = await scan(bytes)
      // Nobody is ever to read it.
      if (state === 'refused') await storage.remove(id)
      await records.scanned(id, state)
      settled({ id, state })
    } catch (error) {
      failed(error)
      await records.scanLater(id, waitAfter(attempts, random()))
    }
  }
}
