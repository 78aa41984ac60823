import type { IncomingMessage } from 'node:http'
import { Handshake, OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { SessionEnd, Sessions } from '../accounts/sessions.ts'
import type { Directory } from './directory.ts'
import { ReturnTimes } from './return-times.ts'
import { type Admitted, type WindowSocket, endToTell } from './socket-types.ts'
import { type Allowance, TokenBucket } from './token-bucket.ts'

/** Why a connection is not let in. The window finds it as `data` of its connect error. */
export interface NotAdmitted {
  readonly reason: 'bad-frame' | 'not-signed-in' | 'protocol-too-old' | 'protocol-too-new' | 'busy' | SessionEnd
  /** Milliseconds, where trying again may help. */
  readonly retryAfter?: number
}

class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused'
  readonly data: NotAdmitted

  constructor(data: NotAdmitted) {
    super(data.reason)
    this.data = data
  }
}

/** The origin of the window in the desktop app. */
export const desktopOrigin = 'app://workspace'

/** Whether a page of this origin may open a connection: the window served by this very service, the desktop app, or no page at all. */
export function isKnownOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers
  if (origin === undefined || origin === desktopOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

const protocolRefusal = (protocol: number): NotAdmitted | null => {
  if (protocol < OLDEST_PROTOCOL) return { reason: 'protocol-too-old' }
  // A newer window only queues until the service is updated [S19].
  return protocol > PROTOCOL_VERSION ? { reason: 'protocol-too-new', retryAfter: 60_000 } : null
}

/** Checks a handshake: its form, the protocol, the session, the device it was made on, and that the agent is active. */
async function judge(said: unknown, sessions: Sessions, directory: Directory): Promise<Admitted | NotAdmitted> {
  const handshake = Handshake.safeParse(said)
  if (!handshake.success) return { reason: 'bad-frame' }
  const { token, deviceId, clientId, protocol } = handshake.data
  const refusal = protocolRefusal(protocol)
  if (refusal !== null) return refusal
  const session = await sessions.find(token)
  const isTheirs = session !== null && session.deviceId === deviceId && directory.active(session.agentId) !== null
  if (isTheirs) return { session, clientId, protocol }
  // Only who has held a token of the device learns what it is to forget.
  const owner = await sessions.madeFor(token)
  if (owner === null || owner.deviceId !== deviceId) return { reason: 'not-signed-in' }
  if (owner.isWiped) return { reason: endToTell('wiped', protocol) }
  const isClosed = directory.active(owner.agentId) === null
  return { reason: isClosed ? endToTell('account-closed', protocol) : 'not-signed-in' }
}

export interface AdmissionPorts {
  readonly sessions: Sessions
  readonly directory: Directory
  readonly arrivals: Allowance
  readonly pressure: { readonly isHigh: boolean }
  readonly failed: (error: unknown) => void
}

/**
 * The door of the socket server: sets `admitted` on the socket, or refuses with a reason. After an outage all windows come at once; so many
 * a second are let in, and each of the others is told a time at which there is a place for it.
 */
export function admission({ sessions, directory, arrivals, pressure, failed }: AdmissionPorts) {
  const bucket = new TokenBucket(arrivals, performance.now())
  const times = new ReturnTimes(arrivals.perSecond)
  const busy = (): ConnectionRefused =>
    new ConnectionRefused({ reason: 'busy', retryAfter: times.next(performance.now()) })
  return async (socket: WindowSocket, next: (refusal?: ConnectionRefused) => void): Promise<void> => {
    if (pressure.isHigh || bucket.take(performance.now()) > 0) return next(busy())
    try {
      const judged = await judge(socket.handshake.auth, sessions, directory)
      if ('reason' in judged) return next(new ConnectionRefused(judged))
      socket.data.admitted = judged
      next()
    } catch (error) {
      failed(error)
      next(busy())
    }
  }
}
