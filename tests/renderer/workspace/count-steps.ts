import fc from 'fast-check'
import type { Case } from '#shared/domain/case.ts'
import { aCase, aQueue, anAgent, idOf } from '#tests/builders.ts'
import { slowFilters } from './slow-count.ts'

// Late in the evening, so that "today" ends while the test goes on.
export const begin = Date.parse('2026-11-22T21:00:00.000Z')
export const minute = 60_000

/** Who looks, and the queues there are. */
export const me = anAgent({ queueIds: [idOf(3), idOf(30), idOf(31)] })
export const [orders, refunds, second] = [
  aQueue(),
  aQueue({ id: idOf(30), name: 'Refunds MY', position: 1 }),
  aQueue({ id: idOf(31), name: 'Tier 2 refunds', kind: 'escalations', position: 2 }),
]

const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const ids = fc.integer({ min: 1, max: 14 }).map((n) => idOf(100 + n))
/** Minutes from the beginning, before and after it. */
const instants = some(-2000, -1400, -300, -130, -100, -20, 0, 30).map((m) => new Date(begin + m * minute).toISOString())

/** Any case, one of a few. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    id: ids,
    status: some<Case['status']>('new', 'open', 'pending', 'on-hold', 'solved', 'closed'),
    priority: some<Case['priority']>('low', 'normal', 'high', 'urgent'),
    queueId: some(orders.id, refunds.id),
    assigneeId: some(null, me.id, idOf(77)),
    subject: some('Where is my parcel?', 'A refund'),
    tags: some<string[]>([], ['late'], ['late', 'vip']),
    waitingSince: fc.option(instants),
    updatedAt: instants,
    createdAt: instants,
    lastReplyBy: some(null, 'party' as const, 'desk' as const),
    state: some(
      null,
      'queued' as const,
      'accepted' as const,
      'waiting' as const,
      'returned' as const,
      'closed' as const,
    ),
    followerIds: some([], [me.id], [idOf(77)]),
    unseenBy: some(null, me.id, idOf(77)),
    asleep: some(undefined, undefined, null, -5, 20, 45, 300),
    isWoken: fc.boolean(),
  })
  .map(({ state, asleep, unseenBy, isWoken, ...fields }) =>
    aCase({
      ...fields,
      unseen:
        unseenBy === null ? [] : [{ agentId: unseenBy, what: 'note', at: fields.updatedAt, messageId: idOf(0x51) }],
      snooze:
        asleep === undefined
          ? null
          : {
              until: asleep === null ? null : new Date(begin + asleep * minute).toISOString(),
              byAgentId: fields.priority === 'low' ? me.id : idOf(77),
              at: fields.updatedAt,
            },
      woken: isWoken ? { at: fields.updatedAt, by: 'reply' } : null,
      escalation: state === null ? null : { id: idOf(200), state, queueId: second.id, attempt: 1, byAgentId: me.id },
    }),
  )

/** What the agent does in the window: some of it is refused, which is as good. */
const deeds = fc.oneof(
  fc.record({ name: fc.constant('case.snooze' as const), after: some(null, 1, 25, 200) }),
  fc.record({ name: some('case.wake' as const, 'case.follow' as const, 'case.unfollow' as const) }),
  fc.record({ name: fc.constant('case.set-status' as const), status: some('open' as const, 'pending' as const) }),
  fc.record({ name: fc.constant('case.assign' as const), assigneeId: some(null, me.id) }),
  fc.record({ name: fc.constant('case.set-priority' as const), priority: some('low' as const, 'urgent' as const) }),
  fc.record({ name: fc.constant('case.move' as const), queueId: some(orders.id, refunds.id) }),
)

const oneField = [
  'status',
  'priority',
  'queueId',
  'assigneeId',
  'tags',
  'waitingSince',
  'updatedAt',
  'followerIds',
  'unseen',
  'snooze',
  'woken',
  'escalation',
] as const satisfies readonly (keyof Case)[]

/** What can happen to a window with lists in it. */
export const steps = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('told' as const),
      rows: fc.uniqueArray(cases, { maxLength: 4, selector: ({ id }) => id }),
    }),
  },
  // One field alone, so that all others are the very same.
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('touched' as const), row: cases, field: some(...oneField) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('gone' as const), id: ids }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('deed' as const), id: ids, deed: deeds }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), as: some('applied', 'refused') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: some(1, 19, 31, 90, 200) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('scope' as const), isWide: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), name: some('Refunds', 'Money back') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rewrite' as const), n: fc.nat(slowFilters.length - 1) }) },
  // A list that nobody looks at gathers what moved: each look at another moment takes another way through it.
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const), n: fc.nat(40) }) },
)
/** One of them. */
export type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never

export type Deed = Extract<Step, { do: 'deed' }>['deed']
