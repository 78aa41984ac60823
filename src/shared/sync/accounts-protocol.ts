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

/** `POST /api/share`, with the token: `generation` is that of the key this device has, null where it has none yet. */
export const ShareRequest = z.strictObject({ deviceId: Id, generation: z.number().int().min(1).nullable() })
export type ShareRequest = z.infer<typeof ShareRequest>

/** The service's half of the key to what is sealed on this device: 32 bytes, base64. */
export const ShareReply = z.object({
  share: z.base64(),
  generation: z.number().int().min(1),
  /** How long this device may open without the service, in milliseconds. */
  offlineLeaseMs: z.number().int().min(0),
  /** Whether the site lets its agents open the desk with a PIN when there is no network. */
  mayPin: z.boolean(),
})
export type ShareReply = z.infer<typeof ShareReply>

/**
 * Why a share is refused, as `error` of the answer. `wiped`: the device is to forget what it holds and to say so (`POST /api/wiped`).
 * `account-closed`: it is to forget what this agent could read.
 */
export const ShareRefusal = z.enum(['not-signed-in', 'device-refused', 'wiped', 'account-closed'])
export type ShareRefusal = z.infer<typeof ShareRefusal>

/** What every HTTP call answers when it cannot do what was asked: `error` is for code, `sentence` for people. */
export const HttpRefusal = z.object({ error: z.string(), sentence: z.string() })
export type HttpRefusal = z.infer<typeof HttpRefusal>
