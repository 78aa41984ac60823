import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { Incident } from '#shared/sync/incident.ts'
import { badRequest, notSignedIn } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface IncidentPorts extends SessionPorts {
  readonly reading: Pool
  readonly now: () => string
  /** Hears of each report once. */
  readonly reported: (incident: Incident, agentId: string, deviceId: string) => void
}

/** `POST /api/incidents`: something went wrong with what a window keeps. The same report again is taken and changes nothing. */
export function incidentsRoute(server: FastifyInstance, { reading, now, reported, ...ports }: IncidentPorts): void {
  server.post('/api/incidents', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const said = Incident.safeParse(request.body)
    if (!said.success) return badRequest(reply)
    const { id, kind, at, count } = said.data
    const { agentId, deviceId } = session
    const { rowCount } = await reading.query(
      `insert into incidents (id, agent_id, device_id, kind, count, at, received_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [id, agentId, deviceId, kind, count, at, now()],
    )
    if (rowCount === 1) reported(said.data, agentId, deviceId)
    return reply.status(204).send()
  })
}
