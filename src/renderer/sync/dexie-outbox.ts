import Dexie, { type Table } from 'dexie'
import type { Draft, OutboxDisk, OutboxEntry, ParkedEntry } from './disk.ts'
import { GroupCommit } from './group-commit.ts'

/** What one agent wrote on this computer and the service has not settled. Nothing but the service's answer takes anything out. */
export class OutboxDatabase extends Dexie {
  readonly entries!: Table<OutboxEntry, string>
  readonly parked!: Table<ParkedEntry, string>
  readonly drafts!: Table<Draft, string>

  constructor(agentId: string) {
    // Strict: "saved" must survive a power cut.
    super(`tierdesk-outbox-${agentId}`, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ entries: 'opId', parked: 'opId', drafts: 'caseId' })
  }
}

/** The outbox in IndexedDB. */
export class DexieOutbox implements OutboxDisk {
  readonly #database: OutboxDatabase
  readonly #commit: GroupCommit<OutboxEntry>

  constructor(database: OutboxDatabase) {
    this.#database = database
    this.#commit = new GroupCommit(async (entries) => {
      await database.transaction('rw', database.entries, () => database.entries.bulkPut([...entries]))
    })
  }

  async load(): Promise<{ entries: OutboxEntry[]; parked: ParkedEntry[]; drafts: Draft[] }> {
    const { entries, parked, drafts } = this.#database
    const [waiting, refused, written] = await Promise.all([entries.toArray(), parked.toArray(), drafts.toArray()])
    return { entries: waiting, parked: refused, drafts: written }
  }

  add(entry: OutboxEntry): Promise<void> {
    return this.#commit.add(entry)
  }

  async settle(opIds: readonly string[], refused: readonly ParkedEntry[]): Promise<void> {
    const { entries, parked } = this.#database
    await this.#database.transaction('rw', entries, parked, async () => {
      await parked.bulkPut([...refused])
      await entries.bulkDelete([...opIds])
    })
  }

  async unpark(opId: string): Promise<void> {
    await this.#database.parked.delete(opId)
  }

  async saveDraft(draft: Draft): Promise<void> {
    await this.#database.drafts.put(draft)
  }

  async dropDraft(caseId: string): Promise<void> {
    await this.#database.drafts.delete(caseId)
  }

  close(): void {
    this.#database.close()
  }
}
