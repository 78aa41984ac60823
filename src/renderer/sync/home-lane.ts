import type { HomeContent, OutboxHome, OutboxRecord } from './disk.ts'

/** What both homes are to hold, by key: the lanes read it when they write, so a late write writes what counts then. */
export interface Shelf {
  readonly generation: string
  readonly records: ReadonlyMap<string, OutboxRecord>
}

/**
 * The way to one home. A home that refused a write lacks something from then on: the next write brings it all it should have, so it
 * is whole again as soon as it takes anything.
 */
export class HomeLane {
  readonly #home: OutboxHome
  readonly #shelf: () => Shelf
  #unread: { readonly error: unknown } | null = null
  #isAbsent = false
  #isBehind = false
  #catchingUp: Promise<void> | null = null

  constructor(home: OutboxHome, shelf: () => Shelf) {
    this.#home = home
    this.#shelf = shelf
  }

  /**
   * What the home has; null where it cannot be read: what it holds is not known, so nothing may be put in its place before a later start.
   */
  async open(): Promise<HomeContent | null> {
    try {
      const content = await this.#home.load()
      this.#isAbsent = content === null
      return content
    } catch (error) {
      this.#isAbsent = false
      this.#unread = { error }
      return null
    }
  }

  /** Leaves the home to another window, which has it open: nothing is written there until this one opens it. */
  leave(): null {
    this.#isAbsent = true
    return null
  }

  /** What the home has now; null where it cannot be read at the moment. */
  async look(): Promise<HomeContent | null> {
    if (this.#isAbsent || this.#unread !== null) return null
    return this.#home.load()
  }

  /** Whether this computer has no such place at all: then nothing is kept there, and nothing waits for it. */
  get isAbsent(): boolean {
    return this.#isAbsent
  }

  /** Why it could not be read. */
  get failure(): unknown {
    return this.#unread?.error
  }

  /** Writes what the shelf has under these keys; rejects where the home refuses it. */
  async write(keys: readonly string[]): Promise<void> {
    if (this.#isAbsent) return
    if (this.#unread !== null) throw new Error('outbox-home-unread', { cause: this.#unread.error })
    if (this.#catchingUp !== null) {
      await this.#catchingUp
      return this.write(keys)
    }
    if (this.#isBehind) return this.catchUp()
    if (keys.length === 0) return
    const { records } = this.#shelf()
    const found = keys.map((key) => ({ key, record: records.get(key) }))
    try {
      await this.#home.write({
        put: found.flatMap(({ record }) => (record === undefined ? [] : [record])),
        drop: found.flatMap(({ key, record }) => (record === undefined ? [key] : [])),
      })
    } catch (error) {
      this.#isBehind = true
      throw error
    }
  }

  /** Nobody knows what the home still has: it gets everything, now or with the next write that it takes. Never rejects. */
  async doubt(): Promise<void> {
    if (this.#isAbsent || this.#unread !== null || this.#isBehind) return
    await Promise.allSettled([this.catchUp()])
  }

  /** Puts the whole shelf in place of what the home has. */
  async catchUp(): Promise<void> {
    this.#isBehind = true
    this.#catchingUp = this.#replace()
    try {
      await this.#catchingUp
    } finally {
      this.#catchingUp = null
    }
  }

  async #replace(): Promise<void> {
    const { generation, records } = this.#shelf()
    await this.#home.replace({ generation, records: [...records.values()] })
    this.#isBehind = false
  }
}
