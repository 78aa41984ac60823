import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { SearchRequest } from '#shared/sync/search-protocol.ts'
import type { Turns } from '../sync/turns.ts'
import { searchMessages } from '../search-messages.ts'
import { badRequest, busy, notSignedIn } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface SearchPorts extends SessionPorts {
  readonly reading: Pool
  readonly searchTurns: Turns
  readonly clock: () => number
}

/** `POST /api/search`: messages with some words in them, among those that the agent may see. */
export function searchRoute(server: FastifyInstance, ports: SearchPorts): void {
  const { directory, reading, searchTurns, clock } = ports
  server.post('/api/search', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const asked = SearchRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const held = directory.heldBy(session.agentId)
    const turn = searchTurns.run(session.agentId, () => searchMessages({ pool: reading, held, now: clock }, asked.data))
    return turn === null ? busy(reply) : reply.send(await turn)
  })
}
