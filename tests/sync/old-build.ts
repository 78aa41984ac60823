import type { Link, LinkHandlers } from '#renderer/sync/link.ts'
import type { FeedPage, RowChange } from '#shared/sync/protocol.ts'

/** Which build of the window runs: an `old` one came out before the table below did. */
export type Build = 'old' | 'new'

/** The table that the old build has never heard of, and a name that no build knows, under which it is sent there. */
const laterTable = { name: 'disputes', unknown: 'disputes-of-a-later-build' } as const

/** The name of a table as a window of this build gets to see it. */
export const asSentTo = (build: Build, table: string): string =>
  build === 'old' && table === laterTable.name ? laterTable.unknown : table

/** The name of a table on a disk that an old build wrote, as a new build reads it. */
export const asUnderstood = (table: string): string => (table === laterTable.unknown ? laterTable.name : table)

const hidden = (changes: readonly RowChange[]): RowChange[] =>
  changes.map((change) => ({ ...change, t: asSentTo('old', change.t) }))

const withHidden = <R extends object>(reply: R): R => {
  if (!('changes' in reply)) return reply
  return { ...reply, changes: hidden(reply.changes as RowChange[]) }
}

/** A connection as an old build has it: to the product's code the later table is one that it does not know [S19]. */
export const linkOfOld = (link: Link): Link => ({
  push: (request) => link.push(request),
  pull: async (request) => withHidden(await link.pull(request)),
  thread: async (caseId) => withHidden(await link.thread(caseId)),
  copy: async (request) => {
    const page = await link.copy(request)
    return {
      ...page,
      packs: page.packs.map(({ head, body }) => ({ head: { ...head, t: asSentTo('old', head.t) }, body })),
    }
  },
  digest: async (request) => {
    const reply = await link.digest(request)
    if ('failed' in reply) return reply
    return { ...reply, tables: reply.tables.map((table) => ({ ...table, t: asSentTo('old', table.t) })) }
  },
  present: (said) => link.present(said),
  purged: (said) => link.purged(said),
  close: () => link.close(),
})

/** What an old build is told. */
export const handlersOfOld = (handlers: LinkHandlers): LinkHandlers => ({
  ...handlers,
  // It does not say that it takes packed pages, so it is told whole rows.
  patch: (page) => handlers.patch(withHidden(page as FeedPage)),
})
