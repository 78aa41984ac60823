import { type Seal, SealBroken } from '../seal.ts'

const cipher = 'AES-GCM'
/** How the bytes are laid out: format ‖ IV ‖ ciphertext and tag. A later layout takes the next number. */
const format = 1
const ivBytes = 12
const tagBytes = 16

/** Bytes that sealing adds to what it seals. */
export const sealBytes = 1 + ivBytes + tagBytes

const utf8 = new TextEncoder()

/** A key for DeviceSeal out of 32 random bytes. What holds it can use it and never read it; it may be posted to a worker. */
export const sealKey = async (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, cipher, false, ['encrypt', 'decrypt'])

/**
 * Seals with AES-256-GCM: a random 96-bit IV for each value, the place as additional data. Random IVs keep the odds of a repeated one
 * below 2^-32 for 2^32 values under one key (NIST SP 800-38D, section 8.3); a device writes about 2^20 in its life.
 */
export class DeviceSeal implements Seal {
  /** To post to a worker, which makes its own DeviceSeal of it. */
  readonly key: CryptoKey

  constructor(key: CryptoKey) {
    this.key = key
  }

  async seal(place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
    const ciphertext = await crypto.subtle.encrypt(parameters(place, iv), this.key, bytes)
    const sealed = new Uint8Array(1 + ivBytes + ciphertext.byteLength)
    sealed[0] = format
    sealed.set(iv, 1)
    sealed.set(new Uint8Array(ciphertext), 1 + ivBytes)
    return sealed
  }

  async open(place: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    if (sealed[0] !== format || sealed.length < sealBytes) throw new SealBroken(place, 'not in the form of a seal')
    const iv = sealed.subarray(1, 1 + ivBytes)
    try {
      const bytes = await crypto.subtle.decrypt(parameters(place, iv), this.key, sealed.subarray(1 + ivBytes))
      return new Uint8Array(bytes)
    } catch (error) {
      throw new SealBroken(place, error)
    }
  }
}

const parameters = (place: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: cipher,
  iv,
  additionalData: utf8.encode(place),
})
