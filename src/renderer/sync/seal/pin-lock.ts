import { z } from 'zod'
import { pinName } from '#shared/vault-names.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { deriveKey } from './derive-key.ts'
import type { Share } from './device-keys.ts'
import { DeviceSeal } from './device-seal.ts'
import { keptJson } from './kept-json.ts'
import { SealBroken } from '../seal.ts'
import type { StretchRequest } from './stretch-pin.ts'
import type { KeyOwner, Vault } from './vault.ts'

/** The share sealed under the PIN. Instants in milliseconds since 1970. */
const Chosen = z.object({
  is: z.literal('chosen'),
  generation: z.number().int(),
  salt: z.base64(),
  cost: z.object({ memory: z.number().int(), passes: z.number().int() }),
  sealedShare: z.base64(),
  triesLeft: z.number().int(),
  leaseMs: z.number(),
  /** Until when it opens without the service. */
  leaseUntil: z.number(),
  /** The latest moment that this device has known: a clock before it was set back. */
  seenAt: z.number(),
})
type Chosen = z.infer<typeof Chosen>

/** `spent`: tried in vain too often, so that there is nothing left to guess at. `declined`: the agent goes without. */
const PinRecord = z.discriminatedUnion('is', [
  Chosen,
  z.object({ is: z.literal('spent') }),
  z.object({ is: z.literal('declined') }),
])
type PinRecord = z.infer<typeof PinRecord>

/** Whether a PIN can open the desk now, and if not, why. */
export type PinStanding =
  | { readonly can: 'try'; readonly triesLeft: number }
  | { readonly can: 'not'; readonly why: 'none' | 'spent' | 'lease-over' | 'clock-back' }

/** What a PIN opened: the share, and until when the desk may go on without the service. */
export interface PinOpened {
  readonly share: Share
  readonly leaseMs: number
  readonly leaseUntil: number
}

export interface PinPorts {
  readonly owner: KeyOwner
  readonly vault: Vault
  /** This device's own secret: a copied record cannot be guessed at elsewhere. */
  readonly secret: () => Promise<Uint8Array | null>
  readonly stretch: (request: StretchRequest) => Promise<Uint8Array>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs one piece of work at a time, over all windows: two of them must not share a try. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>
}

const tries = 5
const cost = { memory: 65_536, passes: 2 } as const
/** Clocks are corrected by a little now and then, in milliseconds. */
const clockSlack = 5 * 60_000

/** Opens the service's share without the service: with the agent's PIN, a few times, and only as long as the site's lease lasts. */
export class PinLock {
  readonly #ports: PinPorts

  constructor(ports: PinPorts) {
    this.#ports = ports
  }

  /** Whether the agent was asked on this device and has answered. */
  async isSettled(): Promise<boolean> {
    const record = await this.#read()
    return record !== null && record.is !== 'spent'
  }

  async standing(): Promise<PinStanding> {
    return standingOf(await this.#read(), this.#ports.now())
  }

  /** Seals the share under a PIN, in place of any earlier one. The lease begins now. */
  async choose(pin: string, share: Share, leaseMs: number): Promise<void> {
    const { stretch, now, exclusive } = this.#ports
    const salt = crypto.getRandomValues(new Uint8Array(16))
    const seal = await this.#sealOf(await stretch({ pin, salt, cost }))
    const sealedShare = toBase64(await seal.seal(this.#place(share.generation), share.bytes))
    await exclusive(() =>
      this.#write({
        is: 'chosen',
        generation: share.generation,
        salt: toBase64(salt),
        cost,
        sealedShare,
        triesLeft: tries,
        leaseMs,
        leaseUntil: now() + leaseMs,
        seenAt: now(),
      }),
    )
  }

  /** The agent wants none on this device. */
  decline(): Promise<void> {
    return this.#ports.exclusive(() => this.#write({ is: 'declined' }))
  }

  /** Tries a PIN. Wrong, or not to be tried: how it stands after that. */
  async open(pin: string): Promise<PinOpened | PinStanding> {
    const record = await this.#countTry()
    if (!('salt' in record)) return record
    const stretched = await this.#ports.stretch({ pin, salt: fromBase64(record.salt), cost: record.cost })
    const bytes = await this.#unseal(record, await this.#sealOf(stretched))
    const { generation, leaseMs, leaseUntil } = record
    await this.#settleTry(record, bytes !== null)
    return bytes === null ? this.standing() : { share: { bytes, generation }, leaseMs, leaseUntil }
  }

  /** The service has let this device in: the lease begins anew, with all tries. */
  renew(leaseMs: number): Promise<void> {
    const now = this.#ports.now()
    return this.#ports.exclusive(async () => {
      const record = await this.#read()
      const leaseUntil = now + leaseMs
      // The service has just been heard, so a clock that had run ahead is forgiven.
      if (record?.is === 'chosen') await this.#write({ ...record, triesLeft: tries, leaseMs, leaseUntil, seenAt: now })
    })
  }

  /**
   * The service knows this device while its desk is locked: the lease begins anew, and the tries stay as they are. With them renewed, a
   * computer that stands locked on its network could be guessed at without end.
   */
  renewLease(): Promise<void> {
    const now = this.#ports.now()
    return this.#ports.exclusive(async () => {
      const record = await this.#read()
      if (record?.is === 'chosen') await this.#write({ ...record, leaseUntil: now + record.leaseMs, seenAt: now })
    })
  }

  /** Notes the time, so that a clock that is set back later shows. */
  noteTime(): Promise<void> {
    const now = this.#ports.now()
    return this.#ports.exclusive(async () => {
      const record = await this.#read()
      if (record?.is === 'chosen' && record.seenAt < now) await this.#write({ ...record, seenAt: now })
    })
  }

  /** Takes one try away before it is made: whoever ends the program in the middle has used it. */
  #countTry(): Promise<Chosen | PinStanding> {
    return this.#ports.exclusive(async () => {
      const record = await this.#read()
      const standing = standingOf(record, this.#ports.now())
      // The last try was counted and never finished: there must be nothing left to guess at.
      if (record?.is === 'chosen' && record.triesLeft <= 0) await this.#write({ is: 'spent' })
      if (standing.can === 'not' || record?.is !== 'chosen') return standing
      const counted = { ...record, triesLeft: record.triesLeft - 1 }
      await this.#write(counted)
      return counted
    })
  }

  #settleTry({ salt }: Chosen, isRight: boolean): Promise<void> {
    return this.#ports.exclusive(async () => {
      const record = await this.#read()
      // The service may have been heard meanwhile, or another PIN chosen.
      if (record?.is !== 'chosen' || record.salt !== salt) return
      if (isRight)
        await this.#write({ ...record, triesLeft: tries, seenAt: Math.max(record.seenAt, this.#ports.now()) })
      else if (record.triesLeft <= 0) await this.#write({ is: 'spent' })
    })
  }

  async #sealOf(stretched: Uint8Array): Promise<DeviceSeal> {
    const { agentId, deviceId } = this.#ports.owner
    const secret = await this.#ports.secret()
    // Without the secret nothing opens, whatever the PIN; the service's share meets the same end and says so.
    return new DeviceSeal(
      await deriveKey([secret ?? new Uint8Array(), stretched], `tierdesk/pin/${agentId}/${deviceId}`),
    )
  }

  async #unseal({ generation, sealedShare }: Chosen, seal: DeviceSeal): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await seal.open(this.#place(generation), fromBase64(sealedShare))
    } catch (error) {
      if (error instanceof SealBroken) return null
      throw error
    }
  }

  async #read(): Promise<PinRecord | null> {
    return keptJson(PinRecord, await this.#ports.vault.read(this.#name))
  }

  #write(record: PinRecord): Promise<void> {
    return this.#ports.vault.write(this.#name, JSON.stringify(record))
  }

  get #name(): string {
    return pinName(this.#ports.owner.agentId)
  }

  #place(generation: number): string {
    const { agentId, deviceId } = this.#ports.owner
    return `tierdesk/share/${agentId}/${deviceId}/${generation}`
  }
}

function standingOf(record: PinRecord | null, now: number): PinStanding {
  if (record === null || record.is === 'declined') return { can: 'not', why: 'none' }
  if (record.is === 'spent' || record.triesLeft <= 0) return { can: 'not', why: 'spent' }
  if (now < record.seenAt - clockSlack) return { can: 'not', why: 'clock-back' }
  if (now >= record.leaseUntil) return { can: 'not', why: 'lease-over' }
  return { can: 'try', triesLeft: record.triesLeft }
}
