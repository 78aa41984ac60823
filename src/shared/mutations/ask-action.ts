import type { Agent } from '../domain/agent.ts'
import type { Case } from '../domain/case.ts'
import {
  type ActionKind,
  type ActionLimit,
  type DeskAction,
  hasAmount,
  isForCustomer,
  isWithin,
  spentOn,
} from '../domain/desk-action.ts'
import type { Order } from '../domain/order.ts'
import type { Refusal } from '../refusals.ts'
import { changedWith } from './case-event.ts'
import { type Change, type Context, refuse } from './define-mutation.ts'

/** Who does it, and when. */
export const byOf = ({ id, name }: Agent, { at }: Context) => ({ at, byAgentId: id, byName: name })

/** What has been given on the case beside one action. */
export const askedOf = (
  row: Case,
  action: Pick<DeskAction, 'id' | 'kind' | 'amount' | 'currency'>,
  others: readonly DeskAction[],
) => ({
  kind: action.kind,
  market: row.market,
  amount: action.amount,
  currency: action.currency,
  spent: spentOn(
    others.filter(({ id }) => id !== action.id),
    action.currency,
  ),
})

/** What the case and its thread say of an action that became something. */
export function actionEvent(
  row: Case,
  { kind, amount, currency, state }: DeskAction,
  id: string,
  context: Context,
): Change[] {
  const detail = { kind, state, ...(amount === null ? {} : { amount: String(amount), currency }) }
  return changedWith(context, row, { id, name: 'action-became', detail })
}

function askRefusal(
  row: Case,
  order: Order,
  others: readonly DeskAction[],
  args: { readonly kind: ActionKind; readonly partyId: string; readonly amount: number | null },
): Refusal | null {
  if (row.status === 'closed') return refuse('case-is-closed')
  if (!row.orderIds.includes(order.id)) return refuse('not-found', 'orders')
  const isTheirs = isForCustomer(args.kind) ? order.customerId === args.partyId : order.sellerIds.includes(args.partyId)
  if (!isTheirs) return refuse('not-a-party')
  if (hasAmount(args.kind) !== (args.amount !== null)) return refuse('bad-amount')
  // Nobody gives back more than was paid, in however many parts; a voucher or another piece is not the money that was paid.
  const isMoney = args.kind === 'refund' || args.kind === 'partial-refund'
  const given = spentOn(
    others.filter(({ kind, orderId }) => orderId === order.id && (kind === 'refund' || kind === 'partial-refund')),
    order.currency,
  )
  return isMoney && args.amount !== null && given + args.amount > order.total ? refuse('bad-amount') : null
}

/** What is asked for. */
type Wanted = Pick<DeskAction, 'id' | 'kind' | 'partyId' | 'amount' | 'reason' | 'disputeId'>

/** The rows that say whether it can be. */
interface AskedOn {
  readonly row: Case
  readonly order: Order
  readonly limits: readonly ActionLimit[]
  readonly others: readonly DeskAction[]
}

/** An action as somebody asks for it, ordered where it is within their limit; or why it cannot be asked for. */
export function askedFor(
  { row, order, limits, others }: AskedOn,
  wanted: Wanted,
  by: Agent,
  context: Context,
): { readonly action: DeskAction } | Refusal {
  const refusal = askRefusal(row, order, others, wanted)
  if (refusal !== null) return refusal
  const asked = byOf(by, context)
  const isOrdered = isWithin(limits, by.role, askedOf(row, { ...wanted, currency: order.currency }, others))
  const action: DeskAction = {
    ...wanted,
    caseId: row.id,
    orderId: order.id,
    currency: order.currency,
    state: isOrdered ? 'ordered' : 'asked',
    asked,
    ordered: isOrdered ? asked : null,
    declined: null,
    executed: null,
  }
  return { action }
}
