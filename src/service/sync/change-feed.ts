import { type Scope, maySee } from '#shared/audience.ts'
import type { FeedPage, MutationResult, ResetReason, RowChange, SnapshotPage } from '#shared/sync/protocol.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'

/** A cursor: which history, how far, and for which audience. Windows see only its text [S6]. */
export interface CursorParts {
  readonly epoch: string
  readonly number: number
  readonly audience: string
}

export const writeCursor = ({ epoch, number, audience }: CursorParts): string => `${epoch}.${number}.${audience}`

/** Reads a cursor that came from outside; null where it is not one. */
export function readCursor(text: string): CursorParts | null {
  const [epoch, digits, audience, ...rest] = text.split('.')
  if (epoch === undefined || digits === undefined || audience === undefined || rest.length > 0) return null
  const number = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
  return Number.isSafeInteger(number) ? { epoch, number, audience } : null
}

/** A short fingerprint of what an agent holds (FNV-1a over the sorted scopes, 53 bits): another one means another audience. */
export function audienceMark(held: readonly Scope[]): string {
  let a = 0x811c9dc5
  let b = 0x1b873593
  for (const char of [...held].sort().join(' ')) {
    const unit = char.codePointAt(0) ?? 0
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x85ebca6b)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}

/** A change whose row is what the source has: the row itself, or its JSON text. */
export type ChangeOf<R> =
  | { readonly t: string; readonly id: string; readonly v: number; readonly row: R }
  | Extract<RowChange, { gone: true }>

/** A page whose rows are what the source has. */
export type PageOf<R> = Omit<FeedPage, 'changes'> & { readonly changes: ChangeOf<R>[] }

/** What happened to one row within a stretch of the feed, as this agent saw it. */
export interface FeedEntry<R = AnyRow> {
  readonly table: TableName
  readonly id: string
  /** The number of its last change within the stretch. */
  readonly number: number
  /** The row as it stands now and who may see it; null if it is gone. */
  readonly row: R | null
  readonly audience: readonly Scope[]
  readonly version: number
  /** Whether, at some point in the stretch, it came to this agent from outside: then its children come with it. */
  readonly isEntered: boolean
}

/** Where the feed is read from: PostgreSQL in the service, memory in the simulation. Everything is read as the agent may see it [S16]. */
export interface FeedSource<R = AnyRow> {
  epochAndHead(): Promise<{ epoch: string; head: number; oldest: number }>
  /** The number up to which the next `limit` entries after `from` reach, at most `head`. */
  reach(held: readonly Scope[], from: number, head: number, limit: number): Promise<number>
  /** Entries in (from, to] that the agent sees or saw. */
  entries(held: readonly Scope[], from: number, to: number): Promise<FeedEntry<R>[]>
  /** The children of rows that came into sight. */
  children(held: readonly Scope[], parents: readonly { table: TableName; id: string }[]): Promise<ChangeOf<R>[]>
  results(clientId: string, from: number, to: number): Promise<MutationResult[]>
}

export interface Reader {
  readonly held: readonly Scope[]
  readonly clientId: string
}

/** Rows of one page; a catch-up of any length comes in such steps. */
export const pageEntries = 1000

const asChange = <R>(entry: FeedEntry<R>, held: readonly Scope[]): ChangeOf<R> =>
  entry.row !== null && maySee(held, entry.audience)
    ? { t: entry.table, id: entry.id, v: entry.version, row: entry.row }
    : { t: entry.table, id: entry.id, v: entry.number, gone: true }

/** The next stretch after a cursor, or why the window must start anew. */
export async function pullPage<R = AnyRow>(
  source: FeedSource<R>,
  reader: Reader,
  cursor: string,
): Promise<PageOf<R> | { reset: ResetReason; scopes: string[] }> {
  const now = await source.epochAndHead()
  const { head } = now
  const at = readCursor(cursor)
  const reset = resetReason(at, { ...now, audience: audienceMark(reader.held) })
  if (at === null || reset !== null) return { reset: reset ?? 'bad-cursor', scopes: [...reader.held] }
  const atHead = pageAtHead(reader, cursor, now)
  if (atHead !== null) return atHead
  // Each number has one entry at most.
  const isOnePage = head - at.number <= pageEntries
  const to = isOnePage ? head : await source.reach(reader.held, at.number, head, pageEntries)
  const [entries, results] = await Promise.all([
    source.entries(reader.held, at.number, to),
    source.results(reader.clientId, at.number, to),
  ])
  const entered = entries.filter((entry) => entry.isEntered && maySee(reader.held, entry.audience))
  const children = entered.length === 0 ? [] : await source.children(reader.held, entered)
  return {
    base: cursor,
    to: writeCursor({ ...at, number: to }),
    isLast: to === head,
    changes: [...entries.map((entry) => asChange(entry, reader.held)), ...children],
    results,
  }
}

/** The page of a window that has everything already, for which nothing needs to be read; null where there is more to say. */
export function pageAtHead(
  { held }: Pick<Reader, 'held'>,
  cursor: string,
  now: { epoch: string; head: number; oldest: number },
): PageOf<never> | null {
  const at = readCursor(cursor)
  if (at?.number !== now.head || resetReason(at, { ...now, audience: audienceMark(held) }) !== null) return null
  return { base: cursor, to: cursor, isLast: true, changes: [], results: [] }
}

function resetReason(
  at: CursorParts | null,
  now: { epoch: string; head: number; oldest: number; audience: string },
): ResetReason | null {
  if (at === null) return 'bad-cursor'
  if (at.epoch !== now.epoch) return 'new-epoch'
  if (at.audience !== now.audience) return 'audience-changed'
  if (at.number > now.head) return 'bad-cursor'
  return at.number < now.oldest ? 'cursor-too-old' : null
}

/** Where everything an agent may see is read from, page by page. */
export interface SnapshotSource<C = RowChange> {
  epochAndHead(): Promise<{ epoch: string; head: number }>
  /** Rows after a place, in loading order; `place` is the source's own text. Null where it is not a place. */
  rowsAfter(
    held: readonly Scope[],
    place: string | null,
    bytes: number,
  ): Promise<{ changes: C[]; place: string | null } | null>
  count(held: readonly Scope[]): Promise<number>
}

/** Bytes of JSON in one snapshot page: large enough to be quick, small enough to show progress. */
const snapshotBytes = 3_000_000

/** One page of everything; null where `after` was not given by this service, or for another audience. `after` carries the cursor of the first page along, so that no change in between is missed. */
export async function snapshotPage<C = RowChange>(
  source: SnapshotSource<C>,
  held: readonly Scope[],
  after: string | null,
): Promise<(Omit<SnapshotPage, 'changes'> & { changes: C[] }) | null> {
  const start = after === null ? await firstStart(source, held) : readCopyStart(after, audienceMark(held))
  if (start === null) return null
  const read = await source.rowsAfter(held, start.place === '' ? null : start.place, snapshotBytes)
  if (read === null) return null
  const { changes, place } = read
  const done = start.done + changes.length
  const next = place === null ? null : writeCopyStart({ ...start, done, place })
  return { cursor: start.cursor, scopes: [...held], changes, next, done, total: start.total }
}

async function firstStart(
  source: Pick<SnapshotSource, 'epochAndHead' | 'count'>,
  held: readonly Scope[],
): Promise<CopyStart> {
  const { epoch, head } = await source.epochAndHead()
  const cursor = writeCursor({ epoch, number: head, audience: audienceMark(held) })
  return { cursor, done: 0, total: await source.count(held), place: '' }
}

/** Where a copy that spans several requests goes on. `cursor` is the head when it was begun. */
export interface CopyStart {
  readonly cursor: string
  readonly done: number
  readonly total: number
  /** The source's own text; empty at the beginning. */
  readonly place: string
}

export const writeCopyStart = ({ cursor, done, total, place }: CopyStart): string =>
  `${cursor}|${done}|${total}|${place}`

/**
 * Reads what came back from a window; null where it is not one. A copy that was begun for one audience is not continued for another: should
 * the first come back, its cursor would hide what is missing [S17].
 */
export function readCopyStart(text: string, audience: string): CopyStart | null {
  const [cursor, done, total, place] = text.split('|')
  if (cursor === undefined || place === undefined || readCursor(cursor)?.audience !== audience) return null
  if (![done, total].every((count) => /^\d{1,12}$/.test(count ?? ''))) return null
  return { cursor, done: Number(done), total: Number(total), place }
}
