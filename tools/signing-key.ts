import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

/** A new key: the private half as PEM, the public one as policies name it. */
export function makeKey(): { readonly privatePem: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { privatePem, publicKey: publicKeyOf(privateKey) }
}

/** Signs a text: the public key and the signature, in base64. Throws where the PEM holds no private ed25519 key. */
export function signText(text: string, privatePem: string): { readonly key: string; readonly signature: string } {
  const privateKey = createPrivateKey(privatePem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('The key is no ed25519 key.')
  return { key: publicKeyOf(privateKey), signature: sign(null, Buffer.from(text), privateKey).toString('base64') }
}

/** The last 32 bytes of an ed25519 key in its usual form are the key itself (RFC 8410). */
const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
