import type { Ledger, LedgerTransaction } from '#service/sync/ledger.ts'
import type { FeedPage } from '#shared/sync/protocol.ts'
import { idOf } from '#tests/builders.ts'
import type { FaultKind } from './fault-plan.ts'
import type { Sabotage, Schedule } from './run-schedule.ts'
import type { RequestKind, Requests, Said, Tap, Wire } from './wire.ts'

/** One rule taken away, from outside: what the checker must notice. */
export interface SwitchOff {
  readonly rule: string
  readonly without: string
  readonly sabotage: Sabotage
}

const altered =
  (alter: (transaction: LedgerTransaction) => Partial<LedgerTransaction>) =>
  (ledger: Ledger): Ledger => ({
    inBatch: (work) =>
      ledger.inBatch((transaction) => {
        const changed = alter(transaction)
        return work(
          new Proxy(transaction, {
            get: (of, name: keyof LedgerTransaction) => {
              const found = changed[name] ?? of[name]
              return typeof found === 'function' && changed[name] === undefined ? found.bind(of) : found
            },
          }),
        )
      }),
  })

const tap = (part: (schedule: Schedule) => Partial<Tap>, always: readonly FaultKind[] = []): Sabotage => ({
  always,
  tap: (schedule) => ({
    toWindow: (said) => said,
    toService: (_kind, request) => request,
    answered: (_kind, _request, reply) => reply,
    ...part(schedule),
  }),
})

const pageOf = (said: unknown): FeedPage | null =>
  typeof said === 'object' && said !== null && 'base' in said ? (said as FeedPage) : null

/** Changes every page of the feed, pushed or pulled, on its way to the window. */
const onPages = (alter: (page: FeedPage, wire: Wire, schedule: Schedule) => FeedPage) =>
  tap((schedule) => ({
    toWindow: (frame, wire): Said =>
      frame.event === 'patch' ? { ...frame, said: alter(frame.said, wire, schedule) } : frame,
    answered: (_kind, _request, reply, wire) => {
      const page = pageOf(reply)
      return page === null ? reply : alter(page, wire, schedule)
    },
  }))

type PushRequest = Requests['push']['request']

/** Changes the mutations of every push on its way to the service. */
const onPushes = (
  alter: (request: PushRequest, schedule: Schedule) => PushRequest,
  always: readonly FaultKind[] = [],
) =>
  tap(
    (schedule) => ({
      toService: <K extends RequestKind>(kind: K, request: Requests[K]['request']) =>
        kind === 'push' ? alter(request as PushRequest, schedule) : request,
    }),
    always,
  )

const forgetsResults = altered(() => ({ resultsOf: () => Promise.resolve(new Map()) }))

/** A service that takes the mutations that come for the next ones, whatever their number, and a network that loses the first of some. */
function ignoresGaps(): Sabotage {
  const next = new Map<string, number>()
  const beheaded = onPushes((request, { random }) => {
    const mutations =
      random.chance(0.3) && request.mutations.length > 1 ? request.mutations.slice(1) : request.mutations
    next.set(request.clientId, mutations[0]?.mid ?? 1)
    return { ...request, mutations }
  })
  const wrapLedger = altered((transaction) => ({
    clients: async (ids) => {
      const known = await transaction.clients(ids)
      return new Map([...known].map(([id, client]) => [id, { ...client, last: (next.get(id) ?? 1) - 1 }]))
    },
  }))
  return { ...beheaded, wrapLedger }
}

/** A service that takes every mid that it knows for the mutation it knows, and windows that keep their clientId over a restart. */
function keepsClientId(): Sabotage {
  const sent = new Map<string, string>()
  const wrapLedger = altered(() => ({
    sentUnder: (clientId, mids) =>
      Promise.resolve(new Map(mids.map((mid) => [mid, sent.get(`${clientId}/${mid}`) ?? '']))),
  }))
  const noted = onPushes(
    (request) => {
      for (const { mid, opId } of request.mutations) sent.set(`${request.clientId}/${mid}`, opId)
      return request
    },
    ['client-crash', 'roll-back-both'],
  )
  const wrapClock: Sabotage['wrapClock'] = (clock, windowIndex) => {
    let isFirst = true
    const newId = (): string => {
      const id = isFirst ? idOf(0xc0 + windowIndex) : clock.newId()
      isFirst = false
      return id
    }
    return { ...clock, newId }
  }
  return { ...noted, wrapLedger, wrapClock }
}

const refusedStays = altered((transaction) => ({
  write: (writes) => {
    const refused = writes.clientResults.filter(({ outcome }) => 'refused' in outcome)
    const from = new Map(refused.map(({ clientId, mid }) => [clientId, mid]).reverse() as [string, number][])
    const isBefore = (clientId: string, mid: number): boolean => mid < (from.get(clientId) ?? Infinity)
    return transaction.write({
      ...writes,
      mutations: writes.mutations.filter(({ outcome }) => !('refused' in outcome)),
      clientResults: writes.clientResults.filter(({ clientId, mid }) => isBefore(clientId, mid)),
      clients: writes.clients.map((client) => ({
        ...client,
        last: Math.min(client.last, (from.get(client.clientId) ?? Infinity) - 1),
      })),
    })
  },
}))

const anyInstant = '2026-11-22T07:00:00.000Z'

const windowOf = (schedule: Schedule, wire: Wire) => schedule.windows[wire.windowIndex]?.store ?? null

const trimsOnAck = tap((schedule) => ({
  answered: (kind, request, reply, wire) => {
    const store = windowOf(schedule, wire)
    if (kind === 'push' && 'ok' in reply && reply.ok && 'mutations' in request && store !== null) {
      const results = request.mutations.map(({ opId }) => ({ opId, outcome: { applied: true as const } }))
      void store.outbox.settle(results, anyInstant).keep()
    }
    return reply
  },
}))

const resetEmptiesOutbox = tap(
  (schedule) => ({
    toService: (kind, request, wire) => {
      const store = windowOf(schedule, wire)
      if (kind === 'copy' && store !== null) {
        const results = store.outbox.entries().map(({ opId }) => ({ opId, outcome: { applied: true as const } }))
        void store.outbox.settle(results, anyInstant).keep()
      }
      return request
    },
  }),
  ['rights-change', 'service-crash'],
)

const lastReplies = (schedule: Schedule, request: PushRequest): PushRequest => ({
  ...request,
  mutations: request.mutations.map((sent) => {
    const args = sent.args as { caseId: string }
    if (!('afterReplyId' in args)) return sent
    return {
      ...sent,
      args: { ...args, afterReplyId: schedule.store.get('cases', args.caseId)?.['lastReplyId'] ?? null },
    }
  }),
})

/** Every rule of this stage that can be taken away without touching the product. */
export const switchOffs: readonly SwitchOff[] = [
  { rule: 'S2', without: 'stored results: a mutation sent again runs again', sabotage: { wrapLedger: forgetsResults } },
  { rule: 'S3', without: 'the check for gaps', sabotage: ignoresGaps() },
  { rule: 'S4', without: 'a new clientId for each start', sabotage: keepsClientId() },
  {
    rule: 'S6',
    without: 'the check of a patch against the cursor',
    sabotage: onPages((page, wire, schedule) => ({ ...page, base: windowOf(schedule, wire)?.cursor ?? page.base })),
  },
  { rule: 'S8', without: 'waiting for the feed: the outbox is emptied on the answer to a push', sabotage: trimsOnAck },
  { rule: 'S12', without: 'the heartbeat with the head', sabotage: { hasNoHeartbeat: true, always: ['drop'] } },
  { rule: 'S14', without: 'an outbox that a whole new copy leaves alone', sabotage: resetEmptiesOutbox },
  { rule: 'S15', without: 'going on after a refusal', sabotage: { wrapLedger: refusedStays } },
  {
    rule: 'S15',
    without: 'dependents that are refused together',
    sabotage: onPushes((request) => ({
      ...request,
      mutations: request.mutations.map((sent) => ({ ...sent, dependsOn: [] })),
    })),
  },
  {
    rule: 'S17',
    without: 'telling what left the sight of an agent',
    sabotage: onPages((page) => ({ ...page, changes: page.changes.filter((change) => !('gone' in change)) })),
  },
  {
    rule: 'S18',
    without: 'the check that the thread stands still',
    sabotage: onPushes((request, schedule) => lastReplies(schedule, request)),
  },
]
