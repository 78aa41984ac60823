import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { SnapshotRequest } from '#shared/sync/protocol.ts'
import { snapshotPage } from '../sync/change-feed.ts'
import { PostgresSnapshot } from '../sync/postgres-copy.ts'
import { asReader } from '../sync/postgres-feed.ts'
import type { Turns } from '../sync/turns.ts'
import { badRequest, busy, notSignedIn } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface SnapshotPorts extends SessionPorts {
  readonly reading: Pool
  readonly catchUps: Turns
}

/** `POST /api/snapshot`: everything the agent may see, row by row, for windows that speak protocol 1 [S19]. */
export function snapshotRoute(server: FastifyInstance, { reading, catchUps, ...ports }: SnapshotPorts): void {
  server.post('/api/snapshot', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const asked = SnapshotRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { clientId, after } = asked.data
    const held = ports.directory.heldBy(session.agentId)
    const turn = catchUps.run(session.key, () =>
      asReader(reading, { held, clientId }, (client) => snapshotPage(new PostgresSnapshot(client), held, after)),
    )
    if (turn === null) return busy(reply)
    const page = await turn
    if (page === null) return badRequest(reply)
    const { changes, ...rest } = page
    const text = `${JSON.stringify(rest).slice(0, -1)},"changes":[${changes.join(',')}]}`
    return reply.type('application/json').send(text)
  })
}
