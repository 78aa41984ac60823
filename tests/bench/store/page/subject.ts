import type { PeerCase } from '../shapes.ts'

/** A case as a list shows it. Whoever keeps it otherwise makes these when they are asked for. */
export type Listed = Pick<PeerCase, 'id' | 'subject' | 'status' | 'due_at' | 'customer_name'>

/** A change of some fields of one case. */
export interface Patch {
  /** Which case, by its number. */
  readonly case: number
  readonly fields: { readonly subject?: string; readonly assignee?: string; readonly updated_at?: number }
}

/** What an agent does: the same, and a record of it to be sent. */
export interface LocalMutation extends Patch {
  readonly id: string
}

/** How a store is opened. `isStrict`: what is written must survive a power cut. */
export interface OpenHow {
  readonly isFresh: boolean
  readonly isStrict: boolean
}

/** A store that is open. What a subject cannot do is left out, and not measured. */
export interface OpenStore {
  /** Takes in one chunk as it came over the wire. */
  load(bytes: Uint8Array<ArrayBuffer>, chunk: number): Promise<void>
  /** Resolves when everything is durable. */
  finish(): Promise<void>
  /** The 50 open cases that are due first. */
  firstScreen?(): Promise<readonly Listed[]>
  /** Every summary in memory; answers how many. */
  summaries?(): Promise<number>
  /** Reads one thread; answers how many messages it has. */
  thread?(n: number): Promise<number>
  /** Calls `see` with the first screen, now and whenever it changed. */
  watch?(see: (rows: readonly Listed[]) => void): Promise<void>
  /** Takes changes of the service in. Resolves when the store says they are kept. */
  patch?(patches: readonly Patch[]): Promise<void>
  /** On the screen and in the outbox. Resolves when the store says it is kept. */
  mutate?(mutation: LocalMutation): Promise<void>
  /** Makes durable what `mutate` keeps in memory only, where it does. */
  settle?(): Promise<void>
  close(): Promise<void> | void
}

export interface Subject {
  /** Which wire chunks it is fed: those of the peers, or the packs that Tierdesk's service makes. */
  readonly wire: 'peers' | 'packs'
  open(how: OpenHow): Promise<OpenStore>
}

/** Reads a chunk. */
export const decoded = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T

/** The number of a case from its id. */
export const numberOf = (id: string): number => Number(id.slice(1))

/** The first screen from all cases, for stores that have no index. */
export const firstOf = <T extends Listed>(cases: readonly T[]): T[] =>
  cases
    .filter(({ status }) => status === 'open')
    .sort((a, b) => a.due_at - b.due_at)
    .slice(0, 50)
