import type { Row } from '#shared/tables.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type CaseRow = Row<'cases'>

const marks = /[\u0300-\u036f]/g
const isPlain = /^[\0-\x7f]*$/
const folded = (text: string): string =>
  isPlain.test(text) ? text.toLowerCase() : text.normalize('NFD').replace(marks, '').replaceAll('đ', 'd').toLowerCase()

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

const wordsOf = (search: string): string[] => folded(search.toLowerCase()).split(/\s+/).filter(Boolean)

function forgetOldOrders(workspace: Workspace): void {
  if (workspace.version('orders') === ordersAt) return
  ordersAt = workspace.version('orders')
  texts = new WeakMap()
}

const everyCase = ({ lists }: Workspace): readonly CaseRow[] => [...lists.cases('all-open'), ...lists.cases('solved')]

const hasWords = (workspace: Workspace, row: CaseRow, words: readonly string[]): boolean => {
  const text = textOf(workspace, row)
  return words.every((word) => text.includes(word))
}

/** The cases, open ones first, that have every word of `search` in their subject, number, party, order numbers or tags; the first `limit`. */
export function findCases(workspace: Workspace, search: string, limit = Infinity): CaseRow[] {
  const words = wordsOf(search)
  if (words.length === 0) return []
  forgetOldOrders(workspace)
  const rows: CaseRow[] = []
  for (const row of everyCase(workspace)) {
    if (!hasWords(workspace, row, words)) continue
    rows.push(row)
    if (rows.length >= limit) break
  }
  return rows
}

/** Cases to a piece of preparing: a few milliseconds. */
const pieceSize = 500

/** Reads what cases are found by while nothing else is going on, so that the first letter of a search finds them as fast as the next. The answer ends it. */
export function prepareSearch(workspace: Workspace): () => void {
  let waiting = 0
  let at = 0
  let rows: readonly CaseRow[] | null = null
  const work = (): void => {
    // Those that change meanwhile are read when they are searched.
    rows ??= everyCase(workspace)
    forgetOldOrders(workspace)
    for (const row of rows.slice(at, at + pieceSize)) textOf(workspace, row)
    at += pieceSize
    if (at < rows.length) waiting = requestIdleCallback(work)
  }
  waiting = requestIdleCallback(work)
  return () => cancelIdleCallback(waiting)
}

/** What each workspace was last searched for. */
const last = new WeakMap<Workspace, string>()

/** What the list shows: the view, or what a search finds in every case on this computer. The same array for as long as nothing changed. */
export function shownCases(workspace: Workspace, view: ViewId, search: string): readonly CaseRow[] {
  const words = wordsOf(search)
  if (words.length === 0) return workspace.lists.cases(view)
  forgetOldOrders(workspace)
  const before = last.get(workspace) ?? ''
  last.set(workspace, search)
  const nameOf = (asked: string): string => `${ordersAt} ${asked}`
  // A longer search finds nothing that the shorter one did not.
  const within = wordsOf(before).length > 0 && search.startsWith(before) ? before : search
  return workspace.lists.found(nameOf(search), (row) => hasWords(workspace, row, words), nameOf(within))
}

/** Where the list goes on after a row: the next one, else the one before, else nothing. */
export function neighbourOf(rows: readonly CaseRow[], id: string): CaseRow | undefined {
  const at = rows.findIndex((row) => row.id === id)
  return at === -1 ? rows[0] : (rows[at + 1] ?? rows[at - 1])
}
