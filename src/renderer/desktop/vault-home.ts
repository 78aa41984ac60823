/** A value of the vault and its version, which counts up with each write. A value of null was forgotten: it must not come back from elsewhere. */
export interface KeptValue {
  readonly version: number
  readonly value: string | null
}

/** One of the places where the vault of a browser lies. Both reject where the place cannot be used at the moment. */
export interface VaultHome {
  /** Null where there is nothing under this name, or nothing that opens. */
  read(name: string): Promise<KeptValue | null>
  /** On disk when this resolves. */
  write(name: string, kept: KeptValue): Promise<void>
  /** What is under way hangs: ends it, where that can be done, so that the next call finds a place that answers. */
  giveUp?(): void
  /** Tells when the browser let go of the place by itself: what was in it may be gone, here and elsewhere. */
  onLetGo?(heard: () => void): void
}

const utf8 = new TextEncoder()

/** How a value is sealed in either home: AES-256-GCM, bound to its name and version. */
export const vaultParams = (name: string, version: number, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8.encode(version === 0 ? name : `${name}/${version}`),
})
