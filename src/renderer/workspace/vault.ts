import type { CallOutput } from '#shared/desktop-bridge.ts'
import { deviceName } from '#shared/vault-names.ts'
import { desktop } from '#renderer/desktop/desktop.ts'
import type { SpareCopy } from '#renderer/sync/seal/device-keys.ts'
import type { Vault } from '#renderer/sync/seal/vault.ts'

/** The desktop's vault. */
export const vault: Vault = {
  read: async (name) => (await desktop().call('vault.read', { name })).value,
  write: (name, value) => desktop().call('vault.write', { name, value }),
}

/** What keeps this computer's secrets. */
export const keptBy = async (): Promise<CallOutput<'vault.about'>['keptBy']> =>
  (await desktop().call('vault.about')).keptBy

const prefix = 'tierdesk.'

/** The second place for what must not be lost with the vault. Nothing in it can be read without the vault. */
export const spareCopy: SpareCopy = {
  read: (name) => localStorage.getItem(prefix + name),
  write: (name, value) => localStorage.setItem(prefix + name, value),
}

/** This computer's identity, made once and kept twice: with another one, nothing that is sealed here would open. */
export async function deviceId(make: () => string): Promise<string> {
  const spare = spareCopy.read(deviceName)
  const kept = await vault.read(deviceName)
  const id = kept ?? spare ?? make()
  if (kept !== id) await vault.write(deviceName, id)
  if (spare !== id) spareCopy.write(deviceName, id)
  return id
}
