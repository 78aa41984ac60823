import { type CaseTest, compileQuery } from '#shared/case-query/compile-query.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import { type CaseQuery, type QueryNode, isEmptyQuery } from '#shared/case-query/query-node.ts'
import { foldText } from '#shared/fold-text.ts'
import type { SearchHit } from '#shared/sync/search-protocol.ts'
import type { Row } from '#shared/tables.ts'
import { useArchive } from '#renderer/workspace/archive-store.ts'
import { caseText } from '#renderer/workspace/case-texts.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { byStanding, compareBy } from '#renderer/workspace/case-sorts.ts'
import { queryContext, queryMark } from '#renderer/workspace/query-context.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type CaseRow = Row<'cases'>

/** A search made ready. */
interface ReadSearch {
  readonly search: string
  readonly query: CaseQuery
  readonly mark: string
  readonly test: CaseTest
}

const everyCase = ({ lists }: Workspace): readonly CaseRow[] => [...lists.cases('all-open'), ...lists.cases('solved')]

// One for each workspace: the same search is asked for again with every key.
const lastRead = new WeakMap<Workspace, ReadSearch>()

function readSearch(workspace: Workspace, written: string): ReadSearch {
  const search = written.trim()
  const known = lastRead.get(workspace)
  const query = known?.search === search ? known.query : parseQuery(search)
  const mark = queryMark(workspace, query.root)
  if (known !== undefined && known.query === query && known.mark === mark) return known
  const read = { search, query, mark, test: compileQuery(query, queryContext(workspace)) }
  lastRead.set(workspace, read)
  return read
}

/** The cases, open ones first, that a search finds; the first `limit`. */
export function findCases(workspace: Workspace, search: string, limit = Infinity): CaseRow[] {
  const { query, test } = readSearch(workspace, search)
  if (isEmptyQuery(query)) return []
  const now = Date.now()
  const rows: CaseRow[] = []
  for (const row of everyCase(workspace)) {
    if (!test.passes(row, now)) continue
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
    for (const row of rows.slice(at, at + pieceSize)) caseText(workspace, row)
    at += pieceSize
    if (at < rows.length) waiting = requestIdleCallback(work)
  }
  waiting = requestIdleCallback(work)
  return () => cancelIdleCallback(waiting)
}

/** The words of a search that asks for words alone, all of them; null where it asks for anything else. */
function plainWords({ root, order }: CaseQuery): readonly string[] | null {
  if (order !== null) return null
  const parts: readonly QueryNode[] = root.is === 'all' ? root.of : [root]
  const words = parts.flatMap((part) => (part.is === 'text' ? [foldText(part.text)] : []))
  return words.length === parts.length ? words : null
}

/** Whether whatever `now` finds was found by `before` already, because somebody typed on. */
function isNarrower(now: CaseQuery, before: CaseQuery): boolean {
  const [words, earlier] = [plainWords(now), plainWords(before)]
  return words !== null && earlier?.every((part) => words.some((word) => word.includes(part))) === true
}

/** What each workspace was last searched for. */
const lastShown = new WeakMap<Workspace, ReadSearch>()
const nameOf = ({ mark, search }: ReadSearch): string => `${mark} ${search}`

/** What the list shows: the view, or what a search finds in every case on this computer. The same array for as long as nothing changed. */
export function shownCases(workspace: Workspace, view: ViewId, search: string): readonly CaseRow[] {
  const read = readSearch(workspace, search)
  if (isEmptyQuery(read.query)) return workspace.lists.cases(view)
  const before = lastShown.get(workspace)
  lastShown.set(workspace, read)
  const isWithin = before !== undefined && before.mark === read.mark && isNarrower(read.query, before.query)
  const { order } = read.query
  const filter = { name: nameOf(read), test: read.test, compare: order === null ? byStanding : compareBy(order) }
  return workspace.lists.found(filter, isWithin ? nameOf(before) : null)
}

/** A part of a query without the words in it, which messages are searched for. */
function withoutWords(node: QueryNode): QueryNode {
  if (node.is === 'text') return { is: 'all', of: [] }
  return node.is === 'all' ? { ...node, of: node.of.map(withoutWords) } : node
}

/** The words that messages can be searched for: those that every case must have. */
export function archiveWords(query: CaseQuery): readonly string[] {
  const { root } = query
  const parts = root.is === 'all' ? root.of : [root]
  const words = parts.flatMap((part) => (part.is === 'text' ? [part.text] : []))
  // One letter is in every message, but for a script whose letters are words.
  return words.filter((word) => word.length > 1 || /[^\0-\u024f]/.test(word)).slice(0, 8)
}

/** A search as it was understood; the same one for the same text. */
export const searchQuery = (workspace: Workspace, search: string): CaseQuery => readSearch(workspace, search).query

/** A case that the service found by the text of a message. */
export interface ArchivedCase {
  readonly row: CaseRow
  readonly hit: SearchHit
}

/** The cases that only the text of a message has the words of a search in, in the order of the service: those that fit the rest of it. */
export function archivedCases(
  workspace: Workspace,
  search: string,
  hits: readonly SearchHit[],
): readonly ArchivedCase[] {
  if (hits.length === 0) return []
  const { query, test } = readSearch(workspace, search)
  const rest = compileQuery({ root: withoutWords(query.root) }, queryContext(workspace))
  const now = Date.now()
  return hits.flatMap((hit): ArchivedCase[] => {
    const row = workspace.get('cases', hit.caseId)
    return row === undefined || test.passes(row, now) || !rest.passes(row, now) ? [] : [{ row, hit }]
  })
}

/** Everything that the keys move through: what the list shows, and below it what the service found. */
export function listedCases(workspace: Workspace, view: ViewId, search: string): readonly CaseRow[] {
  const rows = shownCases(workspace, view, search)
  const archive = useArchive.getState()
  if (archive.search !== search.trim() || archive.hits.length === 0) return rows
  return [...rows, ...archivedCases(workspace, search.trim(), archive.hits).map(({ row }) => row)]
}

/** Where the list goes on after a row: the next one, else the one before, else nothing. */
export function neighbourOf(rows: readonly CaseRow[], id: string): CaseRow | undefined {
  const at = rows.findIndex((row) => row.id === id)
  return at === -1 ? rows[0] : (rows[at + 1] ?? rows[at - 1])
}
