/** Secrets by name, each on disk when `write` answers; null: there is none, or it cannot be opened any more. */
export interface Vault {
  read(name: string): Promise<string | null>
  write(name: string, value: string | null): Promise<void>
}

/** Whose keys, on which device. */
export interface KeyOwner {
  readonly agentId: string
  readonly deviceId: string
}
