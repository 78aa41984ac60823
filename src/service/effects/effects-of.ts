import type { Actor } from '#shared/domain/actor.ts'
import type { Change } from '#shared/mutations/define-mutation.ts'
import type { Rows } from '#shared/mutations/run-mutation.ts'
import { stableId } from '../stable-id.ts'

/** Something to be done outside of the database because of a mutation. `id` follows from both, so that it is known when it comes twice [S24]. */
export interface Effect {
  readonly id: string
  readonly opId: string
  readonly kind: 'deliver-reply'
  /** Effects of one lane are carried out one after the other. */
  readonly lane: string
  readonly payload: { readonly [field: string]: unknown }
}

/**
 * What follows from the changes of one mutation that was applied: a reply that an agent wrote has to reach the party. What comes from
 * outside (a channel, an import) has been there already. `rows` are those after the mutation.
 */
export function effectsOf(opId: string, actor: Actor, changes: readonly Change[], rows: Rows): Effect[] {
  if (actor.kind !== 'agent') return []
  return changes.flatMap((change) => {
    if (change.do !== 'create' || change.table !== 'messages' || change.row.kind !== 'reply') return []
    const { id: messageId, caseId, text, at, author } = change.row
    // What a party wrote and an agent took over into another case has come from them.
    if (author.kind === 'party') return []
    const about = rows.get('cases', caseId)
    const payload = {
      caseId,
      caseNumber: about?.number ?? null,
      partyId: about?.partyId ?? null,
      messageId,
      agentId: actor.agent.id,
      text,
      at,
    }
    const id = stableId('effect', opId, 'deliver-reply', messageId)
    return [{ id, opId, kind: 'deliver-reply', lane: caseId, payload }] satisfies Effect[]
  })
}
