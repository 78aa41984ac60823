import { z } from 'zod'
import { fromBase64, toBase64 } from '#renderer/sync/seal/base64.ts'
import { keptJson } from '#renderer/sync/seal/kept-json.ts'
import { type KeptValue, type VaultHome, vaultParams } from './vault-home.ts'

/**
 * A value with the key that it is sealed under. The key shows damage and keeps secrets out of what is merely searched; who can read the
 * file can open it, as whoever can read the files of IndexedDB finds its key there.
 */
const VaultFile = z.object({
  version: z.number().int(),
  key: z.base64(),
  iv: z.base64(),
  bytes: z.base64(),
})

const algorithm = 'AES-GCM'

/** The home of the vault in the browser's own file system: no damage to IndexedDB reaches it. One file for each name. */
export class VaultFiles implements VaultHome {
  /** Null where this browser has no such file system, or lets no page use it. */
  static async open(): Promise<VaultFiles | null> {
    if (!('FileSystemFileHandle' in globalThis) || !('createWritable' in FileSystemFileHandle.prototype)) return null
    try {
      await folder()
      return new VaultFiles()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'SecurityError') return null
      throw error
    }
  }

  async read(name: string): Promise<KeptValue | null> {
    const file = keptJson(VaultFile, await this.#text(name))
    if (file === null) return null
    const { version, iv, bytes } = file
    try {
      const key = await crypto.subtle.importKey('raw', fromBase64(file.key), algorithm, false, ['decrypt'])
      const opened = await crypto.subtle.decrypt(vaultParams(name, version, fromBase64(iv)), key, fromBase64(bytes))
      return { version, value: JSON.parse(new TextDecoder().decode(opened)) as string | null }
    } catch {
      return null
    }
  }

  async write(name: string, { version, value }: KeptValue): Promise<void> {
    const rawKey = crypto.getRandomValues(new Uint8Array(32))
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const key = await crypto.subtle.importKey('raw', rawKey, algorithm, false, ['encrypt'])
    const text = new TextEncoder().encode(JSON.stringify(value))
    const sealed = new Uint8Array(await crypto.subtle.encrypt(vaultParams(name, version, iv), key, text))
    const content = { version, key: toBase64(rawKey), iv: toBase64(iv), bytes: toBase64(sealed) }
    const file = await (await folder()).getFileHandle(fileOf(name), { create: true })
    // Written beside the file and put in its place when it is closed: all of it, or nothing.
    const writing = await file.createWritable()
    await writing.write(JSON.stringify(content))
    await writing.close()
  }

  async #text(name: string): Promise<string | null> {
    try {
      const file = await (await folder()).getFileHandle(fileOf(name))
      return await (await file.getFile()).text()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return null
      throw error
    }
  }
}

/** Looked up for each call: a browser that clears the site's files takes the folder that was opened along. */
const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('vault', { create: true })

const fileOf = (name: string): string => `${encodeURIComponent(name)}.json`
