import { randomBytes } from 'node:crypto'
import type { Stand } from './stand.ts'
import { until } from './until.ts'

/** What was meant to happen, kept outside of the system: PostgreSQL is asked what became of it. */
export class Ledger {
  readonly #stand: Pick<Stand, 'query'>
  readonly #run = randomBytes(4).toString('hex')
  readonly #named = new Set<string>()
  readonly #saved = new Set<string>()

  constructor(stand: Pick<Stand, 'query'>) {
    this.#stand = stand
  }

  /** A text that nobody wrote before, meant to be written; `length` makes it long. */
  intend(length = 0): string {
    const text = `intent ${this.#run} ${this.#named.size + 1}.`.padEnd(length, 'x')
    this.#named.add(text)
    return text
  }

  /** The person was told that it is safe: from here on it may not be lost. */
  saved(text: string): void {
    this.#saved.add(text)
  }

  /** The agent was told that it is not in the service, and still has its text. */
  withdraw(text: string): void {
    this.#named.delete(text)
    this.#saved.delete(text)
  }

  /** Waits until every saved text is in the service; rejects where one is lost or any is there twice. */
  async settle(ms = 30_000): Promise<void> {
    await until('every saved text is in the service', async () => (await this.#missing()).length === 0, ms).catch(
      async () => {
        const missing = await this.#missing()
        throw new Error(`lost: ${missing.length} of ${this.#saved.size}, first ${missing[0]}`)
      },
    )
    const twice = [...(await this.#counts())].filter(([, count]) => count > 1)
    if (twice.length > 0) throw new Error(`duplicated: ${twice.length}, first ${twice[0]?.[0]} ${twice[0]?.[1]} times`)
  }

  async #missing(): Promise<string[]> {
    const counts = await this.#counts()
    return [...this.#saved].filter((text) => !counts.has(text))
  }

  /** How often each text that was named stands in the rows. */
  async #counts(): Promise<Map<string, number>> {
    const found = await this.#stand.query<{ text: string; count: string }>(
      `select row->>'text' as text, count(*) as count from rows
       where tbl = 'messages' and row->>'text' = any ($1) group by 1`,
      [[...this.#named]],
    )
    return new Map(found.map(({ text, count }) => [text, Number(count)]))
  }
}
