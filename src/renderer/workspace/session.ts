import { HttpRefusal, SignInReply } from '#shared/sync/accounts-protocol.ts'
import { newId } from '#shared/new-id.ts'
import { say } from '#renderer/words/say.ts'
import { type Session, forgetSession, saveSession } from './saved-session.ts'

const deviceKey = 'tierdesk.device'

/** This computer's identity, made once. */
function deviceId(): string {
  const known = localStorage.getItem(deviceKey)
  if (known !== null) return known
  const made = newId()
  localStorage.setItem(deviceKey, made)
  return made
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
  saveSession(session)
  return session
}

/** Ends the session here and, if it can be reached, in the service. What waits in the outbox stays on this computer. */
export async function signOut(serviceUrl: string, session: Session): Promise<void> {
  forgetSession()
  await post(serviceUrl, '/api/sign-out', {}, session.token)
}

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
