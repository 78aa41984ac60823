/** How much there is: 20,000 cases with six messages of about 300 bytes each, 56 MB as JSON; about 7,000 of the cases are open. */
export interface Size {
  readonly cases: number
  readonly chunks: number
}

export const fullSize: Size = { cases: 20_000, chunks: 40 }
export const quickSize: Size = { cases: 2000, chunks: 4 }
/** Messages of a case. */
export const threadLength = 6

/** A case as the peers keep it. Instants are milliseconds since 1970. */
export interface PeerCase {
  readonly id: string
  readonly status: string
  readonly due_at: number
  readonly queue: string
  readonly assignee: string
  readonly priority: number
  readonly subject: string
  readonly customer_id: string
  readonly customer_name: string
  readonly channel: string
  readonly created_at: number
  readonly updated_at: number
  readonly version: number
  readonly unread: number
  readonly tags: readonly string[]
}

export interface PeerMessage {
  readonly id: string
  readonly case_id: string
  readonly seq: number
  readonly author: string
  readonly kind: string
  readonly ts: number
  readonly text: string
}

/** What one wire chunk says: 500 cases and their threads. */
export interface Chunk {
  readonly cases: readonly PeerCase[]
  readonly messages: readonly PeerMessage[]
}

/** The id of the nth case. */
export const caseIdOf = (n: number): string => `c${String(n).padStart(6, '0')}`
