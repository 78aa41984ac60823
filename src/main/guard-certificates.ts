import type { CertificateStanding } from '#shared/certificate-standing.ts'
import { CertificateGuard } from './certificate-guard.ts'
import { logLine } from './log-line.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import { serviceSessions } from './service-sessions.ts'

/** Has the window and updates talk to the service only where its certificate is pinned; before anything is asked for. Without pins Chromium decides alone. */
export function guardCertificates(
  { values, serviceUrl }: PolicyInForce,
  changed: (standing: CertificateStanding) => void,
): CertificateGuard {
  const guard = new CertificateGuard({ serviceUrl, pins: values.CertificatePins, changed, log: logLine })
  const { host, protocol } = new URL(serviceUrl)
  if (values.CertificatePins.length === 0 || protocol !== 'https:') return guard
  for (const session of serviceSessions()) {
    session.setCertificateVerifyProc((shown, answer) => answer(guard.judge(shown)))
    const ours = { urls: [`https://${host}/*`, `wss://${host}/*`] }
    session.webRequest.onResponseStarted(ours, () => guard.answered())
    session.webRequest.onErrorOccurred(ours, ({ error }) => guard.failed(error))
  }
  return guard
}
