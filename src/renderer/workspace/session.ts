import { HttpRefusal, SignInReply } from '#shared/sync/accounts-protocol.ts'
import { newId } from '#shared/new-id.ts'
import { say } from '#renderer/words/say.ts'
import { isCertificateRefused } from './certificate-store.ts'
import { type Session, saveSession } from './saved-session.ts'
import { callService } from './service-call.ts'
import { serviceSaid } from './service-said.ts'
import { deviceId } from './vault.ts'
import { wipeDevice } from './wipe-device.ts'

/** Signs in at the service and remembers it. Rejects with an Error whose message is a sentence for people. */
export async function signIn(serviceUrl: string, login: string, password: string): Promise<Session> {
  const device = await deviceId(newId)
  const response = await post(serviceUrl, '/api/sign-in', { login, password, deviceId: device })
  const body: unknown = await response.json()
  if (!response.ok) {
    const refusal = HttpRefusal.safeParse(body)
    if (refusal.data?.error === 'wiped') await wipeDevice(serviceUrl, null)
    throw new Error(serviceSaid('account', body) ?? say('sign-in.unexpected', { status: response.status }))
  }
  const session: Session = { ...SignInReply.parse(body), deviceId: device }
  await saveSession(session)
  return session
}

/** How long somebody who signs out waits for a service that does not answer, in milliseconds. */
const leavingMs = 3000

/** Ends a session in the service, after it was forgotten here. Rejects with a sentence for people where the service does not answer soon. */
export async function signOut(serviceUrl: string, session: Session): Promise<void> {
  await post(serviceUrl, '/api/sign-out', {}, { token: session.token, patience: leavingMs })
}

async function post(
  serviceUrl: string,
  path: string,
  body: unknown,
  how: { token?: string; patience?: number } = {},
): Promise<Response> {
  try {
    return await callService(serviceUrl, path, body, how)
  } catch (error) {
    const why = (await isCertificateRefused()) ? 'sign-in.wrong-certificate' : 'sign-in.unreachable'
    throw new Error(say(why, { address: serviceUrl }), { cause: error })
  }
}
