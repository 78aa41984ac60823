import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { SnapshotRequest } from '#shared/sync/protocol.ts'
import type { Sessions } from '../accounts/sessions.ts'
import { snapshotPage } from '../sync/change-feed.ts'
import type { Directory } from '../sync/directory.ts'
import { PostgresSnapshot, asReader } from '../sync/postgres-feed.ts'
import { bearerToken } from './bearer-token.ts'
import { badRequest, notSignedIn } from './refusal.ts'

export interface SnapshotPorts {
  readonly reading: Pool
  readonly sessions: Sessions
  readonly directory: Directory
}

/** `POST /api/snapshot`: everything the agent may see, page by page; the rows are passed through as they are stored. */
export function snapshotRoute(server: FastifyInstance, { reading, sessions, directory }: SnapshotPorts): void {
  server.post('/api/snapshot', async (request, reply) => {
    const token = bearerToken(request)
    const session = token === null ? null : await sessions.find(token)
    if (session === null || directory.active(session.agentId) === null) return notSignedIn(reply)
    const asked = SnapshotRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { clientId, after } = asked.data
    const held = directory.heldBy(session.agentId)
    const page = await asReader(reading, { held, clientId }, (client) =>
      snapshotPage(new PostgresSnapshot(client), held, after),
    )
    if (page === null) return badRequest(reply)
    const { changes, ...rest } = page
    const text = `${JSON.stringify(rest).slice(0, -1)},"changes":[${changes.join(',')}]}`
    return reply.type('application/json').send(text)
  })
}
