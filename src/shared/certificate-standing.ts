import { z } from 'zod'

/** `isRefused`: what answers at the service's address showed a certificate that none of `CertificatePins` names, and nothing has been heard from the service since. */
export const CertificateStanding = z.object({ isRefused: z.boolean() })
export type CertificateStanding = z.infer<typeof CertificateStanding>
