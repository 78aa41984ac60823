import type { Bytes } from './pack-bytes.ts'
import { jsonBytes, readJson } from './pack-bytes.ts'
import type { Seal } from './seal.ts'

/** The seal as the cache uses it: for bytes as they are, and for values as JSON. */
export class SealedStore {
  readonly #seal: Seal

  constructor(seal: Seal) {
    this.#seal = seal
  }

  /** Bytes that fill their buffer: the browser's database writes the whole buffer, also where only a stretch of it is meant. */
  async seal(place: string, bytes: Bytes): Promise<Bytes> {
    const sealed = await this.#seal.seal(place, bytes)
    return sealed.byteLength === sealed.buffer.byteLength ? sealed : sealed.slice()
  }

  sealJson(place: string, value: unknown): Promise<Bytes> {
    return this.seal(place, jsonBytes(value))
  }

  /** Rejects with SealBroken. */
  open(place: string, sealed: Bytes): Promise<Bytes> {
    return this.#seal.open(place, sealed)
  }

  /** Null where the bytes do not open or are not JSON. */
  async openJson(place: string, sealed: Bytes): Promise<unknown> {
    const bytes = await this.openOrNull(place, sealed)
    try {
      return bytes === null ? null : readJson(bytes)
    } catch {
      return null
    }
  }

  /** Null where the bytes do not open: whoever asks treats them as lost and has them fetched anew. */
  async openOrNull(place: string, sealed: Bytes): Promise<Bytes | null> {
    try {
      return await this.#seal.open(place, sealed)
    } catch {
      return null
    }
  }
}
