import type { Row } from '#shared/tables.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type CaseRow = Row<'cases'>

const marks = /[\u0300-\u036f]/g
const folded = (text: string): string => text.normalize('NFD').replace(marks, '').replaceAll('đ', 'd').toLowerCase()

// Rows are never changed in place, so what a row is found by stays true for as long as the row itself.
let texts = new WeakMap<CaseRow, string>()
let ordersAt = -1

function textOf(workspace: Workspace, row: CaseRow): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const orders = row.orderIds.map((id) => workspace.get('orders', id)?.number ?? '')
  const text = folded([row.number, row.partyName, row.subject, ...orders, ...row.tags].join('\n'))
  texts.set(row, text)
  return text
}

/** The cases, open ones first, that have every word of `search` in their subject, number, party, order numbers or tags. */
export function findCases(workspace: Workspace, search: string, limit = Infinity): CaseRow[] {
  const words = folded(search.toLowerCase()).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  if (workspace.version('orders') !== ordersAt) {
    ordersAt = workspace.version('orders')
    texts = new WeakMap()
  }
  const found: CaseRow[] = []
  for (const view of ['all-open', 'solved'] as const) {
    for (const row of workspace.lists.cases(view)) {
      const text = textOf(workspace, row)
      if (!words.every((word) => text.includes(word))) continue
      found.push(row)
      if (found.length >= limit) return found
    }
  }
  return found
}

const last = new WeakMap<Workspace, { mark: string; rows: readonly CaseRow[] }>()

/** What the list shows: the view, or what a search finds in every case on this computer. The same array for as long as nothing changed. */
export function shownCases(workspace: Workspace, view: ViewId, search: string): readonly CaseRow[] {
  if (search.trim() === '') return workspace.lists.cases(view)
  const mark = `${workspace.version('cases')}/${workspace.version('orders')}/${search}`
  const known = last.get(workspace)
  if (known?.mark === mark) return known.rows
  const rows = findCases(workspace, search)
  last.set(workspace, { mark, rows })
  return rows
}

/** Where the list goes on after a row: the next one, else the one before, else nothing. */
export function neighbourOf(rows: readonly CaseRow[], id: string): CaseRow | undefined {
  const at = rows.findIndex((row) => row.id === id)
  return at === -1 ? rows[0] : (rows[at + 1] ?? rows[at - 1])
}
