import { z } from 'zod'
import { Agent } from '../domain/agent.ts'
import { Id } from '../domain/base.ts'

/** `POST /api/sign-in`. */
export const SignInRequest = z.strictObject({
  login: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(500),
  deviceId: Id,
})
export type SignInRequest = z.infer<typeof SignInRequest>

/** The token is opaque; the service keeps only its hash. */
export const SignInReply = z.object({ token: z.string(), agent: Agent, workspace: z.string() })
export type SignInReply = z.infer<typeof SignInReply>

/** What every HTTP call answers when it cannot do what was asked: `error` is for code, `sentence` for people. */
export const HttpRefusal = z.object({ error: z.string(), sentence: z.string() })
export type HttpRefusal = z.infer<typeof HttpRefusal>
