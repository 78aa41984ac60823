import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { MacroOutcomesReply } from '#shared/sync/macro-outcomes-protocol.ts'
import { macroOutcomes } from '../insight/macro-outcomes.ts'
import type { Turns } from '../sync/turns.ts'
import { busy, notSignedIn } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface MacroOutcomesPorts extends SessionPorts {
  readonly reading: Pool
  readonly catchUps: Turns
  readonly now: () => string
}

/** `POST /api/macro-outcomes`: what came of each macro, on the cases that the agent may see. */
export function macroOutcomesRoute(
  server: FastifyInstance,
  { reading, catchUps, now, ...ports }: MacroOutcomesPorts,
): void {
  server.post('/api/macro-outcomes', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const held = ports.directory.heldBy(session.agentId)
    const turn = catchUps.run(session.key, () =>
      macroOutcomes(reading, { held, clientId: session.deviceId, now: now() }),
    )
    if (turn === null) return busy(reply)
    return reply.send({ macros: await turn } satisfies MacroOutcomesReply)
  })
}
