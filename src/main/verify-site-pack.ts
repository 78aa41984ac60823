import { SitePack, type SitePackPayload, signedText } from '#shared/policy/site-pack.ts'
import { isSignedBy } from './is-signed-by.ts'

/** What a site pack says, or why it does not count: the end of a sentence that begins with its name. */
export type VerifiedSitePack = { readonly payload: SitePackPayload } | { readonly refused: string }

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
  return isSignedBy(key, signedText(payload), signature)
    ? { payload }
    : { refused: 'was changed after it was signed. Ask IT for the pack of your site.' }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
