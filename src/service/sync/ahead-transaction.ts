import { type Scope, maySee } from '#shared/audience.ts'
import type { SettingsTable } from '#shared/tables.ts'
import type { AheadMemory } from './ahead-memory.ts'
import type { Attempt, Ground } from './attempt.ts'
import type {
  AskedResult,
  BatchWrites,
  ClientState,
  LedgerReads,
  LedgerTransaction,
  ParentKey,
  RowKey,
  StoredResult,
  StoredRow,
} from './ledger.ts'

interface AheadPorts {
  readonly store: { write(writes: BatchWrites, from: number, turn: () => Promise<unknown>): Promise<void> }
  readonly memory: AheadMemory
  readonly attempt: Attempt
}

/** Reads of what is committed, with what is about to be laid over them. */
export class AheadTransaction implements LedgerTransaction {
  readonly #reads: LedgerReads
  readonly #store: AheadPorts['store']
  readonly #memory: AheadMemory
  readonly #attempt: Attempt

  constructor(reads: LedgerReads, { store, memory, attempt }: AheadPorts) {
    this.#reads = reads
    this.#store = store
    this.#memory = memory
    this.#attempt = attempt
  }

  async head(): Promise<number> {
    const { head } = await this.#attempt.ground()
    return head
  }

  /** What a window that is known here sends is taken for new: if it is not, the log does not take it, and the batch runs under the lock. */
  async resultsOf(asked: readonly AskedResult[]): Promise<Map<string, StoredResult>> {
    const known = asked.flatMap(({ opId }) => entry(opId, this.#memory.result(opId)))
    const unknown = asked.filter(({ opId, clientId }) => {
      const isTakenForNew = clientId !== null && this.#memory.client(clientId) !== undefined
      return !isTakenForNew && this.#memory.result(opId) === undefined
    })
    const [read, { written }] = await this.#over(this.#reads.resultsOf(unknown))
    const found = new Map([...read, ...known])
    for (const { mutations } of written) {
      for (const { opId, agentId, outcome } of mutations) found.set(opId, { agentId, outcome })
    }
    return found
  }

  async clients(clientIds: readonly string[]): Promise<Map<string, ClientState>> {
    const known = clientIds.flatMap((id) => entry(id, this.#memory.client(id)))
    const unknown = clientIds.filter((id) => this.#memory.client(id) === undefined)
    const [read, { written }] = await this.#over(this.#reads.clients(unknown))
    const found = new Map([...read, ...known])
    for (const { clients } of written) for (const client of clients) found.set(client.clientId, client)
    return found
  }

  async seenBy(held: readonly Scope[], ids: readonly RowKey[], parents: readonly ParentKey[]): Promise<StoredRow[]> {
    const [found, { rows }] = await this.#over(this.#reads.seenBy(held, ids, parents))
    const scopes = new Set(held)
    return rows.over(found, ids, parents).filter(({ audience }) => maySee(scopes, audience))
  }

  /** Read once, and then kept in mind: what is there changes with our own batches alone, or everything read here is given up. */
  async settings(names: readonly SettingsTable[]): Promise<StoredRow[]> {
    const mark = this.#memory.settingsMark
    const known = names.flatMap((table) => this.#memory.settings(table) ?? [])
    const unknown = names.filter((table) => this.#memory.settings(table) === undefined)
    const [read, { rows }] = await this.#over(unknown.length === 0 ? nothing : this.#reads.settings(unknown))
    this.#memory.keepSettings(unknown, read, mark)
    return rows.overSettings([...known, ...read], names)
  }

  async stored(ids: readonly RowKey[]): Promise<StoredRow[]> {
    const [found, { rows }] = await this.#over(this.#reads.stored(ids))
    return rows.over(found, ids, [])
  }

  // Asked for seldom, and hard to lay over: what was begun before is waited for.
  async sentUnder(clientId: string, mids: readonly number[]): Promise<Map<number, string>> {
    await this.#attempt.turn()
    return this.#reads.sentUnder(clientId, mids)
  }

  // No batch lets go of a file: there is nothing to lay over it.
  readonly goneFiles: LedgerTransaction['goneFiles'] = (ids) => this.#reads.goneFiles(ids)

  readonly casesNaming: LedgerTransaction['casesNaming'] = async (ids) => {
    await this.#attempt.turn()
    return this.#reads.casesNaming(ids)
  }

  async seenThrough(ids: readonly string[]): Promise<StoredRow[]> {
    await this.#attempt.turn()
    return this.#reads.seenThrough(ids)
  }

  async write(writes: BatchWrites): Promise<void> {
    const from = await this.head()
    this.#attempt.decide(writes)
    await this.#store.write(writes, from, () => this.#attempt.turn())
    this.#attempt.commit()
  }

  /** What was found, and what to lay over it. */
  #over<T>(reading: Promise<T>): Promise<[T, Ground]> {
    return Promise.all([reading, this.#attempt.ground()])
  }
}

const nothing: Promise<StoredRow[]> = Promise.resolve([])

const entry = <V>(key: string, value: V | undefined): [string, V][] => (value === undefined ? [] : [[key, value]])
