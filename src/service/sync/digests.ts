import type { Scope } from '#shared/audience.ts'
import type { DigestReply, TableDigest } from '#shared/sync/protocol.ts'
import { type WarmTable, warmTables } from '#shared/tables.ts'
import { audienceMark, readCursor } from './change-feed.ts'

/** Where digests are worked out: PostgreSQL in the service, memory in the simulation. Everything is read as the agent may see it [S16]. */
export interface DigestSource {
  epochAndHead(): Promise<{ epoch: string; head: number; oldest: number }>
  /** Whether the feed has anything for this reader after a number. */
  hasAfter(held: readonly Scope[], number: number): Promise<boolean>
  /** Of each warm table: how many rows the reader sees, and the exclusive or of their `rowHash`. Tables without rows may be left out. */
  digests(held: readonly Scope[]): Promise<{ readonly t: string; readonly count: number; readonly hash: number }[]>
}

/**
 * What a window that stands at `cursor` must hold [S13]. `moved` where the feed has gone on for it since, or where it has to begin anew:
 * a comparison would then say nothing.
 */
export async function digestAt(source: DigestSource, held: readonly Scope[], cursor: string): Promise<DigestReply> {
  const { epoch, head, oldest } = await source.epochAndHead()
  const at = readCursor(cursor)
  const isHere = at !== null && at.epoch === epoch && at.audience === audienceMark(held)
  if (!isHere || at.number > head || at.number < oldest) return { failed: 'moved' }
  // Numbers that were given to what this agent does not see leave its window where it stands.
  if (at.number < head && (await source.hasAfter(held, at.number))) return { failed: 'moved' }
  const found = new Map((await source.digests(held)).map((digest) => [digest.t, digest]))
  return { cursor, tables: warmTables.map((t: WarmTable): TableDigest => found.get(t) ?? { t, count: 0, hash: 0 }) }
}
