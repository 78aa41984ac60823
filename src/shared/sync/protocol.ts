import { z } from 'zod'
import { Id, Instant } from '../domain/base.ts'
import { type Refusal, isRefusalReason } from '../refusals.ts'

/**
 * The wire's version. History: 1 (2026-11) first; 2 (2026-11) whole copies as packs, digests, presence, acknowledged purges, wiped devices;
 * 3 (2026-11) reasons of refusal are an open set.
 * Raise it when a message below changes shape; a test pins the fingerprint.
 */
export const PROTOCOL_VERSION = 3
/** The oldest version that the service still speaks [S19]. */
export const OLDEST_PROTOCOL = 1

/** Bounds, checked before a mutation enters the outbox and again by the service [S21]. */
export const limits = {
  mutationBytes: 64 * 1024,
  batchMutations: 100,
  batchBytes: 256 * 1024,
  /** A socket whose unsent buffer passes this is cut; it pulls later. */
  unsentBytes: 1024 * 1024,
  /** What a packed page unpacks to; a larger one is sent plain. */
  unpackedBytes: 4 * 1024 * 1024,
  outboxWarning: 5000,
} as const

/** A mutation on its way: named once, at the agent's intent. */
export const SentMutation = z.strictObject({
  mid: z.number().int().min(1),
  opId: Id,
  name: z.string().min(1).max(80),
  args: z.unknown(),
  /** When the agent named it, by the window's clock: for display only [S22]. */
  at: Instant,
  /** Mutations that must have been applied, or this one is refused with them [S15]. */
  dependsOn: z.array(Id).max(20),
})
export type SentMutation = z.infer<typeof SentMutation>

/** What the window says when it connects. */
export const Handshake = z.strictObject({
  token: z.string().min(20).max(200),
  deviceId: Id,
  clientId: Id,
  protocol: z.number().int(),
})
export type Handshake = z.infer<typeof Handshake>

export const PushRequest = z.strictObject({
  clientId: Id,
  mutations: z.array(SentMutation).min(1).max(limits.batchMutations),
})
export type PushRequest = z.infer<typeof PushRequest>

/** The answer to a push says only what was taken in; results come with the feed [S8]. */
export const PushReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), last: z.number().int() }),
  z.object({
    ok: z.literal(false),
    reason: z.enum(['gap', 'forked', 'bad-frame', 'too-large', 'not-signed-in', 'busy']),
    /** With `gap`: the mid that the service waits for. */
    expected: z.number().int().optional(),
    /** With `busy`: milliseconds. */
    retryAfter: z.number().int().optional(),
  }),
])
export type PushReply = z.infer<typeof PushReply>

/** A cursor is opaque to the window: it stores it, compares it for equality and gives it back [S6]. */
export const Cursor = z.string().min(1).max(200)

/** One row as it now stands, or gone from sight: deleted, or no longer this agent's to see [S17]. `v` grows with each change. */
export const RowChange = z.union([
  z.object({ t: z.string(), id: z.string(), v: z.number(), row: z.looseObject({ id: z.string() }) }),
  z.object({ t: z.string(), id: z.string(), v: z.number(), gone: z.literal(true) }),
])
export type RowChange = z.infer<typeof RowChange>

/** What differs from the version `was` of a row. It is put on that version; on any other it means nothing. */
export const RowDelta = z.object({
  t: z.string(),
  id: z.string(),
  v: z.number(),
  was: z.number(),
  set: z.record(z.string(), z.unknown()),
  unset: z.array(z.string()).optional(),
})
export type RowDelta = z.infer<typeof RowDelta>

/** A reason that this build does not know is read all the same, and named as what the refusal is about: a newer service has more of them [S19]. */
const Refused = z
  .object({ refused: z.string().min(1).max(80), about: z.string().optional() })
  .transform(({ refused, about }): Refusal =>
    isRefusalReason(refused) ? { refused, about } : { refused: 'unknown-reason', about: refused },
  )

/** What became of a mutation. */
export const MutationResult = z.object({
  opId: z.string(),
  outcome: z.union([z.object({ applied: z.literal(true) }), Refused]),
})
export type MutationResult = z.infer<typeof MutationResult>

/** A stretch of the feed: applied only where `base` is the window's own cursor, and then all of it at once [S6]. */
export const FeedPage = z.object({
  base: Cursor,
  to: Cursor,
  /** Whether `to` was the head when the page was made. */
  isLast: z.boolean(),
  changes: z.array(RowChange),
  results: z.array(MutationResult),
})
export type FeedPage = z.infer<typeof FeedPage>

/** What a window can read beside plain pages, said once it is connected. Whoever does not say it is sent plain pages [S19]. */
export const Takes = z.strictObject({ packed: z.literal('deflate-raw') })
export type Takes = z.infer<typeof Takes>

const Bytes = z
  .custom<Uint8Array | ArrayBuffer>((said) => said instanceof Uint8Array || said instanceof ArrayBuffer)
  .meta({ format: 'bytes' })

/** A page as it is told live to a window that takes packed ones: rows that it had may be told by what differs. Pulled pages have whole rows. */
export const ToldPage = FeedPage.extend({ changes: z.array(z.union([RowDelta, RowChange])) })
export type ToldPage = z.infer<typeof ToldPage>

/**
 * A page whose changes are packed: their JSON in UTF-8, deflated (RFC 1951), attached as bytes. The service packs once for everyone who sees the same.
 * It is told as `packed` where a plain page is a `patch`, and answers a pull.
 */
export const PackedPage = FeedPage.extend({ changes: Bytes })
export type PackedPage = z.infer<typeof PackedPage>

export const PullRequest = z.strictObject({ clientId: Id, cursor: Cursor })
export type PullRequest = z.infer<typeof PullRequest>

/** Why a window must fetch everything anew. Outbox and journal stay as they are [S14]. */
export const ResetReason = z.enum(['new-epoch', 'audience-changed', 'cursor-too-old', 'bad-cursor'])
export type ResetReason = z.infer<typeof ResetReason>

export const PullReply = z.union([
  FeedPage,
  /** `scopes` is what the agent holds now: the window drops at once what it may no longer see [S17]. */
  z.object({ reset: ResetReason, scopes: z.array(z.string()) }),
  z.object({ failed: z.enum(['bad-frame', 'not-signed-in', 'busy']), retryAfter: z.number().int().optional() }),
])
export type PullReply = z.infer<typeof PullReply>

/** One page of everything the agent may see, for a window that has nothing or must start anew. */
export const SnapshotRequest = z.strictObject({ clientId: Id, after: z.string().max(400).nullable() })
export type SnapshotRequest = z.infer<typeof SnapshotRequest>

export const SnapshotPage = z.object({
  /** The cursor to pull from once all pages are there: the head when the first page was made. */
  cursor: Cursor,
  scopes: z.array(z.string()),
  changes: z.array(RowChange),
  /** Give it back as `after` for the next page; null after the last. */
  next: z.string().nullable(),
  /** Rows sent so far and rows in all, for the progress bar. */
  done: z.number().int(),
  total: z.number().int(),
})
export type SnapshotPage = z.infer<typeof SnapshotPage>

/**
 * One page of a whole copy as packs: `POST /api/copy`. `table` asks for the rows of that table alone, where a digest did not match [S13].
 * The answer is bytes: the length of the head (4 bytes, big-endian), the head as JSON in UTF-8, then the bodies one after the other.
 * A body that begins with 0x78, as no JSON does, is deflated (zlib, RFC 1950): so the service sends cold ones, and so windows keep them.
 */
export const CopyRequest = z.strictObject({
  clientId: Id,
  after: z.string().max(400).nullable(),
  table: z.string().max(40).optional(),
})
export type CopyRequest = z.infer<typeof CopyRequest>

/** What a body holds: rows of a table by column (`RowPack`), or, where `parents` stands, the cold rows of these parents (`cold-pack.ts`). */
export const PackHead = z.object({
  t: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  parents: z.array(z.string()).optional(),
})
export type PackHead = z.infer<typeof PackHead>

export const CopyHead = z.object({
  /** The cursor to pull from once all pages are there: the head when the first page was made. */
  cursor: Cursor,
  scopes: z.array(z.string()),
  /** Give it back as `after` for the next page; null after the last. */
  next: z.string().nullable(),
  /** Rows sent so far and rows in all, for the progress bar. */
  done: z.number().int(),
  total: z.number().int(),
  packs: z.array(PackHead),
})
export type CopyHead = z.infer<typeof CopyHead>

/** Whether window and service hold the same [S13]: asked for where the window stands at `cursor`. */
export const DigestRequest = z.strictObject({ clientId: Id, cursor: Cursor })
export type DigestRequest = z.infer<typeof DigestRequest>

/** Of the rows of one table that this agent may see: how many, and the exclusive or of their hashes (`digest.ts`). */
export const TableDigest = z.object({ t: z.string(), count: z.number().int(), hash: z.number().int() })
export type TableDigest = z.infer<typeof TableDigest>

export const DigestReply = z.union([
  z.object({ cursor: Cursor, tables: z.array(TableDigest) }),
  /** `moved`: the window stands elsewhere than the service by now; ask again later. */
  z.object({
    failed: z.enum(['bad-frame', 'not-signed-in', 'busy', 'moved']),
    retryAfter: z.number().int().optional(),
  }),
])
export type DigestReply = z.infer<typeof DigestReply>

/** What an agent has before them: a hint, said when it changes and with each heartbeat [S12]. */
export const PresenceSaid = z.strictObject({ caseId: Id.nullable(), isTyping: z.boolean() })
export type PresenceSaid = z.infer<typeof PresenceSaid>

/** Who has a case before them, told to windows that have it open too. `seenAt`: when the service last heard of them. */
export const PresenceTold = z.object({
  caseId: z.string(),
  agents: z.array(z.object({ agentId: z.string(), isTyping: z.boolean(), isHere: z.boolean(), seenAt: Instant })),
  /** Whoever claimed the case is not connected: when it goes back to its queue. */
  lease: z.object({ agentId: z.string(), until: Instant }).optional(),
})
export type PresenceTold = z.infer<typeof PresenceTold>

/** The window has let go of everything outside of these scopes, in memory and on disk [S17]. */
export const Purged = z.strictObject({ clientId: Id, scopes: z.array(z.string().max(200)).max(2000) })
export type Purged = z.infer<typeof Purged>

/** One thread asked for before the snapshot brought it. */
export const ThreadRequest = z.strictObject({ caseId: Id })
export const ThreadReply = z.union([
  z.object({ changes: z.array(RowChange) }),
  z.object({ failed: z.enum(['bad-frame', 'not-signed-in', 'busy']) }),
])
export type ThreadReply = z.infer<typeof ThreadReply>

/** First word of the service on a connection. */
export const Hello = z.object({
  /** Made anew for each connection; whatever comes from an older one is ignored [S20]. */
  nonce: z.string(),
  serverAt: Instant,
  agentId: Id,
  workspace: z.string(),
  /** How long this device may work without the service before it seals itself, in milliseconds. */
  offlineLeaseMs: z.number().int().optional(),
  /** How long a claim outlives the connection of whoever has it, in milliseconds. */
  leaseMs: z.number().int().optional(),
})
export type Hello = z.infer<typeof Hello>

/** A hint that there is more: `cursor` is where this window would be after pulling [S12]. */
export const HeadHint = z.object({ cursor: Cursor })

/** Why the service ends a connection, or does not take it up. `retryAfter` in milliseconds. */
export const Leave = z.object({
  reason: z.enum([
    'signed-out',
    'revoked',
    'draining',
    'slow',
    'replaced',
    'not-signed-in',
    'protocol-too-old',
    'protocol-too-new',
    'bad-frame',
    'busy',
    /** The device is to forget what it holds, and to say when it has (`POST /api/wiped`). */
    'wiped',
    /** The agent may not work here any more: what they could read goes, what they wrote stays sealed. */
    'account-closed',
  ]),
  retryAfter: z.number().int().optional(),
})
export type Leave = z.infer<typeof Leave>

/** The events on the socket, by name, so that neither side spells one by hand. */
export const wire = {
  push: 'push',
  pull: 'pull',
  thread: 'thread',
  hello: 'hello',
  patch: 'patch',
  head: 'head',
  leave: 'leave',
  digest: 'digest',
  presence: 'presence',
  purged: 'purged',
  takes: 'takes',
  packed: 'packed',
} as const

/** The messages of the wire, for the fingerprint and for `docs/protocol.md`. */
export const wireSchemas = {
  Handshake,
  PushRequest,
  PushReply,
  PullRequest,
  PullReply,
  Takes,
  PackedPage,
  ToldPage,
  SnapshotRequest,
  SnapshotPage,
  CopyRequest,
  CopyHead,
  DigestRequest,
  DigestReply,
  PresenceSaid,
  PresenceTold,
  Purged,
  ThreadRequest,
  ThreadReply,
  Hello,
  HeadHint,
  Leave,
} as const
