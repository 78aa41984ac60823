import type { EscalationReason } from './domain/escalation.ts'
import { type Queue, isForMarket } from './domain/queue.ts'

/**
 * The queue of Tier 2 that something is handed to by its reason and market: one that says the reason before one that says none, of those
 * one that says the market before one for all, then in their order. Undefined where none is for it.
 */
export function fittingQueue(queues: readonly Queue[], reason: EscalationReason, market: string): Queue | undefined {
  const pointsOf = ({ reasons = [], markets = [] }: Queue): number =>
    (reasons.includes(reason) ? 2 : 0) + (markets.includes(market) ? 1 : 0)
  return queues
    .filter((queue) => queue.kind === 'escalations' && isForMarket(queue, market))
    .filter(({ reasons = [] }) => reasons.length === 0 || reasons.includes(reason))
    .sort((a, b) => pointsOf(b) - pointsOf(a) || a.position - b.position)[0]
}
