import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileQuery } from '#shared/case-query/compile-query.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import { CaseLists, type ViewId, fixedViews } from '#renderer/workspace/case-lists.ts'
import { byStanding, compareBy } from '#renderer/workspace/case-sorts.ts'
import type { FilterOf } from '#renderer/workspace/filtered-cases.ts'
import { queryContext } from '#renderer/workspace/query-context.ts'
import type { Row } from '#shared/tables.ts'
import { aCase, anAgent, idOf, someInstant } from '../../builders.ts'

type CaseRow = Row<'cases'>

const me = anAgent()
const views: readonly ViewId[] = [...fixedViews, 'view/mine-late', 'view/back']
const queues: readonly ViewId[] = [`queue/${idOf(3)}`, `queue/${idOf(30)}`, `tier-2/${idOf(31)}`]

const begin = Date.parse('2026-11-22T07:00:00.000Z')
let now = begin
const hour = 3_600_000

const savedFilters: { readonly [id: string]: string } = {
  'mine-late': 'is:open waiting:>2h -is:snoozed',
  back: 'is:woken or updated:<1h',
}
function savedFilter(id: string): FilterOf | undefined {
  const filter = savedFilters[id]
  if (filter === undefined) return undefined
  const context = queryContext({ me, all: () => [], get: () => undefined, version: () => 1 })
  const compare = compareBy({ by: 'updated', isDescending: true })
  return { name: id, test: compileQuery(parseQuery(filter), context), compare }
}

/** The cases of a workspace, and lists over them. */
function desk(rows: Map<string, CaseRow>): CaseLists {
  const source = {
    me,
    all: () => [...rows.values()] as never,
    get: (_table: 'cases', id: string) => rows.get(id),
    version: () => 1,
  }
  return new CaseLists(source, { now: () => now, savedFilter })
}

const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const instants = some('2026-11-22T07:00:00.000Z', '2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z')

const caseRow: fc.Arbitrary<CaseRow> = fc
  .record({
    n: fc.integer({ min: 1, max: 12 }),
    status: some<CaseRow['status']>('new', 'open', 'pending', 'solved', 'closed'),
    queueId: some(idOf(3), idOf(30)),
    assigneeId: some(null, me.id),
    waitingSince: fc.option(instants),
    updatedAt: instants,
    state: some(null, 'queued' as const, 'in-progress' as const, 'waiting' as const, 'returned' as const),
    followerIds: some(undefined, [me.id], [idOf(77)]),
    unseenBy: some(null, me.id, idOf(77)),
    asleep: some(undefined, null, 0.5, 1, 2, 5),
  })
  .map(({ n, state, asleep, unseenBy, ...fields }) =>
    aCase({
      ...fields,
      ...(unseenBy === null
        ? {}
        : { unseen: [{ agentId: unseenBy, what: 'mention' as const, at: someInstant, messageId: null }] }),
      snooze:
        asleep === undefined
          ? null
          : {
              until: asleep === null ? null : new Date(begin + asleep * hour).toISOString(),
              byAgentId: n % 2 === 0 ? me.id : idOf(99),
              at: someInstant,
            },
      id: idOf(100 + n),
      escalation: state === null ? null : { id: idOf(200), state, queueId: idOf(31), attempt: 1, byAgentId: me.id },
    }),
  )

const step = fc.oneof(
  caseRow.map((row) => ({ do: 'put' as const, row })),
  fc.integer({ min: 1, max: 12 }).map((n) => ({ do: 'remove' as const, id: idOf(100 + n) })),
  fc.constantFrom(...views, ...queues).map((view) => ({ do: 'look' as const, view })),
  fc.constant({ do: 'any' as const }),
  some(0.3, 1, 3).map((hours) => ({ do: 'wait' as const, ms: hours * hour })),
  fc.integer({ min: 0, max: 2 }).map((n) => ({ do: 'find' as const, n })),
)

const tests: readonly ((row: CaseRow) => boolean)[] = [
  () => true,
  ({ status }) => status !== 'pending',
  ({ status, queueId }) => status !== 'pending' && queueId === idOf(3),
]
/** What passes a test, each asked within the one before, as a search goes on letter by letter. */
const find = (lists: CaseLists, n: number): readonly CaseRow[] =>
  lists.found(
    {
      name: `test ${n}`,
      test: { passes: (row) => tests[n]?.(row) === true, changesAt: () => Infinity },
      compare: byStanding,
    },
    `test ${n - 1}`,
  )

const ids = (list: readonly CaseRow[]): string[] => list.map(({ id }) => id)

// Catches: a case that stays in a list it left, is there twice, stands in the wrong place, or is counted wrongly; or whose snooze or time is
// over and nobody noticed. And equal cases whose order tells in which order they changed.
test('after any changes, and any time, every list is as if it were made anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      now = begin
      const rows = new Map<string, CaseRow>()
      const lists = desk(rows)
      for (const view of views) lists.count(view)
      for (const one of steps) {
        if (one.do === 'look') lists.cases(one.view)
        else if (one.do === 'find') find(lists, one.n)
        else if (one.do === 'any') lists.changed('any')
        else if (one.do === 'wait') {
          now += one.ms
          lists.tick()
        } else {
          const id = one.do === 'put' ? one.row.id : one.id
          if (one.do === 'put') rows.set(id, one.row)
          else rows.delete(id)
          lists.changed(new Set([id]))
        }
      }
      const anew = desk(rows)
      for (const view of [...views, ...queues]) {
        expect(lists.count(view)).toBe(anew.count(view))
        expect(ids(lists.cases(view))).toEqual(ids(anew.cases(view)))
      }
      // The one that was asked last first, before another takes its place.
      const last = steps.findLast((one) => one.do === 'find')?.n ?? 0
      for (const n of [last, 0, 1, 2]) {
        const all = [...anew.cases('all-open'), ...anew.cases('solved')]
        expect(ids(find(lists, n))).toEqual(ids(all.filter((row) => tests[n]?.(row) === true)))
      }
    }),
    { numRuns: 300 },
  )
})

// Catches: a snoozed case in a list that is worked, one that is over in none, and one that comes back without a word.
test('a case put aside is in none of the lists that are worked until its time, and then it is told of', () => {
  now = begin
  const snooze = { until: new Date(begin + hour).toISOString(), byAgentId: me.id, at: someInstant }
  const row = aCase({ id: idOf(101), assigneeId: me.id, snooze })
  const lists = desk(new Map([[row.id, row]]))
  const where = (): ViewId[] => [...fixedViews, queues[0] ?? 'mine'].filter((view) => lists.count(view) > 0)
  expect(where()).toEqual(['snoozed', 'all-open'])
  now += hour - 1
  expect([lists.tick(), lists.takeWoken()]).toEqual([false, []])
  now += 1
  expect(lists.tick()).toBe(true)
  expect(where()).toEqual(['mine', 'all-open', `queue/${idOf(3)}`])
  expect(lists.takeWoken()).toEqual([{ row, by: 'time' }])
  expect(lists.takeWoken()).toEqual([])
})

// Catches: a toast for what the agent did themselves.
test('a case that was taken up again by hand is not told of', () => {
  now = begin
  const snooze = { until: null, byAgentId: me.id, at: someInstant }
  const row = aCase({ id: idOf(101), snooze })
  const rows = new Map([[row.id, row]])
  const lists = desk(rows)
  expect(lists.count('snoozed')).toBe(1)
  const told = (after: CaseRow): unknown => {
    rows.set(row.id, after)
    lists.changed(new Set([row.id]))
    return lists.takeWoken()
  }
  expect(told({ ...row, snooze: null })).toEqual([])
  expect(told(row)).toEqual([])
  const replied = { ...row, snooze: null, woken: { at: row.updatedAt, by: 'reply' as const } }
  expect(told(replied)).toEqual([{ row: replied, by: 'reply' }])
})

// Catches: a list that is drawn anew although nothing in it changed, or is not although something did.
test('a list is another array after a change of its own, and the same one otherwise', () => {
  const [open, solved] = [aCase({ id: idOf(101) }), aCase({ id: idOf(102), status: 'solved' })]
  const rows = new Map([open, solved].map((row) => [row.id, row]))
  const lists = desk(rows)
  const before = { open: lists.cases('all-open'), solved: lists.cases('solved') }
  rows.set(open.id, { ...open, subject: 'Changed' })
  lists.changed(new Set([open.id]))
  expect(lists.cases('all-open')).not.toBe(before.open)
  expect(lists.cases('all-open')[0]?.subject).toBe('Changed')
  expect(lists.cases('solved')).toBe(before.solved)
})

// Catches: a search that runs through every case again for each change anywhere.
test('what was found is another array after a change of its own, and the same one otherwise', () => {
  const [found, other] = [aCase({ id: idOf(101) }), aCase({ id: idOf(102), status: 'pending' })]
  const rows = new Map([found, other].map((row) => [row.id, row]))
  const lists = desk(rows)
  const before = find(lists, 1)
  rows.set(other.id, { ...other, subject: 'Changed' })
  lists.changed(new Set([other.id]))
  expect(find(lists, 1)).toBe(before)
  rows.set(found.id, { ...found, subject: 'Changed' })
  lists.changed(new Set([found.id]))
  expect(find(lists, 1)).toEqual([{ ...found, subject: 'Changed' }])
})

// Catches: many changes at once, which are merged in rather than put in one by one, that lose, double or misplace a case.
test('many changes at once give the same list as one by one', () => {
  const hour = (n: number): string => new Date(Date.UTC(2026, 10, 22) + n * 3_600_000).toISOString()
  const rows = new Map<string, CaseRow>()
  for (let n = 0; n < 300; n++) rows.set(idOf(1000 + n), aCase({ id: idOf(1000 + n), waitingSince: hour(n) }))
  const lists = desk(rows)
  expect(lists.cases('all-open')).toHaveLength(300)
  const changed = Array.from({ length: 150 }, (_, n) => idOf(1000 + 2 * n))
  for (const [n, id] of changed.entries()) {
    if (n % 3 === 0) rows.delete(id)
    else rows.set(id, aCase({ id, waitingSince: hour(n % 2 === 0 ? 1000 + n : -n) }))
  }
  lists.changed(new Set(changed))
  expect(lists.cases('all-open')).toEqual(desk(rows).cases('all-open'))
})

// Catches a question that is nearly over below ten that have all day, because its party has not waited as long.
test('what is asked of whoever leads stands by the answer that is due first', () => {
  const lead = anAgent({ id: idOf(0x50), role: 'supervisor' })
  const asked = (n: number, dueAt: string | null, waitingSince: string) =>
    aCase({
      id: idOf(n),
      number: String(n),
      waitingSince,
      ask: { id: idOf(100 + n), state: 'queued', siteId: idOf(1), byAgentId: me.id, dueAt },
    })
  const at = (hour: number): string => `2026-11-22T0${hour}:00:00.000Z`
  const rows = [asked(1, at(9), at(1)), asked(2, at(8), at(5)), asked(3, null, at(1)), asked(4, at(8), at(4))]
  const lists = new CaseLists({
    me: lead,
    all: (table) => (table === 'cases' ? rows : []) as never,
    get: (_table, id) => rows.find((row) => row.id === id),
    version: () => 1,
  })
  expect(lists.cases('asked').map(({ number }) => number)).toEqual(['4', '2', '1', '3'])
})
