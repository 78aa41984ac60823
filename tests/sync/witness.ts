import { maySee } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { AnyRow } from '#shared/tables.ts'
import { keyOf } from '#service/sync/batch-rows.ts'
import type { BatchWrites, LoggedMutation } from '#service/sync/ledger.ts'
import type { MemoryStore } from './memory-ledger.ts'
import { heldNow } from './truth.ts'

/** What must hold at every commit of the service, seen from beside it. */
export class Witness {
  readonly #store: MemoryStore
  readonly #now: () => number
  readonly #broken: (what: string) => void
  #latest = ''

  constructor(store: MemoryStore, now: () => number, broken: (what: string) => void) {
    this.#store = store
    this.#now = now
    this.#broken = broken
  }

  /** Looks at a batch right before it is written. */
  see(writes: BatchWrites): void {
    if (writes.head <= this.#store.head) this.#broken(`the feed went from ${this.#store.head} to ${writes.head}`)
    for (const logged of writes.mutations) {
      this.#seeInstant(logged)
      if (!('applied' in logged.outcome)) continue
      this.#seeRights(logged, writes)
    }
    for (const { table, id, row } of writes.rows) this.#seeFields(keyOf(table, id), row)
  }

  /** A field that this build does not know stays on its row, whatever rules run [S19]. */
  #seeFields(key: string, row: AnyRow | null): void {
    const before = this.#store.rows.get(key)?.row
    if (before !== undefined && row !== null && 'laterField' in before && !('laterField' in row))
      this.#broken(`${key} has lost a field that this build does not know`)
  }

  /** The service's clock orders: no instant that it gives lies before the last one, nor in the future [S22]. */
  #seeInstant({ at, name, opId }: LoggedMutation): void {
    const isFuture = Date.parse(at) > this.#now()
    if (at < this.#latest || isFuture)
      this.#broken(`${name} ${opId.slice(-6)} is stamped ${at}, out of the service's order`)
    if (!isFuture && at > this.#latest) this.#latest = at
  }

  /** What an agent did was on a case that they could see when it ran [S16]. */
  #seeRights({ agentId, args, name, opId }: LoggedMutation, { rows, mutations }: BatchWrites): void {
    const agent = agentId === null ? undefined : (this.#store.get('agents', agentId) as Agent | undefined)
    const { caseId } = args as { caseId?: string }
    if (agent === undefined || caseId === undefined) return
    const held = new Set(heldNow(agent, this.#store))
    const before = this.#store.rows.get(keyOf('cases', caseId))?.audience ?? []
    const after = rows.find(({ table, id }) => table === 'cases' && id === caseId)?.audience ?? []
    if (maySee(held, before) || maySee(held, after)) return
    // Within one batch a case may come into sight and leave it again: then nobody can tell from here.
    const onCase = mutations.filter((one) => (one.args as { caseId?: string }).caseId === caseId)
    if (onCase.length < 3) this.#broken(`${name} ${opId.slice(-6)} was applied to a case that its agent may not see`)
  }
}
