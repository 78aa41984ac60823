/** What is to be carried out, as an adapter gets it. */
export interface ActionOrder {
  /** The same for the same action, however often it is offered. */
  readonly idempotencyId: string
  readonly actionId: string
  readonly caseId: string
  readonly orderId: string
  readonly partyId: string
  readonly kind: string
  /** In the currency, not in cents; null where it costs nothing. */
  readonly amount: number | null
  readonly currency: string
  readonly reason: string
  readonly orderedBy: string
}

/** What became of an order. `why` is for the log: never what somebody wrote. */
export type ActionDone =
  | { readonly isDone: true; readonly reference: string }
  | { readonly isDone: false; readonly why: string }

/** What became of an order that is not to be carried out any more: stopped for good, or it had been carried out already. */
export type ActionStopped = { readonly isStopped: true } | ActionDone

/** A system in which actions are really carried out. May be offered the same order twice, and answers it with the same reference. */
export interface ActionAdapter {
  /** What it is called in the log. */
  readonly name: string
  execute(order: ActionOrder): Promise<ActionDone>
  /** Sees to it that an order is never carried out, whether it was offered before or not. */
  stop(order: ActionOrder): Promise<ActionStopped>
}
