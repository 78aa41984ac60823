/** Bytes that did not open: damaged, put in another place, or sealed under another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly place: string

  constructor(place: string, cause: unknown) {
    super(`What is kept at ${place} does not open.`, { cause })
    this.place = place
  }
}

/**
 * Seals what is kept on disk under the agent's key on this device (AES-256-GCM). `place` names table, id and version: bytes that were
 * moved elsewhere do not open.
 */
export interface Seal {
  seal(place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  /** Rejects with SealBroken. */
  open(place: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
}
