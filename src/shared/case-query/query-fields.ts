import { ClockHolder } from '../domain/case-clock.ts'
import { CaseStatus, Priority } from '../domain/case.ts'
import { PartyKind } from '../domain/party.ts'
import { ViewSort } from '../domain/saved-view.ts'

/** Standings of a case that have a word of their own: `is:open`. */
export const standings = [
  'open',
  'unassigned',
  'mine',
  'waiting',
  'unread',
  'escalated',
  'snoozed',
  'woken',
  'followed',
  'overdue',
  'raised',
] as const
export type Standing = (typeof standings)[number]

/** In which direction each order is usually wanted: who has waited longest, but what changed last. */
const usuallyDescending: { readonly [S in ViewSort]: boolean } = {
  waiting: false,
  updated: true,
  created: true,
  priority: true,
  number: true,
  snooze: false,
  due: false,
  legal: false,
}

/** By what a list is put in order, and in which direction. */
export interface ListOrder {
  readonly by: ViewSort
  readonly isDescending: boolean
}

/** An order in its usual direction. */
export const usualOrder = (by: ViewSort): ListOrder => ({ by, isDescending: usuallyDescending[by] })

/** An order as it is written after `sort:`. */
export const orderText = ({ by, isDescending }: ListOrder): string =>
  usuallyDescending[by] === isDescending ? by : `${by}-${isDescending ? 'desc' : 'asc'}`

/** The order that a text stands for, or undefined. */
export function orderOf(text: string): ListOrder | undefined {
  const [, name, direction] = /^(.*?)(?:-(asc|desc))?$/.exec(text) ?? []
  const by = ViewSort.options.find((one) => one === name)
  if (by === undefined) return undefined
  return direction === undefined ? usualOrder(by) : { by, isDescending: direction === 'desc' }
}

/**
 * Every field of the language and what may stand after its colon: one of a few words, any text, a time, a place in the order of urgency, or
 * the order of the list.
 */
export const queryFields = {
  status: { takes: 'word', words: CaseStatus.options },
  is: { takes: 'word', words: standings },
  queue: { takes: 'text' },
  market: { takes: 'text' },
  priority: { takes: 'rank', words: Priority.options },
  tag: { takes: 'text' },
  assignee: { takes: 'text' },
  party: { takes: 'text' },
  kind: { takes: 'word', words: PartyKind.options },
  order: { takes: 'text' },
  driver: { takes: 'text' },
  lang: { takes: 'text' },
  id: { takes: 'text' },
  updated: { takes: 'time' },
  created: { takes: 'time' },
  waiting: { takes: 'time' },
  due: { takes: 'time' },
  legal: { takes: 'time' },
  holder: { takes: 'word', words: ClockHolder.options },
  sort: { takes: 'order', words: ViewSort.options },
} as const satisfies { readonly [name: string]: FieldShape }

type FieldShape =
  | { readonly takes: 'text' | 'time' }
  | { readonly takes: 'word' | 'rank' | 'order'; readonly words: readonly string[] }

export type QueryField = keyof typeof queryFields
/** The fields that take the same kind of value. */
export type FieldsTaking<K extends FieldShape['takes']> = {
  [F in QueryField]: (typeof queryFields)[F]['takes'] extends K ? F : never
}[QueryField]

const isQueryField = (name: string): name is QueryField => Object.hasOwn(queryFields, name)

/** All fields, in the order in which they are offered. */
export const queryFieldNames: readonly QueryField[] = Object.keys(queryFields).filter(isQueryField)

/** The field of this name in any case, or undefined. */
export function fieldNamed(name: string): QueryField | undefined {
  const lower = name.toLowerCase()
  return isQueryField(lower) ? lower : undefined
}

/** The words a field takes; none where it takes more than a few. */
export function wordsOfField(field: QueryField): readonly string[] {
  const shape: FieldShape = queryFields[field]
  return 'words' in shape ? shape.words : []
}
