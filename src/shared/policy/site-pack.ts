import { z } from 'zod'
import { signatureFields, textToSign } from '../signed-text.ts'

/** The name of a site pack's file, beside the program or in the profile. */
export const sitePackFile = 'tierdesk.sitepack'

const Payload = z.strictObject({
  /** The site's name, for people. */
  site: z.string().min(1).max(100),
  issuedAt: z.iso.datetime(),
  /** Values by the names of their policies. Each is checked by itself, like those of every other source. */
  policies: z.record(z.string().max(60), z.json()),
})
export type SitePackPayload = z.infer<typeof Payload>

/** What IT gives to a site: how its desks begin, signed. */
export const SitePack = z.strictObject({
  format: z.literal(1),
  payload: Payload,
  ...signatureFields,
})
export type SitePack = z.infer<typeof SitePack>

/** The text that is signed. The first line keeps a signature from meaning anything elsewhere. */
export const signedText = (payload: SitePackPayload): string => textToSign('site pack', payload)
