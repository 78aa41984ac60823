import { abortAfter } from '#renderer/sync/abort-after.ts'
import { HttpRefusal, ShareRefusal, ShareReply } from '#shared/sync/accounts-protocol.ts'
import { fromBase64 } from '#renderer/sync/seal/base64.ts'
import { DeviceKeys, KeyLost, type Share } from '#renderer/sync/seal/device-keys.ts'
import { PinLock, type PinStanding } from '#renderer/sync/seal/pin-lock.ts'
import type { DeviceSeal } from '#renderer/sync/seal/device-seal.ts'
import { say } from '#renderer/words/say.ts'
import { OfflineLease } from './offline-lease.ts'
import { cappedLease } from './policy.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'
import { serviceSaid } from './service-said.ts'
import { stretchInWorker } from './stretch-in-worker.ts'
import { spareCopy, vault } from './vault.ts'

export type { PinStanding }

/** What an agent may do about their PIN while the desk is open. */
export interface OwnPin {
  /** Whether they have chosen one here, or said that they want none. */
  readonly isSettled: boolean
  choose(pin: string): Promise<void>
  decline(): Promise<void>
}

/** A session with the seal that opens what is kept for it on this device. `pin`: null where the site allows none. */
export interface Unlocked {
  readonly session: Session
  readonly seal: DeviceSeal
  readonly pin: OwnPin | null
  readonly lease: OfflineLease
}

/** What came of asking the service. Sentences are for people. */
export type ShareAnswer =
  | { readonly is: 'open'; readonly unlocked: Unlocked }
  | { readonly is: 'unreachable' | 'signed-out' | 'wiped' | 'account-closed' }
  | { readonly is: 'refused'; readonly sentence: string }
  /** There is a key here that the share does not open. */
  | { readonly is: 'key-lost' }

/** How long the first answer may take before the PIN is asked for, and each later one, in milliseconds. */
const patience = { first: 2500, later: 10_000 }
/** How long to wait between two attempts while the desk is locked. */
const pause = 3000
const lockName = 'tierdesk-keys'
/** How long another window may keep the keys from this one, in milliseconds: far longer than any work on them takes. */
const turnPatience = 30_000

const exclusive = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(lockName, { signal: abortAfter(turnPatience) }, work)

/** The lock on what is sealed for a session on this device: opened with the service's share or, without a network, with the agent's PIN. */
export class DeviceLock {
  readonly session: Session
  readonly serviceUrl: string
  readonly #keys: DeviceKeys
  readonly #pin: PinLock

  constructor(session: Session, serviceUrl: string) {
    this.session = session
    this.serviceUrl = serviceUrl
    const owner = { agentId: session.agent.id, deviceId: session.deviceId }
    this.#keys = new DeviceKeys(owner, vault, spareCopy)
    this.#pin = new PinLock({
      owner,
      vault,
      secret: () => this.#keys.secret(),
      stretch: stretchInWorker,
      now: () => Date.now(),
      exclusive,
    })
  }

  /** Asks the service for the share: one round trip. */
  askService(): Promise<ShareAnswer> {
    return this.#ask(patience.first, (share) => this.#keys.unlock(share))
  }

  /** Sets the key that does not open aside and makes another. */
  startAnew(): Promise<ShareAnswer> {
    return this.#ask(patience.later, (share) => this.#keys.startAnew(share))
  }

  /**
   * Asks again and again, at once when a network returns, until there is an answer other than the known ones. Returns how to stop.
   * Whatever fails on this computer meanwhile is tried again with the next answer.
   */
  untilAnswered(
    heard: (answer: ShareAnswer) => void,
    known: readonly ShareAnswer['is'][] = ['unreachable'],
  ): () => void {
    let isStopped = false
    let wake = (): void => undefined
    const onReturn = (): void => wake()
    const run = async (): Promise<void> => {
      while (!isStopped) {
        const answer = await this.#askAgain()
        if (isStopped) return
        if (!known.includes(answer.is)) return heard(answer)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, pause)
        })
      }
    }
    globalThis.addEventListener('online', onReturn)
    run().catch((error: unknown) => reportError(error))
    return () => {
      isStopped = true
      globalThis.removeEventListener('online', onReturn)
    }
  }

  pinStanding(): Promise<PinStanding> {
    return this.#pin.standing()
  }

  /** The service knows this device while its desk is locked: how the PIN stands from then on. */
  async renewLease(): Promise<PinStanding> {
    await this.#pin.renewLease()
    return this.#pin.standing()
  }

  /** Tries the PIN; where it is wrong, how it stands after that. */
  async openWithPin(pin: string): Promise<Unlocked | PinStanding | { readonly is: 'key-lost' }> {
    const opened = await this.#pin.open(pin)
    if ('can' in opened) return opened
    const { share, leaseMs, leaseUntil } = opened
    try {
      const seal = await exclusive(() => this.#keys.unlock(share))
      return await this.#unlocked(seal, share, { leaseMs, leaseUntil, mayPin: true })
    } catch (error) {
      if (error instanceof KeyLost) return { is: 'key-lost' }
      throw error
    }
  }

  /** A store that fails for a moment (a full disk, a file that is held) must not end the asking: the desk would stay locked for good. */
  async #askAgain(): Promise<ShareAnswer> {
    try {
      return await this.#ask(patience.later, (share) => this.#keys.unlock(share))
    } catch (error) {
      reportError(error)
      return { is: 'unreachable' }
    }
  }

  async #ask(wait: number, open: (share: Share) => Promise<DeviceSeal>): Promise<ShareAnswer> {
    const { token, deviceId } = this.session
    let response: Response
    let body: unknown
    try {
      const asked = { deviceId, generation: await this.#keys.generation() }
      response = await callService(this.serviceUrl, '/api/share', asked, { token, patience: wait })
      body = await response.json()
    } catch {
      // No network, a proxy's own page, or an answer cut off: all the same to the person, who gets the PIN meanwhile.
      return { is: 'unreachable' }
    }
    if (!response.ok) return refusedWith(response.status, body)
    const reply = ShareReply.safeParse(body)
    if (!reply.success) return { is: 'refused', sentence: say('sign-in.unexpected', { status: response.status }) }
    const { generation } = reply.data
    const offlineLeaseMs = cappedLease(reply.data.offlineLeaseMs)
    const mayPin = reply.data.mayPin && offlineLeaseMs > 0
    const share = { bytes: fromBase64(reply.data.share), generation }
    try {
      const seal = await exclusive(() => open(share))
      // Nothing waits for this to be on disk: without it the lease only ends as early as it did before.
      this.#pin.renew(offlineLeaseMs).catch((error: unknown) => reportError(error))
      const lease = { leaseMs: offlineLeaseMs, leaseUntil: Date.now() + offlineLeaseMs, mayPin }
      return { is: 'open', unlocked: await this.#unlocked(seal, share, lease) }
    } catch (error) {
      if (error instanceof KeyLost) return { is: 'key-lost' }
      throw error
    }
  }

  async #unlocked(
    seal: DeviceSeal,
    share: Share,
    { leaseMs, leaseUntil, mayPin }: { leaseMs: number; leaseUntil: number; mayPin: boolean },
  ): Promise<Unlocked> {
    const pin: OwnPin = {
      isSettled: await this.#pin.isSettled(),
      choose: (chosen) => this.#pin.choose(chosen, share, leaseMs),
      decline: () => this.#pin.decline(),
    }
    const lease = new OfflineLease(this.#pin, leaseMs, leaseUntil)
    return { session: this.session, seal, pin: mayPin ? pin : null, lease }
  }
}

/** What a refused share means. */
export function refusedWith(status: number, body: unknown): ShareAnswer {
  // A service that is starting, stopping or overloaded has said nothing about this device.
  if (status >= 500 || status === 429) return { is: 'unreachable' }
  const refusal = HttpRefusal.safeParse(body)
  const sentence = serviceSaid('account', body) ?? say('sign-in.unexpected', { status })
  switch (ShareRefusal.safeParse(refusal.data?.error).data) {
    case 'wiped':
      return { is: 'wiped' }
    case 'account-closed':
      return { is: 'account-closed' }
    case 'not-signed-in':
      return { is: 'signed-out' }
    default:
      return { is: 'refused', sentence }
  }
}
