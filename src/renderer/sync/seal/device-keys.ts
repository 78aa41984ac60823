import { z } from 'zod'
import { keyName, secretName } from '#shared/vault-names.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { deriveKey } from './derive-key.ts'
import { DeviceSeal, sealKey } from './device-seal.ts'
import { keptJson } from './kept-json.ts'
import { SealBroken } from '../seal.ts'
import type { KeyOwner, Vault } from './vault.ts'

/** The key of an agent's data on this device, sealed under the device's secret and the service's share of this generation. */
const WrappedKey = z.object({ deviceId: z.string(), generation: z.number().int(), wrapped: z.base64() })
type WrappedKey = z.infer<typeof WrappedKey>

/** The service's half of the key, and its generation. */
export interface Share {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly generation: number
}

/** A second place for the wrapped key, so that losing one loses nothing: without this key, what waits to be sent stays closed for good. */
export interface SpareCopy {
  read(name: string): string | null
  write(name: string, value: string): void
}

/** There is a key on this device, and what is here does not open it: the vault has lost its secret, or the service's secret is another. */
export class KeyLost extends Error {
  override readonly name = 'KeyLost'

  constructor(cause?: unknown) {
    super('The key on this device does not open.', { cause })
  }
}

const secretBytes = 32

/**
 * The keys of one agent on one device. What seals the data is random and never changes; it is wrapped under a key that takes both this
 * device's secret, which the vault keeps, and the share, which the service releases.
 */
export class DeviceKeys {
  readonly #owner: KeyOwner
  readonly #vault: Vault
  readonly #spare: SpareCopy

  constructor(owner: KeyOwner, vault: Vault, spare: SpareCopy) {
    this.#owner = owner
    this.#vault = vault
    this.#spare = spare
  }

  /** Which share the key here needs; null where there is no key yet. */
  async generation(): Promise<number | null> {
    const [first] = await this.#wrapped()
    return first?.generation ?? null
  }

  /** This device's own secret; null where the vault has none. */
  async secret(): Promise<Uint8Array<ArrayBuffer> | null> {
    const kept = await this.#vault.read(this.#secretName)
    return kept === null ? null : fromBase64(kept)
  }

  /** Opens the key with the share, or makes one where there is none. Rejects with KeyLost; nothing is written over then. */
  async unlock(share: Share): Promise<DeviceSeal> {
    const kept = await this.#wrapped()
    const secret = await this.secret()
    if (kept.length === 0) return this.#make(share, secret)
    if (secret === null) throw new KeyLost()
    const wrap = await this.#wrap(secret, share)
    for (const copy of kept) {
      const key = await this.#openCopy(wrap, copy)
      if (key === null) continue
      await this.#keep(copy)
      return new DeviceSeal(await sealKey(key))
    }
    throw new KeyLost()
  }

  /** Puts the key that does not open aside and makes another. What was sealed under the old one stays closed unless IT brings it back. */
  async startAnew(share: Share): Promise<DeviceSeal> {
    const [lost] = await this.#wrapped()
    if (lost !== undefined) this.#spare.write(`${this.#keyName}.lost.${Date.now()}`, JSON.stringify(lost))
    return this.#make(share, await this.secret())
  }

  async #make(share: Share, known: Uint8Array<ArrayBuffer> | null): Promise<DeviceSeal> {
    const secret = known ?? crypto.getRandomValues(new Uint8Array(secretBytes))
    if (known === null) await this.#vault.write(this.#secretName, toBase64(secret))
    const key = crypto.getRandomValues(new Uint8Array(32))
    const wrap = await this.#wrap(secret, share)
    const wrapped = toBase64(await wrap.seal(this.#place(share.generation), key))
    await this.#keep({ deviceId: this.#owner.deviceId, generation: share.generation, wrapped })
    return new DeviceSeal(await sealKey(key))
  }

  async #wrap(secret: Uint8Array, share: Share): Promise<DeviceSeal> {
    const { agentId, deviceId } = this.#owner
    return new DeviceSeal(await deriveKey([secret, share.bytes], `tierdesk/kek/${agentId}/${deviceId}`))
  }

  async #openCopy(wrap: DeviceSeal, { generation, wrapped }: WrappedKey): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await wrap.open(this.#place(generation), fromBase64(wrapped))
    } catch (error) {
      // The other copy may be whole.
      if (error instanceof SealBroken) return null
      throw error
    }
  }

  /** The copies that there are, the vault's first. A damaged one is as good as none: the other counts, and takes its place. */
  async #wrapped(): Promise<WrappedKey[]> {
    const texts = [await this.#vault.read(this.#keyName), this.#spare.read(this.#keyName)]
    return [...new Set(texts)].flatMap((text) => keptJson(WrappedKey, text) ?? [])
  }

  async #keep(key: WrappedKey): Promise<void> {
    const text = JSON.stringify(key)
    if ((await this.#vault.read(this.#keyName)) !== text) await this.#vault.write(this.#keyName, text)
    if (this.#spare.read(this.#keyName) !== text) this.#spare.write(this.#keyName, text)
  }

  get #keyName(): string {
    return keyName(this.#owner.agentId)
  }

  get #secretName(): string {
    return secretName(this.#owner.agentId)
  }

  #place(generation: number): string {
    return `tierdesk/dek/${this.#owner.agentId}/${this.#owner.deviceId}/${generation}`
  }
}
