import type { CacheDisk, OutboxDisk, OutboxHome } from '#renderer/sync/disk.ts'
import type { Clock, Dial } from '#renderer/sync/link.ts'
import type { PushMaker } from '#service/sync/batcher.ts'
import type { Effect } from '#service/effects/effects-of.ts'
import type { Ledger, LedgerTransaction } from '#service/sync/ledger.ts'
import type { FeedPage } from '#shared/sync/protocol.ts'
import type { FaultKind } from './fault-plan.ts'
import type { Schedule } from './run-schedule.ts'
import type { SimWindow } from './sim-window.ts'
import type { RequestKind, Requests, Said, Tap, Wire } from './wire.ts'

/** How a test breaks a rule from outside: something put around a port of the product, or beside it. */
export interface Sabotage {
  /** Faults that every schedule shall have, because only they bring the rule into play. */
  readonly always?: readonly FaultKind[]
  readonly tap?: (schedule: Schedule) => Tap
  readonly wrapLedger?: (ledger: Ledger) => Ledger
  /** The service's own clock, ISO 8601. */
  readonly wrapNow?: (now: () => string) => () => string
  /** What makes a push when its turn comes. */
  readonly wrapMaker?: (make: PushMaker) => PushMaker
  /** The service runs each mutation in a transaction of its own, whatever else is under way, with numbers taken when it begins. */
  readonly isUnserial?: boolean
  /** Something else than its own id, by which an effect is called outside. */
  readonly nameEffect?: (effect: Effect) => string
  /** What follows from a mutation goes out before it is committed. */
  readonly sendsBeforeCommit?: boolean
  /** Changes what is put in place of the store when a backup is restored: the name of the new history. */
  readonly nameEpoch?: (before: string, now: string) => string
  readonly wrapClock?: (clock: Clock, windowIndex: number) => Clock
  readonly wrapDial?: (dial: Dial) => Dial
  readonly wrapCache?: (disk: CacheDisk) => CacheDisk
  readonly wrapOutbox?: (disk: OutboxDisk) => OutboxDisk
  readonly wrapHome?: (home: OutboxHome) => OutboxHome
  /** There is no second home. */
  readonly hasNoJournal?: boolean
  /** The feed says that it reaches back to its beginning, although it does not. */
  readonly hidesHorizon?: boolean
  /** Two programs may work on one profile at a time. */
  readonly hasNoLock?: boolean
  readonly hasNoHeartbeat?: boolean
  /** Mutations enter the outbox whatever their size. */
  readonly hasNoBounds?: boolean
  /** Called after each thing that happens. */
  readonly meddle?: (schedule: Schedule) => void
  /** Called after an agent has named a mutation. */
  readonly named?: (window: SimWindow) => void
}

/** Puts something around what a batch may ask of the store. */
export const altered =
  (alter: (transaction: LedgerTransaction) => Partial<LedgerTransaction>) =>
  (ledger: Ledger): Ledger => ({
    get atOnce() {
      return ledger.atOnce
    },
    inBatch: (work, committed) =>
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
      }, committed),
  })

/** A connection on which nothing is touched. */
export const honest: Tap = {
  toWindow: (said) => said,
  toService: (_kind, request) => request,
  answered: (_kind, _request, reply) => reply,
}

/** Sees and changes what passes on the connections. */
export const tap = (part: (schedule: Schedule) => Partial<Tap>, always: readonly FaultKind[] = []): Sabotage => ({
  always,
  tap: (schedule) => ({ ...honest, ...part(schedule) }),
})

const pageOf = (said: unknown): FeedPage | null =>
  typeof said === 'object' && said !== null && 'base' in said ? (said as FeedPage) : null

/** Changes every page of the feed, pushed or pulled, on its way to the window. */
export const onPages = (
  alter: (page: FeedPage, wire: Wire, schedule: Schedule) => FeedPage,
  always: readonly FaultKind[] = [],
): Sabotage =>
  tap(
    (schedule) => ({
      toWindow: (frame, wire): Said =>
        frame.event === 'patch' ? { ...frame, said: alter(frame.said as FeedPage, wire, schedule) } : frame,
      answered: (_kind, _request, reply, wire) => {
        const page = pageOf(reply)
        return page === null ? reply : alter(page, wire, schedule)
      },
    }),
    always,
  )

type PushRequest = Requests['push']['request']

/** Changes the mutations of every push on its way to the service. */
export const onPushes = (
  alter: (request: PushRequest, schedule: Schedule) => PushRequest,
  always: readonly FaultKind[] = [],
): Sabotage =>
  tap(
    (schedule) => ({
      toService: <K extends RequestKind>(kind: K, request: Requests[K]['request']) =>
        kind === 'push' ? alter(request as PushRequest, schedule) : request,
    }),
    always,
  )

/** The rows of the window at the end of a connection. */
export const storeAt = (schedule: Schedule, wire: Wire) => schedule.windows[wire.windowIndex]?.store ?? null
