import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import type { Agent } from '#shared/domain/agent.ts'
import { type ArgsOf, type MutationName, allMutations } from '#shared/mutations/all-mutations.ts'
import type { Outcome } from '#shared/mutations/define-mutation.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import type { Refusal } from '#shared/refusals.ts'
import { Overlay } from '#shared/sync/overlay.ts'
import type { AnyRow, WarmTable } from '#shared/tables.ts'
import { someInstant } from '#tests/builders.ts'

/** A small desk to run rules on, one after the other. */
export class OnRows {
  readonly rows: Overlay
  /** When mutations run, ISO 8601. */
  at = someInstant

  constructor(rows: { readonly [T in WarmTable]?: readonly AnyRow[] }) {
    const under = new ConfirmedRows()
    for (const [table, some] of Object.entries(rows)) {
      under.load(table as WarmTable, () => some.map((row) => ({ v: 1, row })))
    }
    this.rows = new Overlay(under)
  }

  /** Runs a mutation as an agent; answers the refusal, or null after writing its changes. */
  run<N extends MutationName>(agent: Agent, name: N, args: ArgsOf<N>): Refusal | null {
    return this.#take(this.#outcome(name, args, { kind: 'agent', agent }))
  }

  /** Runs a mutation as the service itself. */
  runAsService<N extends MutationName>(name: N, args: ArgsOf<N>): Refusal | null {
    return this.#take(this.#outcome(name, args, { kind: 'system', name: 'channel' }))
  }

  #outcome(name: MutationName, args: unknown, actor: Parameters<typeof runMutation>[2]['actor']): Outcome {
    const mutation = allMutations.get(name)
    if (mutation === undefined) throw new Error(`No mutation ${name}.`)
    return runMutation(mutation, args, { actor, at: this.at }, this.rows)
  }

  #take(outcome: Outcome): Refusal | null {
    if ('refused' in outcome) return outcome
    this.rows.write(outcome.changes)
    return null
  }
}
