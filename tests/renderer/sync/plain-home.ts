import type { HomeContent, OutboxChange, OutboxHome, OutboxRecord, WholeOutbox } from '#renderer/sync/disk.ts'
import { applyWrite } from '#renderer/sync/outbox-records.ts'

/** A home whose disk does at once what the test says. */
export class PlainHome implements OutboxHome {
  generation: string | null = null
  records = new Map<string, OutboxRecord>()
  damaged = 0
  isFull = false
  isUnreadable = false
  isAbsent = false
  #heard: (isOver: boolean) => void = () => undefined
  /** Writes wait for this; `dies` makes it one that never comes. */
  #gate: Promise<void> = Promise.resolve()

  onLetGo(heard: (isOver: boolean) => void): void {
    this.#heard = heard
  }

  /** The browser clears what is kept, under the open window. */
  cleared(): void {
    this.generation = null
    this.records.clear()
    this.#heard(false)
  }

  /** It has cleared everything that it wanted to. */
  clearingEnds(): void {
    this.#heard(true)
  }

  /** The program ends before any later write is done. */
  dies(): void {
    this.#gate = new Promise(() => undefined)
  }

  /** The same disk, as a new start of the program finds it. */
  restarted(): void {
    this.#gate = Promise.resolve()
  }

  /** The disk as it is now, to go back to. */
  copy(): Map<string, OutboxRecord> {
    return new Map(this.records)
  }

  load(): Promise<HomeContent | null> {
    if (this.isAbsent) return Promise.resolve(null)
    if (this.isUnreadable) return Promise.reject(new Error('cannot be opened'))
    const { generation, damaged } = this
    return Promise.resolve({ generation, records: [...this.records.values()], damaged })
  }

  async write(change: OutboxChange): Promise<void> {
    await this.#mayWrite()
    applyWrite(change, this.records, this.generation)
  }

  async replace(whole: WholeOutbox): Promise<void> {
    await this.#mayWrite()
    this.generation = applyWrite(whole, this.records, null)
    this.damaged = 0
  }

  async #mayWrite(): Promise<void> {
    await this.#gate
    if (this.isFull) throw new Error('the disk is full')
  }
}
