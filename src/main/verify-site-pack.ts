import { createPublicKey, verify } from 'node:crypto'
import { SitePack, type SitePackPayload, signedText } from '#shared/policy/site-pack.ts'

/** What a site pack says, or why it does not count: the end of a sentence that begins with its name. */
export type VerifiedSitePack = { readonly payload: SitePackPayload } | { readonly refused: string }

// What stands before the 32 bytes of an ed25519 key in its usual form (RFC 8410).
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Reads the text of a site pack and checks its signature by one of these keys. */
export function verifySitePack(text: string, trustedKeys: readonly string[]): VerifiedSitePack {
  const read = readJson(text)
  if (read === undefined) return { refused: 'is no site pack, or is cut off. Copy it here again.' }
  const pack = SitePack.safeParse(read)
  if (!pack.success) {
    return {
      refused: 'is no site pack that this version of Tierdesk knows. Make it with the same version of Tierdesk.',
    }
  }
  const { payload, key, signature } = pack.data
  if (trustedKeys.length === 0) {
    return { refused: 'cannot be checked: no key of a site pack is known here. Enforce SitePackKeys by policy.' }
  }
  if (!trustedKeys.includes(key)) {
    return { refused: `is signed by a key that is not trusted here (${key}). Ask IT for the pack of your site.` }
  }
  return isSignedBy(key, payload, signature)
    ? { payload }
    : { refused: 'was changed after it was signed. Ask IT for the pack of your site.' }
}

function isSignedBy(key: string, payload: SitePackPayload, signature: string): boolean {
  const der = Buffer.concat([keyPrefix, Buffer.from(key, 'base64')])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(signedText(payload)), publicKey, Buffer.from(signature, 'base64'))
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
