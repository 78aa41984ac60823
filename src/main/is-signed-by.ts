import { createPublicKey, verify } from 'node:crypto'

// What stands before the 32 bytes of an ed25519 key in its usual form (RFC 8410).
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Whether a text was signed by whoever has the private half of `key`. Key and signature are ed25519 in base64. */
export function isSignedBy(key: string, text: string, signature: string): boolean {
  const der = Buffer.concat([keyPrefix, Buffer.from(key, 'base64')])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
}
