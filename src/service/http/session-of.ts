import type { FastifyRequest } from 'fastify'
import type { Session, Sessions } from '../accounts/sessions.ts'
import type { Directory } from '../sync/directory.ts'
import { bearerToken } from './bearer-token.ts'

export interface SessionPorts {
  readonly sessions: Sessions
  readonly directory: Directory
}

/** The session that a request shows, of an agent who may work here; else null. */
export async function sessionOf(
  request: FastifyRequest,
  { sessions, directory }: SessionPorts,
): Promise<Session | null> {
  const token = bearerToken(request)
  const session = token === null ? null : await sessions.find(token)
  return session !== null && directory.active(session.agentId) !== null ? session : null
}
