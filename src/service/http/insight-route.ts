import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { InsightRequest } from '#shared/insight/insight-file.ts'
import type { InsightShelf } from '../insight/insight-shelf.ts'
import { asReader } from '../sync/postgres-feed.ts'
import { suggestable } from '../sync/rows.ts'
import type { Turns } from '../sync/turns.ts'
import { badRequest, busy, notSignedIn } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface InsightRoutePorts extends SessionPorts {
  readonly reading: Pool
  readonly catchUps: Turns
  readonly insights: InsightShelf
}

/**
 * `POST /api/insight`: what was learnt from the workspace's history, for whoever asks: from cases they may see, about macros and SOPs they
 * may see. 204 where that is what they have; 202 where it is being learnt for the first time.
 */
export function insightRoute(server: FastifyInstance, ports: InsightRoutePorts): void {
  const { reading, catchUps, insights, directory } = ports
  server.post('/api/insight', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const asked = InsightRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const held = directory.heldBy(session.agentId)
    // Read as the agent: what row-level security does not show cannot be named in the file.
    const turn = catchUps.run(session.key, () =>
      asReader(reading, { held, clientId: session.deviceId }, (client) => suggestable(client)),
    )
    if (turn === null) return busy(reply)
    const file = insights.file(held, await turn)
    if (file === null) return reply.status(202).send()
    if (file.version === asked.data.have) return reply.status(204).send()
    return reply.type('application/octet-stream').send(Buffer.from(file.bytes))
  })
}
