import type { Server, Socket } from 'socket.io'
import type { FeedPage, Hello, Leave, PresenceTold } from '#shared/sync/protocol.ts'
import type { Session, SessionEnd } from '../accounts/sessions.ts'

/** What the service says on a socket. */
export interface ServiceEvents {
  hello: (hello: Hello) => void
  patch: (page: FeedPage) => void
  head: (hint: { cursor: string }) => void
  leave: (leave: Leave) => void
  presence: (told: PresenceTold) => void
}

/** What a window may say: whatever it is, it is checked before it is believed. */
export type WindowEvents = Record<string, (...said: unknown[]) => void>

/** What the handshake found out. */
export interface Admitted {
  readonly session: Session
  readonly clientId: string
  /** What its window speaks. */
  readonly protocol: number
}

/** From this protocol on a window knows what it is to do when its device is to forget everything. */
const wipedSince = 2

/** How a window that speaks `protocol` is told that its session is over: an older one only learns that it was revoked [S19]. */
export const endToTell = (end: SessionEnd, protocol: number): SessionEnd => (protocol < wipedSince ? 'revoked' : end)

export type WindowServer = Server<WindowEvents, ServiceEvents, Record<string, never>, { admitted?: Admitted }>
export type WindowSocket = Socket<WindowEvents, ServiceEvents, Record<string, never>, { admitted?: Admitted }>
