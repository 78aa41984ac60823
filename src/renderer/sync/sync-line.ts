import type { PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'
import type { LastHeard } from './presence-relay.ts'

/** Why the person must sign in again, or load a newer window. */
export type Ended = 'signed-out' | 'revoked' | 'protocol-too-old' | 'wiped' | 'newer-window'

/** What the window may say about its connection, in plain terms. Instants are milliseconds since 1970. */
export interface SyncState {
  readonly connection: 'connecting' | 'online' | 'offline'
  /** Since when the connection has been as it is. */
  readonly since: number
  /** Whether everything the service had was here when last heard of. */
  readonly isCaughtUp: boolean
  readonly lastSyncAt: number | null
  /** Rows here and rows in all, while a whole copy comes in. */
  readonly download: { readonly done: number; readonly total: number } | null
  /** The service ended the session: the person must sign in again. */
  readonly ended: Ended | null
  /** The service does not yet know what this window speaks: until it is updated, everything waits here [S19]. */
  readonly isServiceOlder: boolean
  /** What went wrong last on this connection, for the health page; null while it works. */
  readonly trouble: string | null
}

/** How things stand before anything was heard. `now`: milliseconds since 1970. */
export const silentState = (now: number, lastSyncAt: number | null): SyncState => ({
  connection: 'offline',
  since: now,
  isCaughtUp: false,
  lastSyncAt,
  download: null,
  ended: null,
  isServiceOlder: false,
  trouble: null,
})

/** What is said and heard of who has which case before them [S12]. */
export interface PresenceLine {
  readonly heard: LastHeard
  present(said: PresenceSaid): void
  /** Hears who is on a case, until the returned function is called. */
  onTold(listener: (told: PresenceTold) => void): () => void
}

/** A window's line to the service: its own connection, or that of another window of the same agent on this computer [S20]. */
export interface SyncLine {
  readonly state: SyncState
  readonly presence: PresenceLine
  subscribe(listener: (state: SyncState) => void): () => void
  start(): void
  stop(): void
  /** The network may be back: tries at once instead of waiting. */
  retryNow(): void
  /** Asks for one thread now; false where the service could not be asked. */
  fetchThread(caseId: string): Promise<boolean>
}
