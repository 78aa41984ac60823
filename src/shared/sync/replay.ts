import type { Actor } from '../domain/actor.ts'
import { allMutations } from '../mutations/all-mutations.ts'
import type { Change, Mutation, Outcome } from '../mutations/define-mutation.ts'
import { type Rows, applyMutation } from '../mutations/run-mutation.ts'
import type { Refusal } from '../refusals.ts'
import { Overlay } from './overlay.ts'

/** A mutation of the outbox, as replay needs it. Its arguments were checked when it was named. */
export interface Pending {
  readonly opId: string
  readonly name: string
  readonly args: unknown
  readonly at: string
  readonly dependsOn: readonly string[]
}

/** The window's view: confirmed rows with the outbox on top, and which pending mutations would be refused as things stand. */
export interface View {
  readonly rows: Overlay
  readonly refused: Map<string, Refusal>
}

/** A view of the truth alone. */
export const emptyView = (confirmed: Rows): View => ({ rows: new Overlay(confirmed), refused: new Map() })

/** `view = replay(confirmed, outbox)` [S7]. Pure: confirmed rows are never written. */
export function replay(confirmed: Rows, outbox: Iterable<Pending>, actor: Actor): View {
  const view = emptyView(confirmed)
  for (const pending of outbox) replayOne(view, pending, actor)
  return view
}

/**
 * Adds one more mutation to a view: what a key press costs. Returns what it changed, or why it is refused. `before` is told of the changes
 * while the view is still without them.
 */
export function replayOne(
  view: View,
  pending: Pending,
  actor: Actor,
  before: (changes: readonly Change[]) => void = () => undefined,
): Outcome {
  const outcome = outcomeOf(view, pending, actor)
  if ('refused' in outcome) {
    view.refused.set(pending.opId, outcome)
    return outcome
  }
  before(outcome.changes)
  view.rows.write(outcome.changes)
  return outcome
}

function outcomeOf(view: View, pending: Pending, actor: Actor): Outcome {
  const mutation = allMutations.get(pending.name)
  if (mutation === undefined) return { refused: 'unknown-mutation' }
  if (pending.dependsOn.some((opId) => view.refused.has(opId))) return { refused: 'dependency-refused' }
  return tryRule(mutation, pending, actor, view.rows)
}

/** A rule that throws met a row that is not what its table says. The service refuses it then, and so does the view: the rest goes on [S15]. */
function tryRule(mutation: Mutation, { args, at }: Pending, actor: Actor, rows: Rows): Outcome {
  try {
    return applyMutation(mutation, args, { actor, at }, rows)
  } catch {
    return { refused: 'bad-row' }
  }
}
