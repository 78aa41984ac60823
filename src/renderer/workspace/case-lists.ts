import { isOpenCase } from '#shared/domain/case.ts'
import { isQueueOf } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Row } from '#shared/tables.ts'

type CaseRow = Row<'cases'>

/** What the lists are made from. */
export interface CaseSource {
  readonly me: Agent
  all<T extends 'cases' | 'queues'>(table: T): Row<T>[]
  get(table: 'cases', id: string): CaseRow | undefined
  version(topic: 'cases'): number
}

/** Which list of cases: one's own work, a queue by its id, or an escalation queue by its id. */
export type ViewId =
  | 'mine'
  | 'unassigned'
  | 'escalated-by-me'
  | 'returned-to-me'
  | 'all-open'
  | 'solved'
  | `queue/${string}`
  | `tier-2/${string}`

/** After more changes than this at once, all lists are made anew: that is faster then. */
const mostSingly = 2000
/** Up to so many changes of one list are made in a copy of it, one by one; more are merged in, in one pass. */
const mostSpliced = 64

/**
 * The lists of cases and their counts. Made in one pass over the cases when they are first asked for; after that a change costs what it
 * changes, and a list is put in order only when it is looked at.
 */
export class CaseLists {
  readonly #workspace: CaseSource
  #lists: Map<ViewId, CaseList> | null = null
  /** Each case as it stands in the lists; made at the first change. */
  #filed: Map<string, CaseRow> | null = null
  #changed = new Set<string>()
  #found: FoundCases | null = null

  constructor(workspace: CaseSource) {
    this.#workspace = workspace
  }

  /** Cases changed, came or went; `any`: nobody knows which. */
  changed(ids: ReadonlySet<string> | 'any' | undefined): void {
    if (ids === undefined || this.#lists === null) return
    if (ids === 'any') this.#forget()
    else for (const id of ids) this.#changed.add(id)
    if (this.#changed.size > mostSingly) this.#forget()
  }

  /** The cases of a list: whoever has waited longest first, then the latest change. Another array after a change, the same one without. */
  cases(view: ViewId): readonly CaseRow[] {
    return this.#current().get(view)?.inOrder() ?? noCases
  }

  count(view: ViewId): number {
    return this.#current().get(view)?.count ?? 0
  }

  /**
   * The cases that pass a test, open ones first, in the order of the lists: another array after a change of one of them, the same one
   * without. `name` is the same for as long as the test says the same; `within`: the name of a test that all of them pass, should it have
   * been asked last. Tests every case once, and after that those that change.
   */
  found(name: string, passes: (row: CaseRow) => boolean, within: string): readonly CaseRow[] {
    this.#current()
    if (this.#found?.name !== name) {
      const among = this.#found?.name === within ? this.#found.rows() : null
      this.#found = new FoundCases(name, passes, among ?? [...this.cases('all-open'), ...this.cases('solved')])
    }
    return this.#found.rows()
  }

  /** The queues this agent works, in their order. */
  queues(kind: Row<'queues'>['kind']): Row<'queues'>[] {
    const { me } = this.#workspace
    return this.#workspace
      .all('queues')
      .filter((queue) => queue.kind === kind && isQueueOf(me, queue))
      .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
  }

  #forget(): void {
    this.#lists = null
    this.#filed = null
    this.#found = null
    this.#changed.clear()
  }

  #current(): Map<ViewId, CaseList> {
    const lists = (this.#lists ??= this.#make())
    if (this.#changed.size === 0) return lists
    const filed = (this.#filed ??= new Map(
      // Every case is in one of these two.
      [...(lists.get('all-open')?.rows() ?? []), ...(lists.get('solved')?.rows() ?? [])].map((row) => [row.id, row]),
    ))
    for (const id of this.#changed) this.#move(lists, filed, id)
    this.#changed.clear()
    return lists
  }

  #make(): Map<ViewId, CaseList> {
    const lists = new Map<ViewId, CaseList>()
    const me = this.#workspace.me.id
    for (const row of this.#workspace.all('cases')) for (const view of viewsOf(row, me)) listOf(lists, view).put(row)
    return lists
  }

  #move(lists: Map<ViewId, CaseList>, filed: Map<string, CaseRow>, id: string): void {
    const me = this.#workspace.me.id
    const before = filed.get(id)
    const now = this.#workspace.get('cases', id)
    if (before === now) return
    if (before !== undefined) for (const view of viewsOf(before, me)) listOf(lists, view).take(before)
    if (now !== undefined) for (const view of viewsOf(now, me)) listOf(lists, view).put(now)
    this.#found?.move(before, now)
    if (now === undefined) filed.delete(id)
    else filed.set(id, now)
  }
}

const noCases: readonly CaseRow[] = []

function listOf(lists: Map<ViewId, CaseList>, view: ViewId): CaseList {
  let list = lists.get(view)
  if (list === undefined) lists.set(view, (list = new CaseList(view === 'solved' ? byLatest : byWaiting)))
  return list
}

/** One list: in order as of when it was last looked at, with what came and went since then beside it. */
class CaseList {
  readonly #compare: (a: CaseRow, b: CaseRow) => number
  #ordered: readonly CaseRow[]
  readonly #came = new Set<CaseRow>()
  readonly #went = new Set<CaseRow>()

  /** `ordered`: those that are in it, in order. */
  constructor(compare: (a: CaseRow, b: CaseRow) => number, ordered = noCases) {
    this.#compare = compare
    this.#ordered = ordered
  }

  get count(): number {
    return this.#ordered.length + this.#came.size - this.#went.size
  }

  put(row: CaseRow): void {
    this.#came.add(row)
  }

  /** Rows are never changed in place, so one that was put is this very object. */
  take(row: CaseRow): void {
    if (!this.#came.delete(row)) this.#went.add(row)
  }

  /** In any order: putting thousands in order takes longer than a key may wait. */
  rows(): CaseRow[] {
    return [...this.#ordered.filter((row) => !this.#went.has(row)), ...this.#came]
  }

  inOrder(): readonly CaseRow[] {
    const changes = this.#came.size + this.#went.size
    if (changes > 0) this.#ordered = changes > mostSpliced ? this.#merged() : this.#spliced()
    this.#came.clear()
    this.#went.clear()
    return this.#ordered
  }

  /** A few changes, each found by halving: a copy of the list and a few comparisons. */
  #spliced(): CaseRow[] {
    const rows = [...this.#ordered]
    for (const row of this.#went) {
      // Among those of the same place in the order it is this very object.
      const at = rows.indexOf(
        row,
        placeOf(rows, (other) => this.#compare(other, row) < 0),
      )
      if (at !== -1) rows.splice(at, 1)
    }
    for (const row of this.#came)
      rows.splice(
        placeOf(rows, (other) => this.#compare(other, row) <= 0),
        0,
        row,
      )
    return rows
  }

  #merged(): CaseRow[] {
    const came = [...this.#came].sort(this.#compare)
    if (this.#ordered.length === 0) return came
    const merged: CaseRow[] = []
    let at = 0
    for (const row of this.#ordered) {
      if (this.#went.has(row)) continue
      for (let next = came[at]; next !== undefined && this.#compare(next, row) < 0; next = came[at]) {
        merged.push(next)
        at += 1
      }
      merged.push(row)
    }
    return at === 0 && came.length === 0 ? merged : [...merged, ...came.slice(at)]
  }
}

/** The cases that pass a test. */
class FoundCases {
  readonly name: string
  readonly #passes: (row: CaseRow) => boolean
  readonly #open: CaseList
  readonly #solved: CaseList
  readonly #members: Set<CaseRow>
  #rows: readonly CaseRow[] | null

  /** `among`: those to be tested, in the order of the lists. */
  constructor(name: string, passes: (row: CaseRow) => boolean, among: readonly CaseRow[]) {
    this.name = name
    this.#passes = passes
    const rows = among.filter(passes)
    this.#rows = rows
    this.#members = new Set(rows)
    this.#open = new CaseList(byWaiting, rows.filter(isOpenCase))
    this.#solved = new CaseList(
      byLatest,
      rows.filter((row) => !isOpenCase(row)),
    )
  }

  move(before: CaseRow | undefined, now: CaseRow | undefined): void {
    if (before !== undefined && this.#members.delete(before)) this.#change(before).take(before)
    if (now === undefined || !this.#passes(now)) return
    this.#members.add(now)
    this.#change(now).put(now)
  }

  rows(): readonly CaseRow[] {
    return (this.#rows ??= [...this.#open.inOrder(), ...this.#solved.inOrder()])
  }

  #change(row: CaseRow): CaseList {
    this.#rows = null
    return isOpenCase(row) ? this.#open : this.#solved
  }
}

/** The first place of rows in order whose row is not `before`. */
function placeOf(rows: readonly CaseRow[], before: (other: CaseRow) => boolean): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const other = rows[middle]
    if (other !== undefined && before(other)) from = middle + 1
    else to = middle
  }
  return from
}

// Joined once per queue: tens of thousands of equal texts would each be hashed anew.
const queueViews = new Map<string, ViewId>()
function queueView(queueId: string): ViewId {
  const known = queueViews.get(queueId)
  if (known !== undefined) return known
  const made: ViewId = `queue/${queueId}`
  queueViews.set(queueId, made)
  return made
}

function viewsOf(row: CaseRow, me: string): ViewId[] {
  const views: ViewId[] = []
  const { escalation } = row
  if (escalation !== null) {
    if (escalation.state === 'queued' || escalation.state === 'accepted') views.push(`tier-2/${escalation.queueId}`)
    if (escalation.byAgentId === me) views.push('escalated-by-me')
    if (escalation.byAgentId === me && (escalation.state === 'returned' || escalation.state === 'handed-back')) {
      views.push('returned-to-me')
    }
  }
  if (!isOpenCase(row)) return [...views, 'solved']
  views.push('all-open', queueView(row.queueId))
  if (row.assigneeId === me) views.push('mine')
  if (row.assigneeId === null) views.push('unassigned')
  return views
}

const byLatest = (a: CaseRow, b: CaseRow): number =>
  a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0

// ISO instants in one zone sort as text.
const byWaiting = (a: CaseRow, b: CaseRow): number => {
  if (a.waitingSince === b.waitingSince) return byLatest(a, b)
  if (a.waitingSince === null) return 1
  if (b.waitingSince === null) return -1
  return a.waitingSince < b.waitingSince ? -1 : 1
}
