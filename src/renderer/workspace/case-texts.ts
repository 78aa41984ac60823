import { foldText } from '#shared/fold-text.ts'
import type { Row } from '#shared/tables.ts'

type CaseRow = Row<'cases'>

/** What the texts are read from. */
export interface TextSource {
  get(table: 'orders', id: string): Row<'orders'> | undefined
  version(topic: 'orders'): number
}

// Rows are never changed in place, so what a row is found by stays true for as long as the row itself.
const kept = new WeakMap<TextSource, { at: number; texts: WeakMap<CaseRow, string> }>()

function textsOf(source: TextSource): WeakMap<CaseRow, string> {
  const at = source.version('orders')
  let known = kept.get(source)
  if (known === undefined || known.at !== at) kept.set(source, (known = { at, texts: new WeakMap() }))
  return known.texts
}

/** The numbers of the orders that a case is about. */
export const orderNumbers = (source: TextSource, row: CaseRow): string[] =>
  row.orderIds.map((id) => source.get('orders', id)?.number ?? '')

/** What a case is found by: number, party, subject, orders, tags and the beginning of the last message, folded. */
export function caseText(source: TextSource, row: CaseRow): string {
  const texts = textsOf(source)
  const known = texts.get(row)
  if (known !== undefined) return known
  const parts = [row.number, row.partyName, row.subject, ...orderNumbers(source, row), ...row.tags, row.snippet]
  const text = foldText(parts.join('\n'))
  texts.set(row, text)
  return text
}
