import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { LiveView } from '#shared/sync/live-view.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { type Pending, type View, replay } from '#shared/sync/replay.ts'
import { type AnyRow, tableNames } from '#shared/tables.ts'
import { aCase, anAgent, aQueue, idOf, someInstant } from '#tests/builders.ts'

const ana = anAgent({ role: 'supervisor' })
const asked = { key: 'cause', label: 'Cause', kind: 'text' as const, options: [], isRequiredToSolve: true }
const form = { id: idOf(0x61), name: 'Form', fields: [], isDriverRequired: false, active: true }
const actor = { kind: 'agent', agent: ana } as const
const other = aQueue({ id: idOf(0x31), name: 'Other' })
const caseOf = (n: number, set: object = {}) => aCase({ id: idOf(0x1000 + n), number: String(n), ...set })

function confirmedWith(cases: readonly AnyRow[]): ConfirmedRows {
  const rows = new ConfirmedRows()
  const held = (some: readonly AnyRow[]) => () => some.map((row) => ({ v: 1, row }))
  rows.load('cases', held(cases))
  rows.load('queues', held([aQueue(), other]))
  rows.load('agents', held([ana]))
  return rows
}

let ops = 0
const pending = (name: string, args: object, dependsOn: readonly string[] = []): Pending => ({
  opId: `op ${(ops += 1)}`,
  name,
  args,
  at: someInstant,
  dependsOn,
})
const tags = (n: number, tag: string): Pending =>
  pending('case.change-tags', { caseId: idOf(0x1000 + n), add: [tag], remove: [] })

const byId = <T>(entries: Iterable<readonly [string, T]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
/** Everything that a window can see of a view. */
const seen = ({ rows, refused }: View): unknown => ({
  rows: tableNames.map((table) => [table, byId(rows.changedRows(table))]),
  refused: byId(refused),
})

// Catches eighty milliseconds for every page while five thousand changes wait: each page ran all of them anew. Counted, not timed.
test('a page runs what it leads to anew and nothing else, however much waits [S7]', () => {
  const many = 5000
  const rows = confirmedWith(Array.from({ length: many }, (_, n) => caseOf(n)))
  const view = new LiveView(rows)
  const waiting = Array.from({ length: many }, (_, n) => tags(n, 'late'))
  for (const one of waiting) view.add(one, actor)
  expect(view.runs).toBe(many)
  // The service answers the first hundred, and a party wrote on ten of those that wait.
  const settled = waiting.slice(0, 100).map(({ opId }) => opId)
  const told = Array.from({ length: 110 }, (_, n): RowChange => {
    const row = caseOf(n, n < 100 ? { tags: ['late'] } : { subject: 'Another' })
    return { t: 'cases', id: row.id, v: 2, row }
  })
  for (const change of told) rows.apply(change)
  const { moved, isWhole } = view.follow(told, settled, actor)
  expect(isWhole).toBe(true)
  expect(view.runs - many).toBe(10)
  expect(new Set(moved.map(({ id }) => id)).size).toBe(110)
  expect(view.size).toBe(many - 100)
  expect(view.rows.get('cases', idOf(0x1000 + 105))).toMatchObject({ subject: 'Another', tags: ['late'] })
})

const cases = 4
const someCase = fc.nat(cases - 1).map((n) => idOf(0x1000 + n))
const freshId = fc.integer({ min: 1, max: 0xffff }).map((n) => idOf(0x1_0000 + n))
const named = (name: string, args: { readonly [field: string]: fc.Arbitrary<unknown> }) =>
  fc.record(args).map((made) => [name, made] as const)

/** What an agent may wait with: on the same few cases, on top of each other, over two of them at once, some of it refused. */
const mutation = fc.oneof(
  named('case.change-tags', { caseId: someCase, add: fc.constant(['late']), remove: fc.constant(['vip']) }),
  named('case.set-status', { caseId: someCase, status: fc.constantFrom('open', 'pending', 'solved') }),
  named('case.reply', {
    caseId: someCase,
    messageId: freshId,
    text: fc.constant('Hello'),
    afterReplyId: fc.constant(null),
  }),
  named('case.note', { caseId: someCase, messageId: freshId, text: fc.constant('Seen') }),
  named('case.link', { caseId: someCase, otherId: someCase, eventId: freshId, otherEventId: freshId }),
  // Whether a case may be solved hangs on these, which it does not write.
  named('form.save', { form: fc.constantFrom(form, { ...form, fields: [asked] }) }),
  named('queue.set-form', { queueId: fc.constant(idOf(3)), formId: fc.constantFrom(null, form.id) }),
  named('case.move', { caseId: someCase, queueId: fc.constantFrom(idOf(3), other.id) }),
)

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('name' as const), of: mutation, isDependent: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('settle' as const), places: fc.array(fc.nat(5), { maxLength: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      n: fc.nat(cases - 1),
      set: fc.constantFrom({ status: 'closed' }, { status: 'open', tags: ['vip'] }, { lastReplyId: idOf(0x999) }),
    }),
  },
)

/** A window's view with what waits, and the same worked out anew after each step. */
class Both {
  readonly rows = confirmedWith(Array.from({ length: cases }, (_, n) => caseOf(n)))
  readonly view = new LiveView(this.rows)
  outbox: Pending[] = []
  version = 1
  /** Rows that are others than before, and nobody was told. */
  readonly untold: string[] = []

  name([name, args]: readonly [string, object], isDependent: boolean): void {
    const last = this.outbox.at(-1)
    const next = pending(name, args, isDependent && last !== undefined ? [last.opId] : [])
    this.outbox.push(next)
    this.view.add(next, actor)
  }

  settle(places: readonly number[]): void {
    const gone = new Set(places.flatMap((place) => this.outbox[place]?.opId ?? []))
    this.outbox = this.outbox.filter(({ opId }) => !gone.has(opId))
    this.#follow([], [...gone])
  }

  tell(n: number, set: object): void {
    const row = caseOf(n, set)
    this.#follow([{ t: 'cases', id: row.id, v: (this.version += 1), row }], [])
  }

  #follow(changes: readonly RowChange[], settled: readonly string[]): void {
    const ids = Array.from({ length: cases }, (_, n) => idOf(0x1000 + n))
    const before = ids.map((id) => JSON.stringify(this.view.rows.get('cases', id)))
    for (const change of changes) this.rows.apply(change)
    const { moved, isWhole } = this.view.follow(changes, settled, actor)
    if (!isWhole) return this.view.rebuild(this.outbox, actor)
    const told = new Set([...moved, ...changes].map(({ id }) => id))
    const others = ids.filter((id, n) => JSON.stringify(this.view.rows.get('cases', id)) !== before[n])
    this.untold.push(...others.filter((id) => !told.has(id)))
  }
}

// Catches a view that has drifted from what a whole replay would show, in its rows or in what it says is refused; and a row not told of.
test('after anything it is what a whole replay would be, and every row that is another was told [S7]', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const both = new Both()
      for (const one of steps) {
        if (one.do === 'name') both.name(one.of, one.isDependent)
        else if (one.do === 'settle') both.settle(one.places)
        else both.tell(one.n, one.set)
        expect(seen(both.view)).toEqual(seen(replay(both.rows, both.outbox, actor)))
        expect(both.untold).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

// Catches a rule that is run again and sees what was named after it: the case was solved before the form asked anything.
test('what is run again sees what stood there when it was its turn [S7]', () => {
  const both = new Both()
  both.name(['form.save', { form }], false)
  both.name(['queue.set-form', { queueId: idOf(3), formId: form.id }], false)
  both.name(['case.set-status', { caseId: idOf(0x1000), status: 'solved' }], false)
  both.name(['form.save', { form: { ...form, fields: [asked] } }], false)
  both.tell(0, { subject: 'Another' })
  expect(both.view.rows.get('cases', idOf(0x1000))).toMatchObject({ subject: 'Another', status: 'solved' })
  expect(seen(both.view)).toEqual(seen(replay(both.rows, both.outbox, actor)))
})

test('with other rights, or where a row took others along, it is to be built anew', () => {
  const view = new LiveView(confirmedWith([caseOf(1)]))
  view.add(tags(1, 'late'), actor)
  const gone: RowChange = { t: 'cases', id: caseOf(1).id, v: 2, gone: true }
  expect(view.follow([gone], [], actor).isWhole).toBe(false)
  expect(view.follow([], [], { kind: 'agent', agent: anAgent({ role: 'quality' }) }).isWhole).toBe(false)
})
