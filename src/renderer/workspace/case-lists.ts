import { isOpenCase } from '#shared/domain/case.ts'
import { isQueueOf } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Row } from '#shared/tables.ts'
import { CaseList, type CaseRow, byLatest, byWaiting } from './case-list.ts'
import { FoundCases } from './found-cases.ts'

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
  | 'following'
  | 'all-open'
  | 'solved'
  | `queue/${string}`
  | `tier-2/${string}`

/** After more changes than this at once, all lists are made anew: that is faster then. */
const mostSingly = 2000

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
  #turn = 0

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
    this.#turn += 1
    const me = this.#workspace.me.id
    for (const id of this.#changed) this.#move(lists, filed, id, me)
    this.#changed.clear()
    return lists
  }

  #make(): Map<ViewId, CaseList> {
    const lists = new Map<ViewId, CaseList>()
    const me = this.#workspace.me.id
    for (const row of this.#workspace.all('cases')) for (const view of viewsOf(row, me)) listOf(lists, view).begin(row)
    return lists
  }

  #move(lists: Map<ViewId, CaseList>, filed: Map<string, CaseRow>, id: string, me: string): void {
    const before = filed.get(id)
    const now = this.#workspace.get('cases', id)
    if (before === now) return
    const left = before === undefined ? noViews : viewsOf(before, me)
    const views = now === undefined ? noViews : isOfSameViews(now, before, me) ? left : viewsOf(now, me)
    const move = { id, turn: this.#turn, before, now }
    this.#found?.move(move)
    for (const view of left) listOf(lists, view).move(views.includes(view) ? move : { ...move, now: undefined })
    for (const view of views) if (!left.includes(view)) listOf(lists, view).move({ ...move, before: undefined })
    if (now === undefined) filed.delete(id)
    else filed.set(id, now)
  }
}

const noCases: readonly CaseRow[] = []
const noViews: readonly ViewId[] = []

function listOf(lists: Map<ViewId, CaseList>, view: ViewId): CaseList {
  let list = lists.get(view)
  if (list === undefined)
    lists.set(view, (list = new CaseList(view === 'solved' || view === 'following' ? byLatest : byWaiting)))
  return list
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

/** Whether what `viewsOf` looks at did not change: so it is with most changes. */
const isOfSameViews = (now: CaseRow, before: CaseRow | undefined, me: string): boolean =>
  now.status === before?.status &&
  now.queueId === before.queueId &&
  now.escalation === before.escalation &&
  now.followerIds === before.followerIds &&
  (now.assigneeId === null) === (before.assigneeId === null) &&
  (now.assigneeId === me) === (before.assigneeId === me)

function viewsOf(row: CaseRow, me: string): ViewId[] {
  const views: ViewId[] = row.followerIds?.includes(me) === true ? ['following'] : []
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
