import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ViewId, fixedViews } from '#renderer/workspace/case-lists.ts'
import { serviceClock } from '#renderer/workspace/service-clock.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import type { SavedView } from '#shared/domain/saved-view.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { idOf } from '#tests/builders.ts'
import { type Deed, type Step, begin, cases, me, minute, orders, refunds, second, steps } from './count-steps.ts'
import { MemoryDesk } from './memory-desk.ts'
import { type Belongs, type Moment, atTierTwo, inQueue, slowFilters, slowLists } from './slow-count.ts'

type Rows = readonly (readonly [TableName, AnyRow])[]

const viewOf = (filter: string, n: number): SavedView => ({
  id: idOf(500 + n),
  name: `View ${n}`,
  filter,
  sort: n % 2 === 0 ? 'waiting' : 'updated',
  isDescending: n % 3 === 0,
  scope: { of: 'workspace' },
  byAgentId: me.id,
  position: n,
})

/** The service's rows: the truth that the window is told of. */
class Truth {
  readonly cases = new Map<string, Case>()
  readonly queues = new Map([orders, refunds, second].map((queue) => [queue.id, queue]))
  readonly views = new Map(slowFilters.map(([filter], n) => [idOf(500 + n), viewOf(filter, n)]))
  me: Agent = me

  /** A queue's cases are seen by whoever works it; one's own are seen anyway. */
  isSeen = ({ queueId, assigneeId }: Case): boolean => assigneeId === me.id || this.me.queueIds.includes(queueId)

  rows(): Rows {
    const every = <T extends AnyRow>(table: TableName, rows: Iterable<T>) =>
      [...rows].map((row) => [table, row] as const)
    return [
      ['agents', this.me],
      ...every('queues', this.queues.values()),
      ...every('views', this.views.values()),
      ...every('cases', [...this.cases.values()].filter(this.isSeen)),
    ]
  }
}

function perform(desk: MemoryDesk, caseId: string, deed: Deed, now: number): void {
  if (deed.name === 'case.snooze') {
    const until = deed.after === null ? null : new Date(now + deed.after * minute).toISOString()
    desk.workspace.mutate('case.snooze', { caseId, until })
  } else {
    const { name, ...args } = deed
    desk.workspace.mutate(name, { caseId, ...args })
  }
}

/** The feed brings what became of cases: those out of the agent's sight are gone. */
function tell(desk: MemoryDesk, truth: Truth, rows: readonly Case[]): Promise<void> {
  for (const row of rows) truth.cases.set(row.id, row)
  const seen = rows.filter(truth.isSeen).map((row) => ['cases', row] as const)
  const gone = rows.filter((row) => !truth.isSeen(row)).map(({ id }) => id)
  return desk.page(seen, gone, null)
}

async function take(desk: MemoryDesk, truth: Truth, step: Step): Promise<void> {
  switch (step.do) {
    case 'told':
      return tell(desk, truth, step.rows)
    case 'touched': {
      const before = truth.cases.get(step.row.id)
      return before && tell(desk, truth, [{ ...before, [step.field]: step.row[step.field] }])
    }
    case 'gone':
      truth.cases.delete(step.id)
      return desk.page([], [step.id], null)
    case 'deed':
      return perform(desk, step.id, step.deed, Date.now())
    case 'settle':
      return desk.page([], [], step.as === 'applied' ? 'applied' : 'refused')
    case 'wait':
      return desk.wait(step.minutes * minute)
    case 'scope':
      return changeScope(desk, truth, step.isWide)
    case 'rename':
      return rename(desk, truth, step.name)
    case 'rewrite':
      return rewrite(desk, truth, step.n)
    case 'look': {
      const all = [...slowViews(truth).keys()]
      desk.workspace.lists.cases(all[step.n % all.length] ?? 'mine')
    }
  }
}

/** The agent works fewer queues, or all of them again. */
async function changeScope(desk: MemoryDesk, truth: Truth, isWide: boolean): Promise<void> {
  truth.me = { ...me, queueIds: isWide ? me.queueIds : [orders.id] }
  await desk.dropUnseen(truth.me)
  compareLists(desk, truth)
  return desk.copy(truth.rows())
}

/** A view that asks for the queue by its name finds other cases from now on. */
function rename(desk: MemoryDesk, truth: Truth, name: string): Promise<void> {
  const renamed = { ...refunds, name }
  truth.queues.set(renamed.id, renamed)
  return desk.page([['queues', renamed]], [], null)
}

/** The first view says from now on what another one says. */
function rewrite(desk: MemoryDesk, truth: Truth, n: number): Promise<void> {
  const [filter = ''] = slowFilters[n] ?? []
  const view = { ...viewOf(filter, n), id: idOf(500) }
  truth.views.set(view.id, view)
  return desk.page([['views', view]], [], null)
}

/** Every list there is, with the slow rule for it. */
function slowViews(truth: Truth): Map<ViewId, Belongs> {
  const rules = new Map<string, Belongs>(slowFilters)
  const views = new Map<ViewId, Belongs>(fixedViews.map((view) => [view, slowLists[view] ?? (() => false)]))
  for (const { id } of [orders, refunds]) views.set(`queue/${id}`, inQueue(id))
  views.set(`tier-2/${second.id}`, atTierTwo(second.id))
  for (const { id, filter } of truth.views.values()) views.set(`view/${id}`, rules.get(filter) ?? (() => false))
  return views
}

/** Counts every list row by row, and compares. */
function compareLists({ workspace }: MemoryDesk, truth: Truth): void {
  const at: Moment = {
    meId: me.id,
    now: Date.now(),
    names: new Map([...truth.queues.values()].map(({ id, name }) => [id, name])),
  }
  const rows = workspace.all('cases')
  for (const [view, belongs] of slowViews(truth)) {
    const slow = rows.filter((row) => belongs(row, at))
    const label = view.startsWith('view/') ? (truth.views.get(view.slice(5))?.filter ?? view) : view
    expect([label, workspace.lists.count(view)]).toEqual([label, slow.length])
    const listed = workspace.lists.cases(view)
    expect([label, listed.length]).toEqual([label, slow.length])
    expect(new Set(listed)).toEqual(new Set(slow))
  }
}

/** The same, where everything that is in sight is here: whatever the agent's own steps have made of it meanwhile. */
function compare(desk: MemoryDesk, truth: Truth): void {
  const seen = [...truth.cases.values()].filter(truth.isSeen)
  const here = desk.workspace.all('cases')
  expect(here.map(({ id }) => id).sort()).toEqual(seen.map(({ id }) => id).sort())
  compareLists(desk, truth)
}

/** It is this late, by the computer as by the service. */
function setTime(at: number): void {
  vi.setSystemTime(at)
  serviceClock.told(at)
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'], now: begin }))
afterEach(() => void vi.useRealTimers())

// Catches: a count that drifts from its list, or a list from its rule: after changes of the service, the agent's own steps on top, steps that
// are confirmed or refused, snoozes and days that end, rights that change, and queues and views that are called or asked otherwise.
test('every count is what counting row by row gives, whatever happens and in whatever order [S7][S17]', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { minLength: 5, maxLength: 40 }),
      fc.array(cases, { maxLength: 14 }),
      async (all, first) => {
        setTime(begin)
        const truth = new Truth()
        for (const row of first) truth.cases.set(row.id, row)
        const desk = await MemoryDesk.open(me, truth.rows(), begin)
        compare(desk, truth)
        for (const [n, step] of all.entries()) {
          if (step.do === 'wait') setTime(Date.now() + step.minutes * minute)
          await take(desk, truth, step)
          if (n % 5 === 4) compare(desk, truth)
        }
        compare(desk, truth)
      },
    ),
    { numRuns: 250 },
  )
})
