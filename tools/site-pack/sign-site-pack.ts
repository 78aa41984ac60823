import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { policyIds } from '#shared/policy/all-policies.ts'
import { judgePolicies } from '#shared/policy/judge-policies.ts'
import { type SitePack, type SitePackPayload, signedText } from '#shared/policy/site-pack.ts'

/** A new key: the private half as PEM, the public one as policies name it. */
export function makeKey(): { readonly privatePem: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { privatePem, publicKey: publicKeyOf(privateKey) }
}

/** The last 32 bytes of an ed25519 key in its usual form are the key itself (RFC 8410). */
const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

/** Signs what a pack says. Throws where the PEM holds no private ed25519 key. */
export function signSitePack(payload: SitePackPayload, privatePem: string): SitePack {
  const privateKey = createPrivateKey(privatePem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('The key is no ed25519 key.')
  const signature = sign(null, Buffer.from(signedText(payload)), privateKey).toString('base64')
  return { format: 1, payload, key: publicKeyOf(privateKey), signature }
}

/** A sentence for each value that no computer would take. */
export function faultsOf(policies: SitePackPayload['policies']): readonly string[] {
  const source = { by: 'site-pack', where: 'the pack', values: policies } as const
  const [first = [], ...others] = ['linux', 'win32', 'darwin'].map(
    (platform) => judgePolicies([source], platform).refusals,
  )
  return first.filter((fault) => others.every((refusals) => refusals.includes(fault)))
}

/** The names that a pack may hold, for whoever writes one. */
export const knownNames = (): string => policyIds.join(', ')
