import type { Scope } from '#shared/audience.ts'
import type { PrivateField } from '#shared/masked-fields.ts'
import type { MutationResult } from '#shared/sync/protocol.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import type { AnyRow, SettingsTable, TableName } from '#shared/tables.ts'
import type { Effect } from '../effects/effects-of.ts'

/** A row as the ledger keeps it. `version` is the feed number of its last change; `audience` who may see it. */
export interface StoredRow {
  readonly table: TableName
  readonly id: string
  readonly version: number
  readonly audience: readonly Scope[]
  readonly row: AnyRow
}

export interface RowKey {
  readonly table: TableName
  readonly id: string
}

/** Stands for the children that a row has in one table. */
export interface ParentKey {
  readonly table: TableName
  readonly parentId: string
}

/** A row to be written; `row` null takes it away. `was` is its audience before, empty if it is new. */
export interface RowWrite extends RowKey {
  readonly version: number
  readonly row: AnyRow | null
  readonly audience: readonly Scope[]
  readonly was: readonly Scope[]
  /** Whether the row was there before. */
  readonly existed: boolean
  /** The row as it was before, where that is known. */
  readonly before?: Held
}

/** All that is private of a row; what was kept of it and is not among these is let go. It never leaves the service with the rows. */
export interface PrivateWrite extends RowKey {
  readonly fields: readonly PrivateField[]
}

/** A mutation that ran: its place in the log, which is the audit trail. `number` is where the feed tells of its result. */
export interface LoggedMutation {
  readonly opId: string
  readonly name: string
  readonly args: unknown
  readonly agentId: string | null
  readonly actor: string
  readonly at: string
  readonly namedAt: string
  readonly outcome: MutationResult['outcome']
  readonly number: number
}

/** A result owed to one window: for a mutation it sent first, or one sent again under a new clientId [S2][S4]. */
export interface ClientResult {
  readonly clientId: string
  readonly mid: number
  readonly opId: string
  readonly outcome: MutationResult['outcome']
  readonly number: number
}

export interface ClientState {
  readonly clientId: string
  readonly agentId: string
  readonly last: number
}

/** What was stored for an opId, and for whom. */
export interface StoredResult {
  readonly agentId: string | null
  readonly outcome: MutationResult['outcome']
}

/** Everything that one batch writes, in one transaction [S5]. */
export interface BatchWrites {
  readonly head: number
  readonly rows: readonly RowWrite[]
  /** Written with the rows that mask them, also where the mask stays the same. */
  readonly privates: readonly PrivateWrite[]
  /** Children whose audience follows their parent's, without a version of their own. */
  readonly childAudiences: readonly { readonly parent: RowKey; readonly audience: readonly Scope[] }[]
  readonly mutations: readonly LoggedMutation[]
  readonly clientResults: readonly ClientResult[]
  readonly clients: readonly ClientState[]
  /** What is to be done outside of the store once this is committed [S24]. */
  readonly effects: readonly Effect[]
  /** Messages whose delivery is called off; where one of them has begun, nothing is written at all. */
  readonly cancelled: readonly string[]
}

/** Whether a mutation has run. `clientId`: the window that sends it now; null where it is asked for otherwise. */
export interface AskedResult {
  readonly opId: string
  readonly clientId: string | null
}

/** What a batch may ask of the store. */
export interface LedgerReads {
  resultsOf(asked: readonly AskedResult[]): Promise<Map<string, StoredResult>>
  clients(clientIds: readonly string[]): Promise<Map<string, ClientState>>
  /** Which opId a window sent under a mid: `CLIENT/MID` -> opId. */
  sentUnder(clientId: string, mids: readonly number[]): Promise<Map<number, string>>
  /** The rows asked for that someone holding `held` may see: row-level security decides [S16]. */
  seenBy(held: readonly Scope[], ids: readonly RowKey[], parents: readonly ParentKey[]): Promise<StoredRow[]>
  /** All rows of tables of settings, whoever may see them: a rule is given those that its actor may see. */
  settings(names: readonly SettingsTable[]): Promise<StoredRow[]>
  /** Rows whoever may see them: for audiences and for ids that are taken, never for a rule. */
  stored(ids: readonly RowKey[]): Promise<StoredRow[]>
  /** Of these uploads, those that lay unsent for so long that their bytes are gone. */
  goneFiles(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** The cases that name any of these ids, with their audiences. */
  casesNaming(
    ids: readonly string[],
  ): Promise<{ readonly id: string; readonly caseId: string; readonly audience: readonly Scope[] }[]>
  /** Rows that are seen through cases under any of these ids. */
  seenThrough(ids: readonly string[]): Promise<StoredRow[]>
}

/** A batch as the store knows it: what it reads is as every batch before it left it, and nothing comes in between. */
export interface LedgerTransaction extends LedgerReads {
  /** The last feed number given: the same all through the batch. */
  head(): Promise<number>
  /** May fail as late as the batch itself does. */
  write(writes: BatchWrites): Promise<void>
}

/** The store that the heart runs on: PostgreSQL in the service, memory in the simulation. */
export interface Ledger {
  /** How many batches may be asked for at once; what comes on top of that waits where it can still share one. */
  readonly atOnce: number
  /**
   * Runs `work` as if alone in this workspace, in the order of the calls; everything it wrote commits together or not at all. `committed`
   * hears of it before anything that was not decided yet is. `work` may be run anew, where what it read did not come to be.
   */
  inBatch<T>(work: BatchWork<T>, committed?: (answer: T) => void): Promise<T>
}

export type BatchWork<T> = (transaction: LedgerTransaction) => Promise<T>
