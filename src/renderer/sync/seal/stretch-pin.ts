import { argon2id } from '@noble/hashes/argon2.js'

/** What one guess costs: argon2id with `memory` KiB over `passes`, in one lane. Kept with the PIN, so that it can be raised later. */
export interface PinCost {
  readonly memory: number
  readonly passes: number
}

/** A PIN to be stretched into 32 bytes. */
export interface StretchRequest {
  readonly pin: string
  readonly salt: Uint8Array<ArrayBuffer>
  readonly cost: PinCost
}

/** Takes about a second and 64 MiB for each guess, which a PIN of six digits needs. Blocks meanwhile: for a worker. */
export const stretchPin = ({ pin, salt, cost }: StretchRequest): Uint8Array =>
  argon2id(pin.normalize('NFKC'), salt, { m: cost.memory, t: cost.passes, p: 1, dkLen: 32 })
