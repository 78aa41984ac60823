import { z } from 'zod'

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

/** What IT gives to a site: how its desks begin, signed. `key` and `signature` are ed25519 in base64. */
export const SitePack = z.strictObject({
  format: z.literal(1),
  payload: Payload,
  key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type SitePack = z.infer<typeof SitePack>

/** The text that is signed. The first line keeps a signature from meaning anything elsewhere. */
export const signedText = (payload: SitePackPayload): string => `tierdesk site pack 1\n${canonicalJson(payload)}`

type Json = z.infer<ReturnType<typeof z.json>>

/** One text for one value: names in the order of their UTF-16 code units, nothing between (RFC 8785). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`
}
