import { maySee } from '#shared/audience.ts'
import { type AnyRow, parentIdOf, tables, throughIdOf } from '#shared/tables.ts'
import type { Effect } from '#service/effects/effects-of.ts'
import { keyOf, namedIds } from '#service/sync/batch-rows.ts'
import type { AheadStore, Reached } from '#service/sync/ahead-ledger.ts'
import { Superseded } from '#service/sync/attempt.ts'
import type {
  BatchWork,
  BatchWrites,
  ClientResult,
  ClientState,
  Ledger,
  LedgerReads,
  LedgerTransaction,
  LoggedMutation,
  RowWrite,
  StoredRow,
} from '#service/sync/ledger.ts'

/** An effect in the service's table: what it is, and whether it was carried out. */
export interface KeptEffect {
  readonly effect: Effect
  readonly isDone: boolean
}

/** The service's database in memory: what is in here was committed. Rows are never changed in place, so a copy of it is cheap. */
export class MemoryStore {
  /** Which history this is. */
  epoch = 'e1'
  head = 0
  /** What happened up to here is no longer told: older cursors are refused [S14]. */
  oldest = 0
  rows: Map<string, StoredRow>
  feed: RowWrite[]
  log: LoggedMutation[]
  clients: Map<string, ClientState>
  results: Map<string, ClientResult[]>
  effects: Map<string, KeptEffect>
  /** Hears of every commit right before it is made. */
  witness: (writes: BatchWrites) => void = () => undefined

  constructor(from?: MemoryStore) {
    this.head = from?.head ?? 0
    this.oldest = from?.oldest ?? 0
    this.rows = new Map(from?.rows)
    this.feed = [...(from?.feed ?? [])]
    this.log = [...(from?.log ?? [])]
    this.clients = new Map(from?.clients)
    this.results = new Map([...(from?.results ?? [])].map(([id, owed]) => [id, [...owed]]))
    this.effects = new Map(from?.effects)
  }

  /** Puts a backup in place of everything: what was committed after it was made is forgotten. */
  restore(backup: MemoryStore, epoch: string): void {
    const { head, oldest, rows, feed, log, clients, results, effects } = new MemoryStore(backup)
    Object.assign(this, { epoch, head, oldest, rows, feed, log, clients, results, effects })
  }

  get(table: StoredRow['table'], id: string): AnyRow | undefined {
    return this.rows.get(keyOf(table, id))?.row
  }

  commit(writes: BatchWrites): void {
    this.witness(writes)
    const { head, rows, childAudiences, mutations, clientResults, clients, effects, cancelled } = writes
    for (const messageId of cancelled) this.#callOff(messageId)
    for (const write of rows) this.#write(write)
    for (const { parent, audience } of childAudiences) {
      for (const [key, stored] of this.rows) {
        if (tables[stored.table].parent?.table !== parent.table) continue
        if (parentIdOf(stored.table, stored.row) === parent.id) this.rows.set(key, { ...stored, audience })
      }
    }
    this.log.push(...mutations)
    for (const result of clientResults) {
      const owed = this.results.get(result.clientId) ?? []
      this.results.set(result.clientId, owed)
      owed.push(result)
    }
    for (const client of clients) this.clients.set(client.clientId, client)
    for (const effect of effects) this.effects.set(effect.id, { effect, isDone: false })
    this.head = head
  }

  #callOff(messageId: string): void {
    const kept = [...this.effects.values()].find(({ effect }) => effect.about === messageId)
    if (kept === undefined) return
    if (kept.isDone) throw new Superseded(false)
    this.effects.delete(kept.effect.id)
  }

  #write(write: RowWrite): void {
    const { table, id, version, row, audience } = write
    frozen(row)
    this.feed.push(write)
    if (row === null) this.rows.delete(keyOf(table, id))
    else this.rows.set(keyOf(table, id), { table, id, version, audience, row })
  }
}

/** Windows get the very rows that are in the store: whoever changed one in place would change them all. */
function frozen(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
}

/** When the program that runs a batch gets to go on; it may end in between, and then nothing was written. */
export interface Pauses {
  readonly begin: () => Promise<void>
  readonly commit: () => Promise<void>
}

/** The ledger on memory: one batch at a time, all of it or nothing. `isUnlocked`: several at a time, which is what must never be [S5]. */
export class MemoryLedger implements Ledger {
  readonly atOnce = 1
  readonly #store: MemoryStore
  readonly #pauses: Pauses
  readonly #isUnlocked: boolean
  #turn: Promise<unknown> = Promise.resolve()

  constructor(store: MemoryStore, pauses: Pauses, isUnlocked = false) {
    this.#store = store
    this.#pauses = pauses
    this.#isUnlocked = isUnlocked
  }

  async inBatch<T>(work: BatchWork<T>, committed: (answer: T) => void = () => undefined): Promise<T> {
    const { answer } = await this.locked(work)
    committed(answer)
    return answer
  }

  /** Runs `work` under the lock, and says what it came to. */
  locked<T>(work: BatchWork<T>): Promise<Reached<T>> {
    const done = this.#isUnlocked ? this.#run(work) : this.#turn.then(() => this.#run(work))
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #run<T>(work: BatchWork<T>): Promise<Reached<T>> {
    await this.#pauses.begin()
    const transaction = new MemoryTransaction(this.#store)
    const from = this.#store.head
    const answer = await work(transaction)
    await this.#pauses.commit()
    if (transaction.written !== null) this.#store.commit(transaction.written)
    return { answer, from, writes: transaction.written === null ? [] : [transaction.written] }
  }
}

export class MemoryTransaction implements LedgerTransaction {
  readonly #store: MemoryStore
  written: BatchWrites | null = null

  readonly #head: number

  constructor(store: MemoryStore) {
    this.#store = store
    this.#head = store.head
  }

  /** The last feed number given when the batch began: under the lock no other comes in between [S5]. */
  readonly head: LedgerTransaction['head'] = () => Promise.resolve(this.#head)

  readonly resultsOf: LedgerTransaction['resultsOf'] = (asked) => {
    const opIds = new Set(asked.map(({ opId }) => opId))
    const found = this.#store.log.filter(({ opId }) => opIds.has(opId))
    return Promise.resolve(new Map(found.map(({ opId, agentId, outcome }) => [opId, { agentId, outcome }])))
  }

  readonly clients: LedgerTransaction['clients'] = (clientIds) => {
    const found = clientIds.flatMap((id) => this.#store.clients.get(id) ?? [])
    return Promise.resolve(new Map(found.map((client) => [client.clientId, client])))
  }

  readonly sentUnder: LedgerTransaction['sentUnder'] = (clientId, mids) => {
    const sent = (this.#store.results.get(clientId) ?? []).filter(({ mid }) => mids.includes(mid))
    return Promise.resolve(new Map(sent.map(({ mid, opId }) => [mid, opId])))
  }

  readonly seenBy: LedgerTransaction['seenBy'] = async (held, ids, parents) => {
    const set = new Set(held)
    const single = await this.stored(ids)
    const wanted = new Set(parents.map(({ table, parentId }) => keyOf(table, parentId)))
    const children = [...this.#store.rows.values()].filter(({ table, row }) => {
      const parentId = parentIdOf(table, row)
      return parentId !== null && wanted.has(keyOf(table, parentId))
    })
    return [...single, ...children].filter(({ audience }) => maySee(set, audience))
  }

  readonly settings: LedgerTransaction['settings'] = (names) =>
    Promise.resolve([...this.#store.rows.values()].filter(({ table }) => names.some((name) => name === table)))

  readonly stored: LedgerTransaction['stored'] = (ids) =>
    Promise.resolve(ids.flatMap(({ table, id }) => this.#store.rows.get(keyOf(table, id)) ?? []))

  // The simulation has no files beside its rows.
  readonly goneFiles: LedgerTransaction['goneFiles'] = () => Promise.resolve(new Set())

  readonly casesNaming: LedgerTransaction['casesNaming'] = (ids) => {
    const cases = [...this.#store.rows.values()].filter(({ table }) => table === 'cases')
    return Promise.resolve(
      cases.flatMap(({ id: caseId, row, audience }) => {
        const named = namedIds(row)
        return ids.filter((id) => named.includes(id)).map((id) => ({ id, caseId, audience }))
      }),
    )
  }

  readonly seenThrough: LedgerTransaction['seenThrough'] = (ids) =>
    Promise.resolve(
      [...this.#store.rows.values()].filter(({ table, row }) => ids.includes(throughIdOf(table, row) ?? '')),
    )

  write(writes: BatchWrites): Promise<void> {
    this.written = writes
    return Promise.resolve()
  }
}

/** What the service's own ledger stands on, in memory: each read and each write takes its time. */
export class MemoryAhead implements AheadStore {
  readonly #store: MemoryStore
  readonly #pauses: Pauses
  readonly #ledger: MemoryLedger

  constructor(store: MemoryStore, pauses: Pauses) {
    this.#store = store
    this.#pauses = pauses
    this.#ledger = new MemoryLedger(store, pauses)
  }

  async reading<T>(work: (reads: LedgerReads) => Promise<T>): Promise<T> {
    await this.#pauses.begin()
    return work(new MemoryTransaction(this.#store))
  }

  async write(writes: BatchWrites, from: number, turn: () => Promise<unknown>): Promise<void> {
    await turn()
    await this.#pauses.commit()
    if (this.#store.head !== from) throw new Superseded(true)
    const opIds = new Set(writes.mutations.map(({ opId }) => opId))
    if (this.#store.log.some(({ opId }) => opIds.has(opId))) throw new Superseded(false)
    this.#store.commit(writes)
  }

  locked<T>(work: BatchWork<T>): Promise<Reached<T>> {
    return this.#ledger.locked(work)
  }
}
