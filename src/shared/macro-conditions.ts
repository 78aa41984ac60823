import { type Case, channelOf } from './domain/case.ts'
import type { MacroContent } from './domain/macro.ts'
import { type KeptCondition, MacroCondition } from './domain/macro-condition.ts'
import type { Order } from './domain/order.ts'
import { isOfLanguage } from './macro-variants.ts'

/** What conditions look at. `order`: the one that the macro is filled from. */
export interface ConditionsOn {
  readonly row: Case
  readonly order: Order | undefined
}

/** A condition that does not hold; `newer`: one that only a newer build understands. */
export type FailedCondition = MacroCondition | { readonly if: 'newer' }

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

function fieldIs(row: Case, key: string, values: readonly string[]): boolean {
  const value = row.fields[key]
  const text =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
  return text !== null && values.some((one) => isSame(one, text))
}

function caseHolds(condition: MacroCondition, row: Case): boolean | null {
  switch (condition.if) {
    case 'market':
      return condition.markets.includes(row.market)
    case 'party-kind':
      return condition.kinds.includes(row.partyKind)
    case 'status':
      return condition.statuses.includes(row.status)
    case 'priority':
      return condition.priorities.includes(row.priority)
    case 'queue':
      return condition.queueIds.includes(row.queueId)
    case 'driver':
      return condition.driverIds.includes(row.driverId ?? '')
    case 'tag':
      return condition.tags.some((tag) => row.tags.includes(tag)) === condition.has
    default:
      return null
  }
}

function holds(condition: MacroCondition, { row, order }: ConditionsOn): boolean {
  switch (condition.if) {
    case 'order-state':
      return order !== undefined && condition.states.some((state) => isSame(state, order.status))
    case 'has-order':
      return row.orderIds.length > 0 === condition.has
    case 'language':
      return row.locale !== null && condition.languages.some((tag) => isOfLanguage(row.locale ?? '', tag))
    case 'channel':
      return condition.channels.some((channel) => isSame(channel, channelOf(row) ?? ''))
    case 'field':
      return fieldIs(row, condition.key, condition.values)
    default:
      return caseHolds(condition, row) ?? false
  }
}

const known = new WeakMap<KeptCondition, FailedCondition>()

function readCondition(condition: KeptCondition): FailedCondition {
  const before = known.get(condition)
  if (before !== undefined) return before
  const parsed = MacroCondition.safeParse(condition)
  const read: FailedCondition = parsed.success ? parsed.data : { if: 'newer' }
  known.set(condition, read)
  return read
}

/** The conditions of a macro that do not hold on this case; empty: it may be applied. */
export const failedConditions = (macro: Pick<MacroContent, 'conditions'>, on: ConditionsOn): FailedCondition[] =>
  (macro.conditions ?? []).map(readCondition).filter((one) => one.if === 'newer' || !holds(one, on))
