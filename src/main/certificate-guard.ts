import { X509Certificate, createHash } from 'node:crypto'
import type { CertificateStanding } from '#shared/certificate-standing.ts'

/** A certificate as Electron gives it, with the one that signed it. The last of a chain has none, though Electron's type says so. */
export interface ChainLink {
  /** PEM. */
  readonly data: string
  readonly issuerCert?: ChainLink | undefined
}

/** What Electron asks about: who showed which certificate, and what Chromium made of it (0: it is trusted). */
export interface ShownCertificate {
  readonly hostname: string
  readonly errorCode: number
  /** The chain that Chromium built while it checked, up to the authority. */
  readonly validatedCertificate: ChainLink
}

/** What Electron is answered: -3 is whatever Chromium says, -2 is no. 0, which would be yes whatever Chromium says, is not among them. */
export type Verdict = -3 | -2

export interface GuardPorts {
  /** The origin of the service. */
  readonly serviceUrl: string
  /** `sha256/` and the hash of a key in base64; none: every certificate that Chromium trusts will do. */
  readonly pins: readonly string[]
  readonly changed: (standing: CertificateStanding) => void
  readonly log: (line: string) => void
}

/** More certificates than that are no chain. */
const longestChain = 12

/**
 * The pin of a certificate: SHA-256 over its public key with the kind of that key (SubjectPublicKeyInfo, DER), in base64, as RFC 7469 has it.
 * Null where it does not read.
 */
export function pinOf(pem: string): string | null {
  try {
    const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
    return `sha256/${createHash('sha256').update(key).digest('base64')}`
  } catch {
    return null // no pin names what nobody can read: the certificate does not count
  }
}

/** The pins of a chain, that of the server first. */
export function pinsOf(chain: ChainLink): string[] {
  const pins: string[] = []
  let link: ChainLink | undefined = chain
  for (let n = 0; link !== undefined && n < longestChain; n++, link = link.issuerCert) {
    const pin = pinOf(link.data)
    if (pin !== null) pins.push(pin)
  }
  return pins
}

/** Talks to the service only where a certificate of its chain is pinned. It refuses what Chromium trusts, and never trusts what Chromium refuses. */
export class CertificateGuard {
  readonly #ports: GuardPorts
  readonly #host: string
  #isRefused = false
  #hasRefused = false

  constructor(ports: GuardPorts) {
    this.#ports = ports
    this.#host = plainHost(new URL(ports.serviceUrl).hostname)
  }

  get standing(): CertificateStanding {
    return { isRefused: this.#isRefused }
  }

  /** Never throws: Electron would let the request wait for ever. */
  judge({ hostname, errorCode, validatedCertificate }: ShownCertificate): Verdict {
    const { pins } = this.#ports
    if (pins.length === 0 || plainHost(hostname) !== this.#host || errorCode !== 0) return -3
    const shown = pinsOf(validatedCertificate)
    const isPinned = shown.some((pin) => pins.includes(pin))
    if (!isPinned && !this.#isRefused) {
      this.#ports.log(
        `The certificate of ${this.#host} was refused: CertificatePins names none of its chain. Shown: ${shown.join(', ')}.`,
      )
    }
    this.#hasRefused ||= !isPinned
    this.#turn(!isPinned)
    return isPinned ? -3 : -2
  }

  // Chromium asks about a certificate once and remembers the verdict for a while: how requests end tells what it does not.

  /** The service has answered. */
  answered(): void {
    this.#turn(false)
  }

  /** A request to the service came to nothing, as Chromium names it: this name is what a verdict of no comes to, and little else. */
  failed(error: string): void {
    if (this.#hasRefused && error === 'net::ERR_FAILED') this.#turn(true)
  }

  #turn(isRefused: boolean): void {
    if (this.#isRefused === isRefused) return
    this.#isRefused = isRefused
    this.#ports.changed(this.standing)
  }
}

/** An address of IPv6 is in brackets within a URL and without them elsewhere, and a name may end in a dot. */
const plainHost = (host: string): string => host.replace(/^\[|\]$|\.$/g, '').toLowerCase()
