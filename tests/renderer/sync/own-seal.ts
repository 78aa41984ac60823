import { type Seal, SealBroken } from '#renderer/sync/seal.ts'

const encoder = new TextEncoder()

/** A real AES-256-GCM seal under a key that this test alone has. */
export async function ownSeal(): Promise<Seal> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  return {
    async seal(place, bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: encoder.encode(place) },
        key,
        bytes,
      )
      return new Uint8Array([...iv, ...new Uint8Array(sealed)])
    },
    async open(place, sealed) {
      try {
        const algorithm = { name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData: encoder.encode(place) }
        return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(12)))
      } catch (error) {
        throw new SealBroken(place, error)
      }
    },
  }
}
