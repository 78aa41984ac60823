import { isOpenCase } from '#shared/domain/case.ts'
import { isQueueOf } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Row } from '#shared/tables.ts'

type CaseRow = Row<'cases'>

/** What the lists are made from. */
export interface CaseSource {
  readonly me: Agent
  all<T extends 'cases' | 'queues'>(table: T): Row<T>[]
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

/** The lists of cases and their counts: one pass over the cases after each change, sorting only for the list that is looked at. */
export class CaseLists {
  readonly #workspace: CaseSource
  #at = -1
  #members = new Map<ViewId, CaseRow[]>()
  #sorted = new Map<ViewId, CaseRow[]>()

  constructor(workspace: CaseSource) {
    this.#workspace = workspace
  }

  /** The cases of a list: whoever has waited longest first, then the latest change. */
  cases(view: ViewId): readonly CaseRow[] {
    this.#refresh()
    const known = this.#sorted.get(view)
    if (known !== undefined) return known
    const sorted = (this.#members.get(view) ?? []).sort(view === 'solved' ? byLatest : byWaiting)
    this.#sorted.set(view, sorted)
    return sorted
  }

  count(view: ViewId): number {
    this.#refresh()
    return this.#members.get(view)?.length ?? 0
  }

  /** The queues this agent works, in their order. */
  queues(kind: Row<'queues'>['kind']): Row<'queues'>[] {
    const { me } = this.#workspace
    return this.#workspace
      .all('queues')
      .filter((queue) => queue.kind === kind && isQueueOf(me, queue))
      .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
  }

  #refresh(): void {
    const at = this.#workspace.version('cases')
    if (at === this.#at) return
    this.#at = at
    this.#members = new Map()
    this.#sorted = new Map()
    const me = this.#workspace.me.id
    for (const row of this.#workspace.all('cases')) for (const view of viewsOf(row, me)) this.#file(view, row)
  }

  #file(view: ViewId, row: CaseRow): void {
    const list = this.#members.get(view)
    if (list === undefined) this.#members.set(view, [row])
    else list.push(row)
  }
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
