import type {
  DigestReply,
  DigestRequest,
  CopyHead,
  CopyRequest,
  Hello,
  Leave,
  PresenceSaid,
  PresenceTold,
  PullReply,
  PullRequest,
  Purged,
  PushReply,
  PushRequest,
  ThreadReply,
  ToldPage,
} from '#shared/sync/protocol.ts'
import type { Pack } from './disk.ts'

/** One connection to the service. Every call may reject; nothing is known then, and nothing is assumed [S12]. */
export interface Link {
  push(request: PushRequest): Promise<PushReply>
  pull(request: PullRequest): Promise<PullReply>
  thread(caseId: string): Promise<ThreadReply>
  digest(request: DigestRequest): Promise<DigestReply>
  /** A hint: lost where there is no connection [S12]. */
  present(said: PresenceSaid): void
  purged(said: Purged): void
  copy(request: CopyRequest): Promise<CopyPage>
  close(): void
}

/** A page of a whole copy: its head, and the packs as the service made them. */
export interface CopyPage extends Omit<CopyHead, 'packs'> {
  readonly packs: readonly Pack[]
}

/** What a connection tells of itself. Handlers of a connection that was given up are never called again [S20]. */
export interface LinkHandlers {
  readonly up: (hello: Hello) => void
  readonly down: () => void
  readonly patch: (page: ToldPage) => void
  /** The service stands at this cursor. */
  readonly head: (cursor: string) => void
  readonly leave: (leave: Leave) => void
  readonly presence: (told: PresenceTold) => void
}

/** Opens a connection for this clientId. */
export type Dial = (clientId: string, handlers: LinkHandlers) => Link

/** Time and chance, given from outside so that a simulation can own them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `work` after `ms`; the answer cancels it. */
  after(ms: number, work: () => void): () => void
  /** In [0, 1). */
  random(): number
  newId(): string
}
