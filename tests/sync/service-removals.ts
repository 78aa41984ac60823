import type { z } from 'zod'
import type { LoggedMutation } from '#service/sync/ledger.ts'
import { keyOf } from '#service/sync/batch-rows.ts'
import { type AnyRow, type TableName, tables } from '#shared/tables.ts'
import { type Sabotage, altered, onPages, onPushes } from './sabotage.ts'

// Rules of the service, each taken away from outside. Every function makes its sabotage anew, so that schedules share nothing.

/** A row is changed in the tables, beside every mutation. */
export const writesBeside = (): Sabotage => ({
  meddle: ({ store, random, newId }) => {
    const cases = [...store.rows.values()].filter(({ table }) => table === 'cases')
    if (!random.chance(0.1) || cases.length === 0) return
    const stored = random.pick(cases)
    store.rows.set(keyOf('cases', stored.id), { ...stored, row: { ...stored.row, subject: `By hand ${newId()}` } })
  },
})

export const forgetsResults = (): Sabotage => ({
  wrapLedger: altered(() => ({ resultsOf: () => Promise.resolve(new Map()) })),
})

/** A service that takes the mutations that come for the next ones, whatever their number, and a network that loses the first of some. */
export function ignoresGaps(): Sabotage {
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

/** A refused mutation does not count: the window is told to send it again, for ever. */
export const refusedStays = (): Sabotage => ({
  wrapLedger: altered((transaction) => ({
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
  })),
})

export const forgetsDependents = (): Sabotage =>
  onPushes((request) => ({
    ...request,
    mutations: request.mutations.map((sent) => ({ ...sent, dependsOn: [] })),
  }))

/** Rights are looked up when a push comes in, and are old when it runs. */
export const judgesEarly = (): Sabotage => ({
  always: ['rights-change', 'slow-store'],
  wrapMaker: (make) => {
    const push = make()
    return () => push
  },
})

/** Whoever is signed in may do everything on every row. */
export const judgesNothing = (): Sabotage => ({
  wrapMaker: (make) => () => {
    const push = make()
    return push === null ? null : { ...push, held: ['*'] }
  },
})

export const tellsNoLeaving = (): Sabotage =>
  onPages((page) => ({ ...page, changes: page.changes.filter((change) => !('gone' in change)) }))

/** Every reply is taken for one whose writer has seen the last. */
export const sendsBlindly = (): Sabotage =>
  onPushes((request, { store }) => ({
    ...request,
    mutations: request.mutations.map((sent) => {
      const args = sent.args as { caseId: string }
      if (!('afterReplyId' in args)) return sent
      return { ...sent, args: { ...args, afterReplyId: store.get('cases', args.caseId)?.['lastReplyId'] ?? null } }
    }),
  }))

const known = (table: TableName, row: AnyRow): AnyRow => {
  const { shape } = tables[table].schema as z.ZodObject
  return { ...Object.fromEntries(Object.entries(row).filter(([field]) => field in shape)), id: row.id }
}

/** A service that keeps of each row only the fields that it knows. */
export const losesUnknownFields = (): Sabotage => ({
  always: ['later-fields'],
  wrapLedger: altered((transaction) => ({
    write: (writes) =>
      transaction.write({
        ...writes,
        rows: writes.rows.map((write) => ({ ...write, row: write.row && known(write.table, write.row) })),
      }),
  })),
})

/** What an agent did is stamped with the time of their computer. */
export function stampsByWindow(): Sabotage {
  let latest: LoggedMutation['at'] | null = null
  const noted = onPushes(
    (request) => {
      latest = request.mutations.at(-1)?.at ?? latest
      return request
    },
    ['clock-skew'],
  )
  return { ...noted, wrapNow: (now) => () => latest ?? now() }
}

/** A feed that has forgotten its beginning, and does not say so. */
export const hidesHorizon = (): Sabotage => ({ always: ['horizon', 'cut'], hidesHorizon: true })

/** A service that was put back to a backup goes on as if it were the same. */
export const keepsEpoch = (): Sabotage => ({ always: ['restore'], nameEpoch: (before) => before })

/** What follows from a mutation is done while its batch still runs. */
export const sendsBeforeCommit = (): Sabotage => ({ always: ['service-crash', 'slow-store'], sendsBeforeCommit: true })

/** Each time that an effect is tried it goes by another name. */
export function namesEffectsAnew(): Sabotage {
  let tries = 0
  return { nameEffect: ({ id }) => `${id}/${(tries += 1)}` }
}
