import { type Actor, agentIdOf } from '#shared/domain/actor.ts'
import type { Change } from '#shared/mutations/define-mutation.ts'
import type { Rows } from '#shared/mutations/run-mutation.ts'
import type { Row } from '#shared/tables.ts'
import { stableId } from '../stable-id.ts'
import type { ActionOrder } from './action-adapter.ts'

/** What there is to be done outside of the database. */
export type EffectKind = 'deliver-reply' | 'execute-action'

/** Something to be done outside of the database because of a mutation. `id` follows from both, so that it is known when it comes twice [S24]. */
export interface Effect {
  readonly id: string
  readonly opId: string
  readonly kind: EffectKind
  /** Effects of one lane are carried out one after the other. */
  readonly lane: string
  /** The message it carries, or the action. */
  readonly about: string
  /** Not before this instant, ISO 8601; null: at once. */
  readonly dueAt: string | null
  readonly payload: { readonly [field: string]: unknown }
}

/** Whether the desk wrote it to somebody: what a party wrote, and an agent took over into another case, has come from them. */
const isToBeBrought = ({ kind, author }: Row<'messages'>): boolean => kind === 'reply' && author.kind !== 'party'

/**
 * What follows from the changes of one mutation that was applied: a reply that an agent wrote, or a deadline, has to reach the parties it is
 * for. What comes from outside (a channel, an import) has been there already; what the demo has ordered, nobody has carried out. `rows` are those after the mutation.
 */
export function effectsOf(opId: string, actor: Actor, changes: readonly Change[], rows: Rows): Effect[] {
  const isFromOutside = actor.kind === 'system' && actor.name !== 'clock'
  if (isFromOutside && actor.name !== 'seed') return []
  return changes.flatMap((change) => {
    if (change.do === 'remove') return []
    if (change.table === 'actions') return ordered(opId, change.row)
    const isNew = change.do === 'create' && change.table === 'messages' && !isFromOutside
    return isNew && isToBeBrought(change.row) ? brought(opId, actor, change.row, rows) : []
  })
}

/** A reply is brought to the parties it is for, once nobody can take it back any more. */
function brought(opId: string, actor: Actor, message: Row<'messages'>, rows: Rows): Effect[] {
  const { id: messageId, caseId, text, at, attachments = [] } = message
  const about = rows.get('cases', caseId)
  const partyIds = message.partyIds ?? (about === undefined ? [] : [about.partyId])
  const payload = {
    caseId,
    caseNumber: about?.number ?? null,
    // Whoever reads one party only still reads the right one where there is no other.
    partyId: partyIds[0] ?? null,
    partyIds,
    messageId,
    agentId: agentIdOf(actor),
    text,
    at,
    ...(attachments.length === 0 ? {} : { attachmentIds: attachments.map(({ id }) => id) }),
  }
  const dueAt = about?.held?.find((held) => held.messageId === messageId)?.until ?? null
  const id = stableId('effect', opId, 'deliver-reply', messageId)
  return [{ id, opId, kind: 'deliver-reply', lane: caseId, about: messageId, dueAt, payload }]
}

/** An action that was ordered is carried out; by its id, so that whoever does it knows the same one again. */
function ordered(opId: string, action: Row<'actions'>): Effect[] {
  if (action.state !== 'ordered') return []
  const { idempotencyId: id, ...order } = orderOf(action)
  const payload = { ...order, disputeId: action.disputeId ?? null }
  return [{ id, opId, kind: 'execute-action', lane: action.id, about: action.id, dueAt: null, payload }]
}

/** An action as an adapter gets it. */
export const orderOf = (action: Row<'actions'>): ActionOrder => {
  const { id: actionId, caseId, orderId, partyId, kind, amount, currency, reason, ordered: by } = action
  const idempotencyId = stableId('effect', 'execute-action', actionId)
  return {
    idempotencyId,
    actionId,
    caseId,
    orderId,
    partyId,
    kind,
    amount,
    currency,
    reason,
    orderedBy: by?.byName ?? '',
  }
}

/** The replies that were taken back by these changes: what was to be done because of them is not done any more. */
export const takenBack = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) =>
    change.do === 'put' && change.table === 'messages' && change.row.event?.name === 'reply-taken-back'
      ? [change.row.id]
      : [],
  )
