import { byteLength } from '#shared/sync/byte-length.ts'
import { type SentMutation, limits } from '#shared/sync/protocol.ts'
import type { OutboxEntry } from './disk.ts'

/** In which order this window's mutations go out, and how far that has come [S3]. Holds under one clientId; a new one starts a new count [S4]. */
export class SendOrder {
  #mids = new Map<string, number>()
  #nextMid = 1
  #sentMid = 0
  #batchLimit: number = limits.batchMutations

  /** A new connection: what was sent before may never have arrived, so everything unsettled goes again. */
  rewind(): void {
    this.#sentMid = 0
    this.#batchLimit = limits.batchMutations
  }

  /** Starts a new count. */
  restart(): void {
    this.#mids = new Map()
    this.#nextMid = 1
    this.rewind()
  }

  /** The service has taken these in. */
  taken(batch: readonly SentMutation[]): void {
    this.#sentMid = Math.max(this.#sentMid, batch.at(-1)?.mid ?? 0)
  }

  /** Goes back to the mid that the service waits for; false where that mutation is settled here and cannot be sent again. */
  goBackTo(mid: number, sendable: readonly OutboxEntry[]): boolean {
    if (!sendable.some((entry) => this.#midOf(entry) === mid)) return false
    this.#sentMid = mid - 1
    return true
  }

  /** From now on one by one, until the next connection: to find the one that the service cannot read. */
  oneByOne(): void {
    this.#batchLimit = 1
  }

  /** Whether a mutation was numbered under this count. */
  has(opId: string): boolean {
    return this.#mids.has(opId)
  }

  /** Whether the service has taken it in. */
  isTaken(opId: string): boolean {
    return (this.#mids.get(opId) ?? Infinity) <= this.#sentMid
  }

  /** The next mutations that the service has not taken in, within the bounds of a batch [S21]. */
  next(sendable: readonly OutboxEntry[]): SentMutation[] {
    const batch: SentMutation[] = []
    let bytes = 0
    for (const entry of sendable) {
      const mid = this.#midOf(entry)
      if (mid <= this.#sentMid) continue
      const { opId, name, args, at, dependsOn } = entry
      const sent = { mid, opId, name, args, at, dependsOn: [...dependsOn] }
      bytes += byteLength(sent)
      if (batch.length > 0 && (batch.length >= this.#batchLimit || bytes > limits.batchBytes)) break
      batch.push(sent)
    }
    return batch
  }

  #midOf({ opId }: OutboxEntry): number {
    const known = this.#mids.get(opId)
    if (known !== undefined) return known
    const mid = this.#nextMid++
    this.#mids.set(opId, mid)
    return mid
  }
}
