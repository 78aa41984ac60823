import { create } from 'zustand'
import type { CertificateStanding } from '#shared/certificate-standing.ts'
import { desktop } from '#renderer/desktop/desktop.ts'

/** Whether what answers at the service's address is refused for its certificate. */
export const useCertificate = create<CertificateStanding>()(() => ({ isRefused: false }))

/** Follows it, from before anybody has signed in. */
export function followCertificate(): void {
  desktop().on('certificate.changed', (standing) => useCertificate.setState(standing))
  desktop()
    .call('certificate.standing')
    .then((standing) => useCertificate.setState(standing), reportError)
}

/** Asks anew: a request that was just refused is known here before its event is. */
export const isCertificateRefused = async (): Promise<boolean> =>
  (await desktop().call('certificate.standing')).isRefused
