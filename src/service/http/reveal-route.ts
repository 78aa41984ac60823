import type { FastifyInstance, FastifyReply } from 'fastify'
import { type RevealRefusal, type RevealReply, RevealRequest } from '#shared/sync/reveal-protocol.ts'
import type { Revealed, Reveals } from '../accounts/reveals.ts'
import type { Turns } from '../sync/turns.ts'
import { badRequest, busy, notSignedIn, refuseWith } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

/** A line of the log that says who had what shown, or was refused it; never the value. */
export interface RevealAudit {
  readonly act: 'shown' | 'not-found' | 'not-permitted' | 'over-budget'
  readonly agentId: string
  readonly deviceId: string
  readonly asked: RevealRequest
}

export interface RevealPorts extends SessionPorts {
  readonly reveals: Reveals
  readonly revealTurns: Turns
  readonly revealed: (line: RevealAudit) => void
  readonly clock: () => number
}

/** `POST /api/reveal`: one contact detail of a party of a case that the agent sees, for a purpose. */
export function revealRoute(server: FastifyInstance, ports: RevealPorts): void {
  const { directory, reveals, revealTurns, revealed, clock } = ports
  server.post('/api/reveal', async (request, reply) => {
    const session = await sessionOf(request, ports)
    const agent = session === null ? null : directory.active(session.agentId)
    if (session === null || agent === null) return notSignedIn(reply)
    const asked = RevealRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { deviceId } = session
    const asker = { agent, deviceId, held: directory.heldBy(agent.id) }
    const turn = revealTurns.run(agent.id, () => reveals.reveal(asker, asked.data))
    if (turn === null) return busy(reply)
    const found = await turn
    revealed({ act: 'value' in found ? 'shown' : found.refused, agentId: agent.id, deviceId, asked: asked.data })
    return 'value' in found ? reply.send({ value: found.value } satisfies RevealReply) : refuse(reply, found, clock())
  })
}

function refuse(reply: FastifyReply, found: Exclude<Revealed, { value: string }>, now: number): FastifyReply {
  switch (found.refused) {
    case 'over-budget':
      return overBudget(reply, found.retryAt, now)
    case 'not-permitted':
      return refuseWith(reply, 403, 'not-permitted', 'Your role does not see contact details. Ask your supervisor.')
    case 'not-found': {
      const sentence = 'There is nothing to show: the case is not yours to see any more, or the detail was removed.'
      return refuseWith(reply, 404, 'not-found', sentence)
    }
  }
}

function overBudget(reply: FastifyReply, retryAt: number, now: number): FastifyReply {
  const seconds = Math.max(1, Math.ceil((retryAt - now) / 1000))
  const minutes = Math.ceil(seconds / 60)
  const wait = minutes === 1 ? 'one minute' : `${minutes} minutes`
  const refusal: RevealRefusal = {
    error: 'over-budget',
    sentence: `You have had as many contact details shown as an hour allows. Try again in ${wait}, or ask your supervisor.`,
    retryAt: new Date(retryAt).toISOString(),
  }
  return reply.status(429).header('retry-after', String(seconds)).send(refusal)
}
