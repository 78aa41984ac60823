import type { Link } from '#renderer/sync/link.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { isTableName } from '#shared/tables.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import { idOf, someInstant } from '#tests/builders.ts'
import { type Sabotage, altered, onPages, onPushes, storeAt, tap } from './sabotage.ts'

/** A port with some of its functions replaced. */
const withChanged = <T extends object>(port: T, changed: Partial<T>): T =>
  new Proxy(port, {
    get: (of, name) => {
      const found: unknown = Reflect.get(name in changed ? changed : of, name)
      return typeof found === 'function' && !(name in changed) ? (found.bind(of) as unknown) : found
    },
  })

// Rules of the window, each taken away from outside. Every function makes its sabotage anew, so that schedules share nothing.

/** A service that takes every mid that it knows for the mutation it knows, and windows that keep their clientId over a restart. */
export function keepsClientId(): Sabotage {
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

/** Every patch is taken for one that starts where the window stands. */
export const ignoresBase = (): Sabotage =>
  onPages((page, wire, schedule) => ({ ...page, base: storeAt(schedule, wire)?.cursor ?? page.base }))

/** What the agent did is written into the truth at once. */
export const writesIntoTruth = (): Sabotage => ({
  named: ({ store, screen }) => {
    if (store === null || screen === null) return
    const row = store.get('cases', screen.caseId)
    const held = store.truth.held('cases') as Map<string, Held>
    const before = held.get(screen.caseId)
    if (row !== undefined && before !== undefined) held.set(screen.caseId, { v: before.v, row })
  },
})

export const trimsOnAnswer = (): Sabotage =>
  tap((schedule) => ({
    answered: (kind, request, reply, wire) => {
      const store = storeAt(schedule, wire)
      if (kind === 'push' && 'ok' in reply && reply.ok && 'mutations' in request && store !== null) {
        const results = request.mutations.map(({ opId }) => ({ opId, outcome: { applied: true as const } }))
        void store.outbox.settle(results, someInstant).keep()
      }
      return reply
    },
  }))

export const resetEmptiesOutbox = (): Sabotage =>
  tap(
    (schedule) => ({
      toService: (kind, request, wire) => {
        const store = storeAt(schedule, wire)
        if (kind === 'copy' && store !== null) {
          const results = store.outbox.entries().map(({ opId }) => ({ opId, outcome: { applied: true as const } }))
          void store.outbox.settle(results, someInstant).keep()
        }
        return request
      },
    }),
    ['rights-change', 'service-crash'],
  )

const knownOnly = (changes: readonly RowChange[]): RowChange[] => changes.filter(({ t }) => isTableName(t))

/** A cache that drops the rows of tables that its build does not know. */
export const dropsUnknownTables = (): Sabotage => ({
  always: ['old-build'],
  wrapCache: (disk) =>
    withChanged(disk, {
      append: (entry) => disk.append({ ...entry, changes: knownOnly(entry.changes) }),
      beginSnapshot: async () => {
        const writer = await disk.beginSnapshot()
        return withChanged(writer, { write: (packs) => writer.write(packs.filter(({ head }) => isTableName(head.t))) })
      },
    }),
})

/** The sync client cannot tell its connections apart: to it they are one and the same, which it closes and opens. */
export function heedsOldConnections(): Sabotage {
  return {
    always: ['late-close', 'cut'],
    wrapDial: (dial) => {
      let current: Link | null = null
      const now = (): Link => {
        if (current === null) throw new Error('No connection was opened.')
        return current
      }
      const one: Link = {
        push: (request) => now().push(request),
        pull: (request) => now().pull(request),
        thread: (caseId) => now().thread(caseId),
        copy: (request) => now().copy(request),
        digest: (request) => now().digest(request),
        present: (said) => now().present(said),
        purged: (said) => now().purged(said),
        close: () => now().close(),
      }
      return (clientId, handlers) => {
        current = dial(clientId, handlers)
        return one
      }
    },
  }
}

/** Two programs work on one profile at a time, and both send. */
export const sendsTwice = (): Sabotage => ({ always: ['second-window'], hasNoLock: true })

/** Whatever an agent pastes enters the outbox. */
export const hasNoBounds = (): Sabotage => ({ hasNoBounds: true })

/** The agent is told that something is saved before any disk has it. */
export const saysSavedAtOnce = (): Sabotage => ({
  always: ['client-crash', 'slow-disk'],
  wrapOutbox: (disk) =>
    withChanged(disk, {
      add: (entry) => {
        void disk.add(entry).catch(() => undefined)
        return Promise.resolve()
      },
    }),
})

/** The outbox lives in the browser's database alone. */
export const hasOneHome = (): Sabotage => ({ always: ['lose-outbox'], hasNoJournal: true })

/** No home knows whether it was ever written to. */
export const forgetsGeneration = (): Sabotage => ({
  always: ['lose-outbox'],
  wrapHome: (home) =>
    withChanged(home, {
      load: async () => {
        const content = await home.load()
        return content && { ...content, generation: null }
      },
    }),
})

/** What is here is never compared with what the service has. */
export const comparesNothing = (): Sabotage => ({
  always: ['silent-loss'],
  wrapDial: (dial) => (clientId, handlers) =>
    withChanged(dial(clientId, handlers), { digest: () => Promise.resolve({ failed: 'busy' }) }),
})

/** A window that hears of a new history takes it for other rights: what was acknowledged is over and done with. */
export const offersNothing = (): Sabotage => ({
  ...tap(() => ({
    answered: (_kind, _request, reply) =>
      'reset' in reply && reply.reset === 'new-epoch' ? { ...reply, reset: 'audience-changed' } : reply,
  })),
  always: ['restore'],
})
