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

/** Whether an action that pays for a dispute is still called for: held, ended or decided otherwise, its dispute does not. */
export type IsDue = (actionId: string, disputeId: string) => Promise<boolean>

interface Execution {
  readonly adapter: ActionAdapter
  readonly name: NameMutation
  readonly isDue: IsDue
  readonly now: () => Date
}

/**
 * Carries an action out and says so on its case, or stops one whose dispute does not call for it any more. Each may happen twice, and counts
 * once: the adapter knows the effect's id, the rule the action's state.
 */
export const executeAction =
  ({ adapter, name, isDue, now }: Execution): Delivery =>
  async ({ id, payload }) => {
    const { disputeId = null, ...order } = Payload.parse(payload)
    const { actionId, caseId } = order
    const named = (what: 'action.executed' | 'action.stopped', args: object): Promise<unknown> => {
      const opId = stableId(`${what}-op`, actionId)
      const eventId = stableId(what, actionId)
      const all = { caseId, actionId, eventId, ...args }
      return name({ mid: 1, opId, name: what, args: all, at: now().toISOString(), dependsOn: [] })
    }
    const isCalledFor = disputeId === null || (await isDue(actionId, disputeId))
    const offered = { ...order, idempotencyId: id }
    const done = await (isCalledFor ? adapter.execute(offered) : adapter.stop(offered))
    if ('isStopped' in done) {
      await named('action.stopped', { disputeId })
      return { isDone: true }
    }
    if (!done.isDone) return done
    const dispute = { id: disputeId, eventId: stableId('dispute-executed', actionId) }
    await named('action.executed', { reference: done.reference, ...(disputeId === null ? {} : { dispute }) })
    return { isDone: true }
  }
