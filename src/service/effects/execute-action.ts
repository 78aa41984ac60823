import { z } from 'zod'
import { Id } from '#shared/domain/base.ts'
import type { SentMutation } from '#shared/sync/protocol.ts'
import { stableId } from '../stable-id.ts'
import type { ActionAdapter } from './action-adapter.ts'
import type { Delivery } from './delivery.ts'

const Payload = z.object({
  actionId: Id,
  caseId: Id,
  orderId: Id,
  partyId: Id,
  kind: z.string(),
  amount: z.number().nullable(),
  currency: z.string(),
  reason: z.string(),
  orderedBy: z.string(),
  /** Missing on what was ordered before there was such a thing. */
  disputeId: Id.nullish(),
})

/** Names a mutation as the service itself; settles when it is stored. */
export type NameMutation = (mutation: SentMutation) => Promise<unknown>

/** Carries an action out and says so on its case. Both may happen twice, and count once: the adapter knows the effect's id, the rule the action's state. */
export const executeAction =
  (adapter: ActionAdapter, name: NameMutation, now: () => Date): Delivery =>
  async ({ id, payload }) => {
    const { disputeId, ...order } = Payload.parse(payload)
    const done = await adapter.execute({ ...order, idempotencyId: id })
    if (!done.isDone) return done
    const { actionId, caseId } = order
    const args = {
      caseId,
      actionId,
      eventId: stableId('action-executed', actionId),
      reference: done.reference,
      ...(typeof disputeId === 'string'
        ? { dispute: { id: disputeId, eventId: stableId('dispute-executed', actionId) } }
        : {}),
    }
    const opId = stableId('action-executed-op', actionId)
    await name({ mid: 1, opId, name: 'action.executed', args, at: now().toISOString(), dependsOn: [] })
    return { isDone: true }
  }
