import { isOpenCase, isSnoozed, wokenBy } from '#shared/domain/case.ts'
import { isQueueOf } from '#shared/audience.ts'
import { isWithTier2 } from '#shared/domain/escalation-state.ts'
import { can } from '#shared/permissions.ts'
import { unseenBy } from '#shared/domain/unseen.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Row } from '#shared/tables.ts'
import { CaseList, type CaseRow, type Compare, type Move, byLatest, byWaiting } from './case-list.ts'
import { byAskDue, compareBy } from './case-sorts.ts'
import { DueTimes } from './due-times.ts'
import { HeardOfCases } from './heard-of-cases.ts'
import type { NewForMe } from './new-for-me.ts'
import type { ToldClock } from './told-clocks.ts'
import { type FilterOf, FilteredCases } from './filtered-cases.ts'
import {
  type TierTwoView,
  byFirstDue,
  inUsualOrder,
  isByAttempts,
  isTierTwo,
  sortedByAttempt,
} from './tier-two-order.ts'

/** What the lists are made from. */
export interface CaseSource {
  readonly me: Agent
  all<T extends 'cases' | 'queues'>(table: T): Row<T>[]
  get(table: 'cases', id: string): CaseRow | undefined
  version(topic: 'cases'): number
}

/** A list that is always there. */
export type FixedView =
  | 'mine'
  | 'unassigned'
  | 'escalated-by-me'
  | 'returned-to-me'
  | 'asked'
  | 'for-you'
  | 'following'
  | 'snoozed'
  | 'all-open'
  | 'solved'

/** Which list of cases: one of those that are always there, a queue or an escalation queue by its id, or a saved view by its id. */
export type ViewId = FixedView | `queue/${string}` | TierTwoView | `view/${string}`

/** The lists that are always there, in the order of the navigation. */
export const fixedViews: readonly FixedView[] = [
  'mine',
  'unassigned',
  'escalated-by-me',
  'returned-to-me',
  'asked',
  'for-you',
  'following',
  'snoozed',
  'all-open',
  'solved',
]

/** After more changes than this at once, all lists are made anew: that is faster then. */
const mostSingly = 2000
/** Filters kept up to date at a time beside the one of the search; the one asked longest ago gives way. */
const mostFilters = 60

export interface ListPorts {
  /** In milliseconds since 1970. */
  readonly now: () => number
  /** The filter of a saved view, by its id; undefined where there is no such view. */
  readonly savedFilter: (viewId: string) => FilterOf | undefined
}

/** A case that came back from a snooze. */
export interface WokenCase {
  readonly row: CaseRow
  readonly by: 'time' | 'reply'
}

/**
 * The lists of cases and their counts. Made in one pass over the cases when they are first asked for; after that a change costs what it
 * changes, and a list is put in order only when it is looked at.
 */
export class CaseLists {
  readonly #workspace: CaseSource
  readonly #ports: ListPorts
  #lists: Map<ViewId, CaseList> | null = null
  /** Each case as it stands in the lists; made at the first change. */
  #filed: Map<string, CaseRow> | null = null
  /** Those that stand in the lists as snoozed. */
  #asleep = new Set<string>()
  #due = new DueTimes()
  #changed = new Set<string>()
  #found: FilteredCases | null = null
  #filters = new Map<string, FilteredCases>()
  #woken: WokenCase[] = []
  readonly #heard: HeardOfCases
  #turn = 0

  constructor(workspace: CaseSource, ports: Partial<ListPorts> = {}) {
    this.#workspace = workspace
    this.#ports = { now: () => Date.now(), savedFilter: () => undefined, ...ports }
    this.#heard = new HeardOfCases(workspace)
  }

  /** Cases changed, came or went; `any`: nobody knows which. */
  changed(ids: ReadonlySet<string> | 'any' | undefined): void {
    if (ids === undefined || this.#lists === null) return
    if (ids === 'any') this.#forget()
    else for (const id of ids) this.#changed.add(id)
    if (this.#changed.size > mostSingly) this.#forget()
  }

  /** The cases of a list, in its order. Another array after a change, the same one without. */
  cases(view: ViewId): readonly CaseRow[] {
    if (isSavedView(view)) return this.#saved(view)?.rows() ?? noCases
    if (isTierTwo(view) && isByAttempts(view)) return sortedByAttempt(this.cases(inUsualOrder(view)))
    return this.#current().get(view)?.inOrder() ?? noCases
  }

  count(view: ViewId): number {
    if (isSavedView(view)) return this.#saved(view)?.count ?? 0
    return this.#current().get(isTierTwo(view) ? inUsualOrder(view) : view)?.count ?? 0
  }

  /** The count of a saved view where it is at hand: counting one for the first time asks every case. */
  countAtHand(view: `view/${string}`): number | undefined {
    this.#current()
    const filter = this.#ports.savedFilter(savedId(view))
    return filter === undefined ? 0 : this.#filters.get(filter.name)?.count
  }

  /**
   * The cases that pass a test, in order: another array after a change of one of them, the same one without. `within`: the name of a test
   * that all of them pass, should it have been asked last. Tests every case once, and after that those that change.
   */
  found(filter: FilterOf, within: string | null): readonly CaseRow[] {
    this.#current()
    if (this.#found?.name !== filter.name) {
      const among = within !== null && this.#found?.name === within ? this.#found.rows() : null
      this.#found = new FilteredCases(filter, among ?? this.#all(), this.#ports.now())
    }
    return this.#found.rows()
  }

  /** The cases of a saved view, kept up to date from the first time on. */
  #saved(view: `view/${string}`): FilteredCases | undefined {
    this.#current()
    const filter = this.#ports.savedFilter(savedId(view))
    if (filter === undefined) return undefined
    let known = this.#filters.get(filter.name)
    if (known !== undefined) return known
    known = new FilteredCases(filter, this.#all(), this.#ports.now())
    this.#filters.set(filter.name, known)
    const [oldest] = this.#filters.keys()
    if (this.#filters.size > mostFilters && oldest !== undefined) this.#filters.delete(oldest)
    return known
  }

  /** Lets time pass: snoozes end, and answers that depend on the time change. Answers whether anything moved. */
  tick(): boolean {
    const now = this.#ports.now()
    if (this.#lists === null || now < this.#nextAt()) return false
    const lists = this.#current()
    const filed = this.#filedNow(lists)
    this.#turn += 1
    const rowOf = (id: string): CaseRow | undefined => filed.get(id)
    const timed = [this.#found, ...this.#filters.values()]
    // Every one of them is asked: none may keep what is due.
    const moved = timed.filter((filter) => filter?.tick(now, this.#turn, rowOf) === true)
    let isMoved = moved.length > 0
    for (const id of this.#due.take(now)) {
      const row = filed.get(id)
      if (row === undefined || !this.#asleep.has(id) || isSnoozed(row, now)) continue
      this.#refile(lists, id, row, row)
      isMoved = true
    }
    return isMoved
  }

  /** The cases of this agent's that came back from a snooze since the last time this was asked. */
  takeWoken(): readonly WokenCase[] {
    if (this.#changed.size > 0) this.#current()
    const woken = this.#woken
    if (woken.length > 0) this.#woken = []
    return woken
  }

  /** What was made known of the clocks of this agent's cases since the last time this was asked. */
  takeTold(): readonly ToldClock[] {
    if (this.#changed.size > 0) this.#current()
    return this.#heard.takeTold()
  }

  /** What is new for this agent since the last time this was asked. */
  takeNews(): readonly NewForMe[] {
    if (this.#changed.size > 0) this.#current()
    return this.#heard.takeNews()
  }

  /** The queues this agent works, in their order. */
  queues(kind: Row<'queues'>['kind']): Row<'queues'>[] {
    const { me } = this.#workspace
    return this.#workspace
      .all('queues')
      .filter((queue) => queue.kind === kind && isQueueOf(me, queue))
      .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
  }

  #nextAt(): number {
    let next = Math.min(this.#due.nextAt, this.#found?.nextAt ?? Infinity)
    for (const filter of this.#filters.values()) next = Math.min(next, filter.nextAt)
    return next
  }

  #forget(): void {
    this.#lists = null
    this.#filed = null
    this.#found = null
    this.#filters.clear()
    this.#asleep.clear()
    this.#due = new DueTimes()
    this.#changed.clear()
  }

  /** Every case: each is in one of these two. */
  #all(): readonly CaseRow[] {
    const lists = this.#current()
    return [...(lists.get('all-open')?.rows() ?? []), ...(lists.get('solved')?.rows() ?? [])]
  }

  #filedNow(lists: Map<ViewId, CaseList>): Map<string, CaseRow> {
    return (this.#filed ??= new Map(
      [...(lists.get('all-open')?.rows() ?? []), ...(lists.get('solved')?.rows() ?? [])].map((row) => [row.id, row]),
    ))
  }

  #current(): Map<ViewId, CaseList> {
    const lists = (this.#lists ??= this.#make())
    if (this.#changed.size === 0) return lists
    const filed = this.#filedNow(lists)
    this.#turn += 1
    for (const id of this.#changed) {
      const before = filed.get(id)
      const now = this.#workspace.get('cases', id)
      if (before !== now) {
        this.#refile(lists, id, before, now)
        this.#heard.hear(before, now)
      }
      if (now === undefined) filed.delete(id)
      else filed.set(id, now)
    }
    this.#changed.clear()
    return lists
  }

  #make(): Map<ViewId, CaseList> {
    const lists = new Map<ViewId, CaseList>()
    const { me } = this.#workspace
    const now = this.#ports.now()
    for (const row of this.#workspace.all('cases')) {
      const isAsleep = this.#sleeps(row.id, row, now)
      for (const view of viewsOf(row, me, isAsleep)) listOf(lists, view).begin(row)
    }
    return lists
  }

  /** Whether a case is asleep from now on, and until when. */
  #sleeps(id: string, row: CaseRow | undefined, now: number): boolean {
    const isAsleep = row !== undefined && isSnoozed(row, now)
    if (!isAsleep) {
      // Most cases never slept.
      if (this.#asleep.size > 0) this.#asleep.delete(id)
      return false
    }
    this.#asleep.add(id)
    const until = row.snooze?.until
    if (until !== null && until !== undefined) this.#due.add(Date.parse(until), id)
    return true
  }

  /** Puts a case where it belongs now. The two are the same where only its snooze has run out. */
  #refile(lists: Map<ViewId, CaseList>, id: string, before: CaseRow | undefined, now: CaseRow | undefined): void {
    const { me } = this.#workspace
    const wasAsleep = this.#asleep.has(id)
    const isAsleep = this.#sleeps(id, now, this.#ports.now())
    const left = before === undefined ? noViews : viewsOf(before, me, wasAsleep)
    const isSame = now !== undefined && wasAsleep === isAsleep && isOfSameViews(now, before, me.id)
    const views = now === undefined ? noViews : isSame ? left : viewsOf(now, me, isAsleep)
    const move = { id, turn: this.#turn, before, now }
    if (before !== now) this.#askFilters(move)
    for (const view of left) listOf(lists, view).move(views.includes(view) ? move : { ...move, now: undefined })
    for (const view of views) if (!left.includes(view)) listOf(lists, view).move({ ...move, before: undefined })
    if (wasAsleep && !isAsleep) this.#wake(before, now)
  }

  #askFilters(move: Move): void {
    const at = this.#ports.now()
    this.#found?.move(move, at)
    for (const filter of this.#filters.values()) filter.move(move, at)
  }

  /** Notes that a case of this agent's is back, where it was not they who took it up again. */
  #wake(before: CaseRow | undefined, row: CaseRow | undefined): void {
    if (before === undefined || row === undefined) return
    const me = this.#workspace.me.id
    const by = wokenBy(row, this.#ports.now())
    if (by !== null && (row.assigneeId === me || before.snooze?.byAgentId === me)) this.#woken.push({ row, by })
  }
}

const isSavedView = (view: ViewId): view is `view/${string}` => view.startsWith('view/')
const savedId = (view: `view/${string}`): string => view.slice('view/'.length)

const noCases: readonly CaseRow[] = []
const noViews: readonly ViewId[] = []

const orders: { readonly [view: string]: Compare } = {
  asked: byAskDue,
  solved: byLatest,
  following: byLatest,
  'for-you': byLatest,
  snoozed: compareBy({ by: 'snooze', isDescending: false }),
}

function listOf(lists: Map<ViewId, CaseList>, view: ViewId): CaseList {
  let list = lists.get(view)
  if (list === undefined)
    lists.set(view, (list = new CaseList(orders[view] ?? (isTierTwo(view) ? byFirstDue : byWaiting))))
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
  now.ask === before.ask &&
  now.followerIds === before.followerIds &&
  now.unseen === before.unseen &&
  now.snooze === before.snooze &&
  (now.assigneeId === null) === (before.assigneeId === null) &&
  (now.assigneeId === me) === (before.assigneeId === me)

/** Whether whoever leads, at this site or everywhere, has a question on it to answer. */
const isAsked = ({ ask }: CaseRow, me: Agent): boolean =>
  ask !== null && ask !== undefined && isWithTier2(ask.state) && can({ kind: 'agent', agent: me }).answerAsk(ask)

/** The lists that an escalation puts its case in. */
function tierTwoViews({ escalation }: CaseRow, me: string): ViewId[] {
  if (escalation === null) return []
  const { state, queueId, byAgentId } = escalation
  const isBack = state === 'returned' || state === 'handed-back'
  return [
    ...(isWithTier2(state) ? ([`tier-2/${queueId}`] as const) : []),
    ...(byAgentId === me ? (['escalated-by-me'] as const) : []),
    ...(byAgentId === me && isBack ? (['returned-to-me'] as const) : []),
  ]
}

/** A case that is put aside leaves the lists that are worked, but not those of Tier 2, nor that of everything open. */
function viewsOf(row: CaseRow, agent: Agent, isAsleep: boolean): ViewId[] {
  const me = agent.id
  const views: ViewId[] = [
    ...(isAsked(row, agent) ? (['asked'] as const) : []),
    ...(row.followerIds?.includes(me) === true ? (['following'] as const) : []),
    ...(unseenBy(row, me) === undefined ? [] : (['for-you'] as const)),
    ...tierTwoViews(row, me),
  ]
  if (!isOpenCase(row)) return [...views, 'solved']
  views.push('all-open')
  if (isAsleep) {
    if (row.assigneeId === me || row.snooze?.byAgentId === me) views.push('snoozed')
    return views
  }
  views.push(queueView(row.queueId))
  if (row.assigneeId === me) views.push('mine')
  if (row.assigneeId === null) views.push('unassigned')
  return views
}
