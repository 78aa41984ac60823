import { z } from 'zod'

/** Who signed something and how: ed25519 in base64, the public key of 32 bytes and the signature of 64. */
export const signatureFields = {
  key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
} as const

type Json = z.infer<ReturnType<typeof z.json>>

/** The text that is signed. Its first line says what it is, so that a signature of one kind of thing is never one of another. */
export const textToSign = (what: 'site pack' | 'release', content: Json): string =>
  `tierdesk ${what} 1\n${canonicalJson(content)}`

/** One text for one value: names in the order of their UTF-16 code units, nothing between (RFC 8785). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`
}
