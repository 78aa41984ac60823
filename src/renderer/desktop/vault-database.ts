import Dexie, { type Table } from 'dexie'
import { onLetGo } from '#renderer/sync/on-let-go.ts'
import { reviveDatabase } from '#renderer/sync/revive-database.ts'
import { type KeptValue, type VaultHome, vaultParams } from './vault-home.ts'

/** A sealed value. Without a version: as it was written when this was the only home, the bare text. */
interface SealedValue {
  readonly version?: number
  readonly iv: Uint8Array<ArrayBuffer>
  readonly bytes: ArrayBuffer
}

/** The home of the vault in IndexedDB: values sealed under a key that no page can read out of it. */
export class VaultDatabase extends Dexie implements VaultHome {
  readonly keys!: Table<CryptoKey, string>
  readonly values!: Table<SealedValue, string>

  constructor() {
    super('tierdesk-vault', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ keys: '', values: '' })
  }

  async read(name: string): Promise<KeptValue | null> {
    this.#revive()
    const [sealed, key] = await Promise.all([this.values.get(name), this.keys.get('vault')])
    if (sealed === undefined || key === undefined) return null
    const { version = 0, iv, bytes } = sealed
    try {
      const text = new TextDecoder().decode(await crypto.subtle.decrypt(vaultParams(name, version, iv), key, bytes))
      return { version, value: version === 0 ? text : (JSON.parse(text) as string | null) }
    } catch {
      // Damaged, moved here from another name, or sealed under a key that is gone.
      return null
    }
  }

  async write(name: string, { version, value }: KeptValue): Promise<void> {
    this.#revive()
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = new TextEncoder().encode(JSON.stringify(value))
    const bytes = await crypto.subtle.encrypt(vaultParams(name, version, iv), await this.#key(), text)
    await this.values.put({ version, iv, bytes }, name)
  }

  onLetGo(heard: () => void): void {
    onLetGo(this, heard)
  }

  /** A connection that hangs, or the wait for one, ends with an error; the next call opens another. */
  giveUp(): void {
    this.close()
  }

  #revive(): void {
    reviveDatabase(this)
    // Nobody closes it but `giveUp`.
    if (this.hasBeenClosed()) this.close({ disableAutoOpen: false })
  }

  /** Looked up for each write: a database that was deleted under the page takes its key along. */
  async #key(): Promise<CryptoKey> {
    const known = await this.keys.get('vault')
    if (known !== undefined) return known
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    // Two tabs may begin at once: the first key that is written is the one.
    return this.transaction('rw', this.keys, async () => {
      const kept = await this.keys.get('vault')
      if (kept !== undefined) return kept
      await this.keys.put(made, 'vault')
      return made
    })
  }
}
