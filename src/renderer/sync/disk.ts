import type { Attachment } from '#shared/domain/attachment.ts'
import type { AppliedMacro } from '#shared/applied-macro.ts'
import type { Incident } from '#shared/sync/incident.ts'
import type { MutationResult, PackHead, RowChange } from '#shared/sync/protocol.ts'
import type { Pending } from '#shared/sync/replay.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import type { AnyRow, ColdTable, TableName } from '#shared/tables.ts'
import type { RefusalReason } from '#shared/refusals.ts'

/** A mutation that waits for the service. `seq` is its place in this window's order and grows. */
export interface OutboxEntry extends Pending {
  readonly seq: number
  /** How often it was put back since it was named, because the service had forgotten it [S23]. */
  readonly offers?: number
}

/** A refused mutation, kept with everything the agent wrote until they decide what becomes of it [S15]. */
export interface ParkedEntry extends Pending {
  readonly refused: RefusalReason
  readonly about: string | undefined
  readonly parkedAt: string
}

/** Unsent text of one case. Kept beside the outbox because an agent wrote it. */
export interface Draft {
  readonly caseId: string
  readonly kind: 'reply' | 'note'
  readonly text: string
  /** The macro it was filled from, if any. */
  readonly macroId: string | null
  /** Every macro that goes out with it, the first one too. Missing: the one in `macroId`, as an older build kept it. */
  readonly macros?: readonly AppliedMacro[] | undefined
  /** The last reply the agent had seen when they began [S18]. */
  readonly afterReplyId: string | null
  readonly at: string
  // Missing on drafts of the build before.
  /** The party it is for; missing: the case's own. */
  readonly partyId?: string
  readonly attachments?: readonly Attachment[]
}

/** An applied mutation that is kept for a while: a service that was restored from a backup may have forgotten it [S23]. */
export interface AcknowledgedEntry extends OutboxEntry {
  readonly acknowledgedAt: string
}

/** Everything that one agent wrote on this computer. */
export interface OutboxContent {
  readonly entries: readonly OutboxEntry[]
  readonly parked: readonly ParkedEntry[]
  readonly drafts: readonly Draft[]
  readonly acknowledged: readonly AcknowledgedEntry[]
}

/** What is settled: applied mutations, and refused ones with the agent's text. Both leave the waiting ones [S8][S15]. */
export interface Settled {
  readonly at: string
  readonly applied: readonly string[]
  readonly parked: readonly ParkedEntry[]
}

/** The writing half of a place where the outbox is kept. Each call resolves once it would survive a power cut. */
export interface OutboxWriter {
  add(entry: OutboxEntry): Promise<void>
  /** In one transaction. Applied ones are kept as acknowledged, with `at`. */
  settle(settled: Settled): Promise<void>
  /** Acknowledged mutations wait again, in front of all others [S23]. */
  offerAgain(entries: readonly OutboxEntry[]): Promise<void>
  /** Lets go of what was acknowledged before this instant. */
  forgetAcknowledged(before: string): Promise<void>
  /** The agent has decided about a parked entry. */
  unpark(opId: string): Promise<void>
  saveDraft(draft: Draft): Promise<void>
  dropDraft(caseId: string): Promise<void>
}

/** What a window finds when it opens its outbox. */
export interface OpenedOutbox extends OutboxContent {
  readonly incidents: readonly Incident[]
  /** False where this computer has one home only: then "Saved" rests on that one alone, and the agent can read so [S9]. */
  readonly isSecondHome: boolean
}

/** What agents wrote: apart from the cache, so that nothing that happens to the cache can touch it. */
export interface OutboxDisk extends OutboxWriter {
  /** `incidents`: what was found wrong while it was opened, to be shown and reported [S10][S11]. */
  load(): Promise<OpenedOutbox>
  /** What is there now, other windows' work too [S20]. */
  refresh(): Promise<OutboxContent>
}

/**
 * One thing that the agent wrote, and how far it has come. What is done with stays for a while as a mark, so that a home that went back
 * in time cannot bring it back.
 */
export type OutboxRecord =
  | { readonly is: 'waiting'; readonly entry: OutboxEntry }
  | { readonly is: 'acknowledged'; readonly entry: AcknowledgedEntry }
  | { readonly is: 'parked'; readonly entry: ParkedEntry }
  | { readonly is: 'decided'; readonly opId: string; readonly at: string }
  | { readonly is: 'draft'; readonly draft: Draft }
  | { readonly is: 'dropped'; readonly caseId: string; readonly at: string }

/** Records that take the place of those with the same key, and keys to let go of. */
export interface OutboxChange {
  readonly put: readonly OutboxRecord[]
  readonly drop: readonly string[]
}

/** Everything that a home is to hold from now on, with the marker of its generation. */
export interface WholeOutbox {
  readonly generation: string
  readonly records: readonly OutboxRecord[]
}

/** What one home knows. `generation` is null where nothing was ever written: a first start, or a home that was emptied [S11]. */
export interface HomeContent {
  readonly generation: string | null
  /** One for each key. */
  readonly records: readonly OutboxRecord[]
  /** Records, or stretches of bytes, that could not be read. */
  readonly damaged: number
}

/**
 * One of the two places in which the outbox lives: the browser's database, or the journal outside of it [S10]. It keeps what it is given
 * and knows no rules.
 */
export interface OutboxHome {
  /** Null where this computer has no such place at all. Rejects where there is one that cannot be read. */
  load(): Promise<HomeContent | null>
  /** All or nothing, in the order of the calls. Resolves once it would survive a power cut. */
  write(change: OutboxChange): Promise<void>
  /** Puts this in place of all that the home has, all or nothing. */
  replace(whole: WholeOutbox): Promise<void>
  /**
   * Tells when the browser let go of the home by itself: then nobody knows whether what was written is still there. Once more with true when
   * whatever it clears beside it should be gone.
   */
  onLetGo?(heard: (isOver: boolean) => void): void
}

/** A stretch of truth to be kept: changes, where the cursor stands after them, and what was settled by them [S6]. */
export interface JournalEntry {
  readonly cursor: string
  readonly changes: readonly RowChange[]
  /** Each changed row as it was just before that change, where it was here: then only what differs need be written. */
  readonly before?: readonly (Held | undefined)[]
  readonly settled: readonly MutationResult[]
  /** Rows that the agent may no longer see, whatever their version [S17]. */
  readonly dropped: readonly { readonly table: TableName; readonly id: string }[]
}

/** No service gives this cursor: it is answered with a whole new copy, also after a crash or a lost connection in between. */
export const staleCursor = 'stale'

/** The rows that a table starts with. By id: a map that whoever takes it may keep and change. */
export type StartRows = Iterable<Held> | Map<string, Held>

export interface CacheContent {
  /** Null: there is nothing here yet. */
  readonly cursor: string | null
  /** The rows of a table, read when they are first asked for: the first screen needs few of the tables. Never throws. */
  readonly warm: ReadonlyMap<TableName, () => StartRows>
  /** Results that were received; an outbox entry among them needs no sending. */
  readonly settled: readonly MutationResult[]
  /** Records that did not open. What they held is not here, so the cursor is not to be trusted. */
  readonly damaged: number
}

/** A pack as the service made it, and as it is kept: see `row-pack.ts` and `cold-pack.ts`. */
export interface Pack {
  readonly head: PackHead
  readonly body: Uint8Array<ArrayBuffer>
}

/** Told what the cache finds wrong after it was loaded. Whoever is told must not be waited for. */
export interface CacheTrouble {
  /** This thread was here and is not: it had to make room, or does not open. It reads as empty until all of it is kept anew. */
  readonly missing: (table: ColdTable, parentId: string) => void
  /** Records that were needed did not open. What they held is not here: a whole new copy has to come. */
  readonly damaged: (records: number) => void
}

/** The window's copy of the truth. Losing all of it costs a download and nothing else. */
export interface CacheDisk {
  load(): Promise<CacheContent>
  /** Whom to tell; at most one. */
  watch(trouble: CacheTrouble): void
  /**
   * Cursor, rows and settled results in one transaction, shared with whatever else waits (group commit). Cold rows can be read back as
   * soon as this returns; they are on disk when it resolves. Rejects where the disk refuses it: it then goes, in its place, with the next
   * thing that the disk takes.
   */
  append(entry: JournalEntry): Promise<void>
  /** Offers the disk once more what it refused. Rejects where it still refuses. */
  keepAgain(): Promise<void>
  /** The cold rows of one parent: a thread, or the body of an SOP. All of them, or none where some are missing. */
  coldRows(table: ColdTable, parentId: string): Promise<AnyRow[]>
  /** Keeps all cold rows of their parents, which were asked for singly, without moving the cursor. */
  keepCold(changes: readonly RowChange[]): Promise<void>
  /**
   * For each parent, a text that is another where its cold rows may have changed, and stays the same between two starts where they did not;
   * empty where it has none here. No row is read for it.
   */
  coldMarks(table: ColdTable, parentIds: readonly string[]): Promise<readonly string[]>
  /** Every cold row of a table, pack by pack: for the search index. */
  scanCold(table: ColdTable, each: (rows: AnyRow[]) => void): Promise<void>
  /** Starts writing a whole new copy beside the present one. */
  beginSnapshot(): Promise<SnapshotWriter>
}

export interface SnapshotWriter {
  /** Keeps packs as they come, without looking into them. */
  write(packs: readonly Pack[]): Promise<void>
  /** Makes the new copy the one that counts and lets go of the old, in one transaction. */
  finish(cursor: string): Promise<void>
  /** Throws the unfinished copy away. */
  abandon(): Promise<void>
}
