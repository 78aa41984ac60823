import type { Pool } from 'pg'
import type { z } from 'zod'
import {
  type DigestReply,
  DigestRequest,
  type PackedPage,
  type PullReply,
  PullRequest,
  type PushReply,
  PushRequest,
  type ThreadReply,
  ThreadRequest,
  limits,
} from '#shared/sync/protocol.ts'
import type { Scope } from '#shared/audience.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import type { Batcher } from './batcher.ts'
import { type PageOf, audienceMark, pageAtHead, pullPage, readCursor } from './change-feed.ts'
import { spread } from '../spread.ts'
import type { Connection, Standing } from './connection.ts'
import { digestAt } from './digests.ts'
import type { Directory } from './directory.ts'
import { packElsewhere } from './packing.ts'
import { PostgresDigests } from './postgres-digests.ts'
import { PostgresFeed, asReader, changesText, epochAndHead, readChanges } from './postgres-feed.ts'
import type { Purges } from './purges.ts'
import { toldResults } from './told-results.ts'
import type { Turns } from './turns.ts'

export interface RequestPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  readonly directory: Directory
  readonly standing: () => Standing
  readonly failed: (error: unknown) => void
  readonly pulled: (seconds: number) => void
  /** Catch-ups, whole copies among them, and comparisons: few at a time. */
  readonly catchUps: Turns
  readonly digests: Turns
  readonly purges: Purges
}

/** Why a request is not answered as asked; every kind of request has its own words for it. */
export type Trouble = 'bad-frame' | 'not-signed-in' | 'busy'

/** One kind of request: its form, what to do, and how to say that it cannot be done. */
export interface RequestKind<S extends z.ZodType, R> {
  readonly schema: S
  readonly answer: (connection: Connection, asked: z.output<S>) => Promise<R>
  readonly trouble: (trouble: Trouble, retryAfter?: number) => R | { failed: Trouble; retryAfter?: number }
}

const failure = (failed: Trouble, retryAfter?: number): { failed: Trouble; retryAfter?: number } =>
  retryAfter === undefined ? { failed } : { failed, retryAfter }

/** Mutations of a window into the next batch [S16: whose they are follows from the session alone]. */
export const pushRequest = ({ batcher, directory }: RequestPorts): RequestKind<typeof PushRequest, PushReply> => ({
  schema: PushRequest,
  trouble: (reason, retryAfter) =>
    retryAfter === undefined ? { ok: false, reason } : { ok: false, reason, retryAfter },
  async answer({ session: { agentId }, clientId }, { clientId: named, mutations }) {
    if (named !== clientId) return { ok: false, reason: 'bad-frame' }
    if (byteLength(mutations) > limits.batchBytes) return { ok: false, reason: 'too-large' }
    const { reply } = await batcher.submit(mutations.length, () => {
      const agent = directory.active(agentId)
      if (agent === null) return null
      return { actor: { kind: 'agent', agent }, held: directory.heldBy(agentId), clientId, mutations }
    })
    return reply
  },
})

// Least time until a window that was sent away asks again, milliseconds.
const later = { pull: 1000, digest: 10_000 } as const

/** The next page of the feed. */
export const pullRequest = (ports: RequestPorts): RequestKind<typeof PullRequest, PullReply | PackedPage> => ({
  schema: PullRequest,
  trouble: failure,
  async answer(connection, { clientId, cursor }) {
    if (clientId !== connection.clientId) return { failed: 'bad-frame' }
    const turn = ports.catchUps.run(connection, () => pullFor(connection, cursor, ports))
    return (await turn) ?? failure('busy', spread(later.pull))
  },
})

async function pullFor(connection: Connection, cursor: string, ports: RequestPorts): Promise<PullReply | PackedPage> {
  const { held, clientId } = connection
  let reached: number | null = null
  const startedAt = performance.now()
  connection.beginPull()
  try {
    const page =
      (await quickly(cursor, held, ports)) ??
      (await asReader(ports.reading, { held, clientId }, (client) =>
        pullPage(new PostgresFeed(client), { held, clientId }, cursor),
      ))
    if (!('reset' in page) && page.isLast) reached = readCursor(page.to)?.number ?? null
    if ('reset' in page && page.reset === 'audience-changed') await ports.purges.order(connection.session, held)
    return 'reset' in page ? page : await inItsForm(page, connection)
  } finally {
    connection.endPull(reached, audienceMark(held), ports.standing())
    ports.pulled((performance.now() - startedAt) / 1000)
  }
}

/** A page as the window takes it. */
async function inItsForm(
  { changes, ...whole }: PageOf<string>,
  { takesPacked, protocol }: Connection,
): Promise<PullReply | PackedPage> {
  const page = { ...whole, results: [...toldResults(whole.results, protocol)] }
  const packed = takesPacked ? await packElsewhere(Buffer.from(changesText(changes))) : null
  return packed === null ? { ...page, changes: readChanges(changes) } : { ...page, changes: packed }
}

/** One look at the head is enough for a window that stands there: most that come back after an outage do. Null for any other. */
async function quickly(cursor: string, held: readonly Scope[], ports: RequestPorts): Promise<PageOf<never> | null> {
  const isLikely = readCursor(cursor)?.number === ports.standing().head
  return isLikely ? pageAtHead({ held }, cursor, await epochAndHead(ports.reading)) : null
}

/** Whether window and service hold the same [S13]. One comparison at a time for each window: it reads everything that its agent sees. */
export const digestRequest = ({ reading, digests }: RequestPorts): RequestKind<typeof DigestRequest, DigestReply> => ({
  schema: DigestRequest,
  trouble: failure,
  async answer(connection, { clientId, cursor }) {
    const { held } = connection
    if (clientId !== connection.clientId) return { failed: 'bad-frame' }
    const turn = digests.run(connection, () =>
      asReader(reading, { held, clientId }, (client) => digestAt(new PostgresDigests(client), held, cursor)),
    )
    return (await turn) ?? failure('busy', spread(later.digest))
  },
})

/** One thread, for a window whose snapshot has not brought it yet. A case out of sight has none. */
export const threadRequest = ({ reading }: RequestPorts): RequestKind<typeof ThreadRequest, ThreadReply> => ({
  schema: ThreadRequest,
  trouble: failure,
  answer: async ({ held, clientId }, { caseId }) => ({
    changes: readChanges(
      await asReader(reading, { held, clientId }, (client) =>
        new PostgresFeed(client).children(held, [{ table: 'cases', id: caseId }]),
      ),
    ),
  }),
})
