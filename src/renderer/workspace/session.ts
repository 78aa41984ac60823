import { z } from 'zod'
import { Agent } from '#shared/domain/agent.ts'
import { HttpRefusal, SignInReply } from '#shared/sync/accounts-protocol.ts'
import { newId } from '#shared/new-id.ts'
import { say } from '#renderer/words/say.ts'

const SavedSession = z.object({ token: z.string(), agent: Agent, workspace: z.string(), deviceId: z.string() })

/** Who is signed in on this computer. */
export type Session = z.infer<typeof SavedSession>

const sessionKey = 'tierdesk.session'
const deviceKey = 'tierdesk.device'

/** This computer's identity, made once. */
function deviceId(): string {
  const known = localStorage.getItem(deviceKey)
  if (known !== null) return known
  const made = newId()
  localStorage.setItem(deviceKey, made)
  return made
}

/** The session of the last sign-in, so that the desk opens without a network; null where nobody is signed in. */
export function savedSession(): Session | null {
  const text = localStorage.getItem(sessionKey)
  if (text === null) return null
  const parsed = SavedSession.safeParse(readJson(text))
  return parsed.success ? parsed.data : null
}

/** The value of a JSON text; null where it is not one: a damaged entry means signing in again, nothing worse. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    reportError(error)
    return null
  }
}

/** Signs in at the service and remembers it. Rejects with an Error whose message is a sentence for people. */
export async function signIn(serviceUrl: string, login: string, password: string): Promise<Session> {
  const device = deviceId()
  const response = await post(serviceUrl, '/api/sign-in', { login, password, deviceId: device })
  const body: unknown = await response.json()
  if (!response.ok) {
    const refusal = HttpRefusal.safeParse(body)
    throw new Error(refusal.success ? refusal.data.sentence : say('sign-in.unexpected', { status: response.status }))
  }
  const session: Session = { ...SignInReply.parse(body), deviceId: device }
  localStorage.setItem(sessionKey, JSON.stringify(session))
  return session
}

/** Ends the session here and, if it can be reached, in the service. What waits in the outbox stays on this computer. */
export async function signOut(serviceUrl: string, session: Session): Promise<void> {
  forgetSession()
  await post(serviceUrl, '/api/sign-out', {}, session.token)
}

/** Forgets who is signed in, here only. */
export const forgetSession = (): void => localStorage.removeItem(sessionKey)

async function post(serviceUrl: string, path: string, body: unknown, token?: string): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  try {
    return await fetch(serviceUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })
  } catch (error) {
    throw new Error(say('sign-in.unreachable', { address: serviceUrl }), { cause: error })
  }
}
