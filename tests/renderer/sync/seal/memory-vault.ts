import type { SpareCopy } from '#renderer/sync/seal/device-keys.ts'
import type { Vault } from '#renderer/sync/seal/vault.ts'

/** A vault and a spare place in memory. */
export class MemoryVault implements Vault {
  readonly values = new Map<string, string>()

  async read(name: string): Promise<string | null> {
    return this.values.get(name) ?? null
  }

  async write(name: string, value: string | null): Promise<void> {
    if (value === null) this.values.delete(name)
    else this.values.set(name, value)
  }
}

export class MemorySpare implements SpareCopy {
  readonly values = new Map<string, string>()

  read(name: string): string | null {
    return this.values.get(name) ?? null
  }

  write(name: string, value: string): void {
    this.values.set(name, value)
  }
}
