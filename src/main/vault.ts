import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import { type SystemCipher, VaultFile } from './vault-file.ts'

/** What we use of Electron's `safeStorage`. Older ones have only the calls that answer at once; newer ones are to drop these for promises. */
interface SystemStore {
  isEncryptionAvailable?(): boolean
  encryptString?(text: string): Buffer
  decryptString?(sealed: Buffer): string
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string }>
  getSelectedStorageBackend?(): string
}

/**
 * The vault of this profile. Only once the app is ready: before that the system's store is not known. `mayLieOpen`: whether everything may
 * lie in a file as it is where the system has no store.
 */
export async function openVault({ mayLieOpen }: { readonly mayLieOpen: boolean }): Promise<VaultFile> {
  const path = join(app.getPath('userData'), 'vault.json')
  return new VaultFile(path, (await systemCipher(safeStorage)) ?? (mayLieOpen ? 'open' : 'guarded'))
}

/** Null where the system has no store: without one Chromium's cipher has a key that everybody knows, and calling that sealed would be a lie. */
async function systemCipher(store: SystemStore): Promise<SystemCipher | null> {
  // Electron before 28 has no name for the store; it says that encryption is not available instead.
  if (process.platform === 'linux' && store.getSelectedStorageBackend?.() === 'basic_text') return null
  const isAvailable = (await store.isAsyncEncryptionAvailable?.()) ?? store.isEncryptionAvailable?.() ?? false
  if (!isAvailable) return null
  return {
    seal: async (text) => required((await store.encryptStringAsync?.(text)) ?? store.encryptString?.(text)),
    open: async (sealed) =>
      required((await store.decryptStringAsync?.(sealed))?.result ?? store.decryptString?.(sealed)),
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('This Electron has no store for secrets that Tierdesk knows.')
  return value
}
