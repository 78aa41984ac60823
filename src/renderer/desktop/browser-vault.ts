import Dexie, { type Table } from 'dexie'

/** A sealed value: AES-256-GCM, its name as additional data. */
interface SealedValue {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly bytes: ArrayBuffer
}

class VaultDatabase extends Dexie {
  readonly keys!: Table<CryptoKey, string>
  readonly values!: Table<SealedValue, string>

  constructor() {
    super('tierdesk-vault', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ keys: '', values: '' })
  }
}

const utf8 = new TextEncoder()
const bound = (name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(name),
})

/**
 * The vault where there is only a browser: values sealed under a key that no page can read out of it. It keeps secrets out of plain files;
 * a profile that is copied whole takes key and values along, and is stopped only by the service, which refuses the share.
 */
export class BrowserVault {
  readonly #database = new VaultDatabase()
  #key: Promise<CryptoKey> | null = null

  async read(name: string): Promise<string | null> {
    const sealed = await this.#database.values.get(name)
    if (sealed === undefined) return null
    try {
      const bytes = await crypto.subtle.decrypt(bound(name, sealed.iv), await this.#ownKey(), sealed.bytes)
      return new TextDecoder().decode(bytes)
    } catch {
      // Damaged, moved here from another name, or sealed under a key that is gone: as the bridge says, it reads as none.
      return null
    }
  }

  /** On disk when this answers. */
  async write(name: string, value: string | null): Promise<void> {
    if (value === null) return this.#database.values.delete(name)
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const bytes = await crypto.subtle.encrypt(bound(name, iv), await this.#ownKey(), utf8.encode(value))
    await this.#database.values.put({ iv, bytes }, name)
  }

  #ownKey(): Promise<CryptoKey> {
    this.#key ??= this.#keptKey()
    return this.#key
  }

  async #keptKey(): Promise<CryptoKey> {
    const { keys } = this.#database
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    // Two tabs may begin at once: the first key that is written is the one.
    return this.#database.transaction('rw', keys, async () => {
      const kept = await keys.get('vault')
      if (kept !== undefined) return kept
      await keys.put(made, 'vault')
      return made
    })
  }
}
