import { type Session, app, net, session } from 'electron'
import type { ProxyAnswer, ProxyQuestion } from '#shared/proxy-question.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import { ProxySignIn } from './proxy-sign-in.ts'
import { serviceSessions } from './service-sessions.ts'

type Proxy = Parameters<Session['setProxy']>[0]

/** The proxy as policy has it; null: as the system has it, which Chromium follows by itself. */
export function proxyOf({ ProxyPacUrl, ProxyServer }: PolicyInForce['values']): Proxy | null {
  if (ProxyPacUrl !== '') return { mode: 'pac_script', pacScript: ProxyPacUrl }
  return ProxyServer === '' ? null : { mode: 'fixed_servers', proxyRules: ProxyServer }
}

/** Has everything go by the proxy of the policy, and asks the person where a proxy wants to know who they are. */
export async function openProxy(
  { values, serviceUrl }: PolicyInForce,
  changed: (question: ProxyQuestion | null) => void,
): Promise<ProxySignIn> {
  const proxy = proxyOf(values)
  // Making a session takes time that the start would wait for: where it goes by the system's proxy, updates make their own when they need it.
  if (proxy !== null) await Promise.all(serviceSessions().map((one) => one.setProxy(proxy)))
  const isAccepted = (answer: ProxyAnswer) => isLetThrough(new URL('/livez', serviceUrl).href, answer)
  const signIn = new ProxySignIn({ isAccepted, changed, now: () => performance.now() })
  app.on('login', (event, _contents, _details, asker, answered) => {
    event.preventDefault()
    signIn.ask(asker, answered)
  })
  return signIn
}

/** Asks the service for next to nothing: whoever the proxy does not know is asked a second time. */
function isLetThrough(url: string, { name, password }: ProxyAnswer): Promise<boolean> {
  return new Promise((resolve) => {
    let timesAsked = 0
    const request = net.request({ url, session: session.defaultSession, useSessionCookies: false })
    const done = (): void => resolve(timesAsked < 2)
    request.on('login', (_asker, answered) => {
      timesAsked += 1
      if (timesAsked === 1) return answered(name, password)
      answered()
      done()
    })
    request.on('response', (response) => {
      // Only what is read ends.
      response.on('data', () => undefined)
      done()
    })
    // A service that cannot be reached behind the proxy is another matter.
    request.on('error', done)
    request.end()
  })
}
