import type { FailedCondition } from '#shared/macro-conditions.ts'
import { nameOfLanguage } from './name-of-language.ts'
import { say } from './say.ts'

/** Gives the name of a queue or a contact driver where it is known. */
export type NameOfRow = (table: 'queues' | 'drivers', id: string) => string | undefined

const list = (of: readonly string[]): string => of.join(', ')

/** A condition as people read it, e.g. "Only in MY", "Needs an order that is delivered". The same words say why it fails. */
export function conditionWords(condition: FailedCondition, nameOf: NameOfRow): string {
  const named = (table: 'queues' | 'drivers', ids: readonly string[]): string =>
    list(ids.map((id) => nameOf(table, id) ?? say('macro.unknown')))
  switch (condition.if) {
    case 'market':
      return say('condition.market', { list: list(condition.markets) })
    case 'party-kind':
      return say('condition.party-kind', { list: list(condition.kinds.map((kind) => say(`party.${kind}`))) })
    case 'order-state':
      return say('condition.order-state', { list: list(condition.states) })
    case 'has-order':
      return say(condition.has ? 'condition.has-order' : 'condition.has-no-order')
    case 'status':
      return say('condition.status', { list: list(condition.statuses.map((status) => say(`status.${status}`))) })
    case 'priority':
      return say('condition.priority', { list: list(condition.priorities.map((one) => say(`priority.${one}`))) })
    case 'language':
      return say('condition.language', { list: list(condition.languages.map(nameOfLanguage)) })
    case 'tag':
      return say(condition.has ? 'condition.tag' : 'condition.not-tag', { list: list(condition.tags) })
    case 'queue':
      return say('condition.queue', { list: named('queues', condition.queueIds) })
    case 'driver':
      return say('condition.driver', { list: named('drivers', condition.driverIds) })
    default:
      return furtherWords(condition)
  }
}

function furtherWords(condition: Extract<FailedCondition, { if: 'channel' | 'field' | 'newer' }>): string {
  switch (condition.if) {
    case 'channel':
      return say('condition.channel', { list: list(condition.channels) })
    case 'field':
      return say('condition.field', { field: condition.key, list: list(condition.values) })
    case 'newer':
      return say('condition.newer')
  }
}
