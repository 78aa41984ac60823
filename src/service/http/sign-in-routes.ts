import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SignInReply, SignInRequest } from '#shared/sync/accounts-protocol.ts'
import type { Identity } from '../accounts/identity.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Directory } from '../sync/directory.ts'
import { bearerToken } from './bearer-token.ts'
import { badRequest, deviceWiped, notSignedIn, refuseWith } from './refusal.ts'

export interface SignInPorts {
  readonly identity: Identity
  readonly sessions: Sessions
  readonly directory: Directory
  readonly workspaceName: string
  /** Attempts per minute for one login from one address. */
  readonly signInAttempts: number
}

/** Counts attempts per address and login: guessing one password is slow, and a colleague's typing does not shut out others. */
const attemptKey = (request: FastifyRequest): string => {
  const asked = SignInRequest.safeParse(request.body)
  return `${request.ip} ${asked.success ? asked.data.login.toLowerCase() : ''}`
}

/** `POST /api/sign-in` and `POST /api/sign-out`. */
export function signInRoutes(server: FastifyInstance, ports: SignInPorts): void {
  const { identity, sessions, directory, workspaceName, signInAttempts } = ports
  const rateLimit = { max: signInAttempts, timeWindow: 60_000, hook: 'preHandler' as const, keyGenerator: attemptKey }
  server.post('/api/sign-in', { config: { rateLimit } }, async (request, reply) => {
    const asked = SignInRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { login, password, deviceId } = asked.data
    const agentId = await identity.identify(login, password)
    const agent = agentId === null ? null : directory.active(agentId)
    // One answer for an unknown login, a wrong password and an account that was closed: it teaches a stranger nothing.
    if (agent === null) {
      return refuseWith(
        reply,
        401,
        'wrong-login',
        'Login and password do not belong together. Check both, or ask your supervisor for access.',
      )
    }
    const token = await sessions.start(agent.id, deviceId)
    if (token === null) return deviceWiped(reply)
    return SignInReply.parse({ token, agent, workspace: workspaceName })
  })

  server.post('/api/sign-out', async (request, reply) => {
    const token = bearerToken(request)
    const session = token === null ? null : await sessions.find(token)
    if (session === null) return notSignedIn(reply)
    await sessions.revoke(session.key)
    return reply.status(204).send()
  })
}
