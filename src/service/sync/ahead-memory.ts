import { type SettingsTable, isSettingsTable } from '#shared/tables.ts'
import type { BatchWrites, ClientState, RowWrite, StoredResult, StoredRow } from './ledger.ts'
import { storedFrom } from './written-rows.ts'

// Windows that were heard of last, and what they were answered last: a few megabytes.
const mostClients = 10_000
const mostResults = 20_000

/**
 * What our own batches wrote about windows, and the settings with what they wrote to them: as good as the database's word as long as nobody
 * else has written since.
 */
export class AheadMemory {
  readonly #clients = new Map<string, ClientState>()
  readonly #results = new Map<string, StoredResult>()
  readonly #settings = new Map<SettingsTable, Map<string, StoredRow>>()
  #settingsMark = 0

  client(clientId: string): ClientState | undefined {
    return this.#clients.get(clientId)
  }

  result(opId: string): StoredResult | undefined {
    return this.#results.get(opId)
  }

  /** All rows of a table of settings; undefined where they must be read. */
  settings(table: SettingsTable): StoredRow[] | undefined {
    const rows = this.#settings.get(table)
    return rows === undefined ? undefined : [...rows.values()]
  }

  /** Another number after each write to settings: what was begun to be read before is no longer all of it. */
  get settingsMark(): number {
    return this.#settingsMark
  }

  /** Keeps tables of settings that were read whole since `mark`. */
  keepSettings(tables: readonly SettingsTable[], rows: readonly StoredRow[], mark: number): void {
    if (mark !== this.#settingsMark) return
    const byTable = Map.groupBy(rows, ({ table }) => table)
    for (const table of tables) {
      this.#settings.set(table, new Map((byTable.get(table) ?? []).map((row) => [row.id, row])))
    }
  }

  /** Takes over what was committed. */
  note({ clients, mutations, rows }: BatchWrites): void {
    for (const write of rows) if (isSettingsTable(write.table)) this.#noteSetting(write.table, write)
    for (const client of clients) put(this.#clients, client.clientId, client, mostClients)
    for (const { opId, agentId, outcome } of mutations) put(this.#results, opId, { agentId, outcome }, mostResults)
  }

  forget(): void {
    this.#clients.clear()
    this.#results.clear()
    this.#settings.clear()
    this.#settingsMark += 1
  }

  #noteSetting(table: SettingsTable, write: RowWrite): void {
    this.#settingsMark += 1
    const rows = this.#settings.get(table)
    rows?.delete(write.id)
    for (const row of storedFrom(write)) rows?.set(row.id, row)
  }
}

/** Puts an entry behind all others, and lets go of the first where there are too many. */
function put<V>(into: Map<string, V>, key: string, value: V, most: number): void {
  into.delete(key)
  into.set(key, value)
  if (into.size <= most) return
  const [oldest] = into.keys()
  if (oldest !== undefined) into.delete(oldest)
}
