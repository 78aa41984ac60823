import type { QueryContext } from '#shared/case-query/compile-query.ts'
import type { QueryNode } from '#shared/case-query/query-node.ts'
import type { Row } from '#shared/tables.ts'
import { type TextSource, caseText, orderNumbers } from './case-texts.ts'

type NamedTable = 'queues' | 'agents' | 'drivers'

/** What a search is asked about: the rows in memory. */
export interface QuerySource {
  readonly me: { readonly id: string }
  all(table: NamedTable): readonly Row<NamedTable>[]
  get(table: 'orders', id: string): Row<'orders'> | undefined
  version(topic: NamedTable | 'orders'): number
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** When a day begins by the clock of this computer, in milliseconds since 1970. */
const dayStart = (day: string): number => new Date(`${day}T00:00:00`).getTime()

function dayAt(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** A driver by both its levels, so that either finds it. */
const driverName = (row: Row<'drivers'>, all: ReadonlyMap<string, Row<'drivers'>>): string => {
  const above = row.parentId === null ? undefined : all.get(row.parentId)
  return above === undefined ? row.name : `${above.name} › ${row.name}`
}

function namesOf(source: QuerySource, of: NamedTable): { id: string; name: string }[] {
  if (of !== 'drivers') return source.all(of).map(({ id, name }) => ({ id, name }))
  const drivers = new Map((source.all('drivers') as readonly Row<'drivers'>[]).map((row) => [row.id, row]))
  return [...drivers.values()].map((row) => ({ id: row.id, name: driverName(row, drivers) }))
}

/** What a query needs to know beside the cases. */
export function queryContext(source: QuerySource): QueryContext {
  const texts: TextSource = source
  return {
    meId: source.me.id,
    textOf: (row) => caseText(texts, row),
    named: (of) => namesOf(source, of),
    orderNumbers: (row) => orderNumbers(texts, row),
    dayStart,
    dayAt,
  }
}

const topicOf: { readonly [field: string]: NamedTable | 'orders' } = {
  queue: 'queues',
  assignee: 'agents',
  driver: 'drivers',
  order: 'orders',
}

/** What the answers of a query depend on beside the cases, as a text that is another when that changed. */
export function queryMark(source: QuerySource, node: QueryNode): string {
  const topics = new Set<NamedTable | 'orders'>()
  collectTopics(node, topics)
  return [...topics].map((topic) => `${topic}${source.version(topic)}`).join()
}

function collectTopics(node: QueryNode, topics: Set<NamedTable | 'orders'>): void {
  if (node.is === 'all' || node.is === 'any') for (const part of node.of) collectTopics(part, topics)
  else if (node.is === 'not') collectTopics(node.of, topics)
  else if (node.is === 'text') topics.add('orders')
  else if (node.is === 'field') {
    const topic = topicOf[node.field]
    if (topic !== undefined) topics.add(topic)
  }
}
