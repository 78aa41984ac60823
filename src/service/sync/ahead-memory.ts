import type { BatchWrites, ClientState, StoredResult } from './ledger.ts'

// Windows that were heard of last, and what they were answered last: a few megabytes.
const mostClients = 10_000
const mostResults = 20_000

/** What our own batches wrote about windows: as good as the database's word as long as nobody else has written since. */
export class AheadMemory {
  readonly #clients = new Map<string, ClientState>()
  readonly #results = new Map<string, StoredResult>()

  client(clientId: string): ClientState | undefined {
    return this.#clients.get(clientId)
  }

  result(opId: string): StoredResult | undefined {
    return this.#results.get(opId)
  }

  /** Takes over what was committed. */
  note({ clients, mutations }: BatchWrites): void {
    for (const client of clients) put(this.#clients, client.clientId, client, mostClients)
    for (const { opId, agentId, outcome } of mutations) put(this.#results, opId, { agentId, outcome }, mostResults)
  }

  forget(): void {
    this.#clients.clear()
    this.#results.clear()
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
