import { abortAfter } from '#renderer/sync/abort-after.ts'
import { PromptHome } from './prompt-home.ts'
import { VaultDatabase } from './vault-database.ts'
import { VaultFiles } from './vault-files.ts'
import type { KeptValue, VaultHome } from './vault-home.ts'

/** What the homes have under one name, and which of them could be read. */
interface Found {
  readonly newest: KeptValue | null
  readonly readable: readonly VaultHome[]
  /** Those that could be read and have something older, or nothing. */
  readonly behind: readonly VaultHome[]
}

/** How long a home may take for one call, and how long another tab may keep the vault from this one, in milliseconds. */
const patience = { home: 4000, turn: 15_000 } as const

/** Opens the homes; how long is theirs. */
type OpenHomes = () => Promise<readonly VaultHome[]>

/**
 * The vault where there is only a browser. It lies twice, in the browser's database and in files beside it, because the damage that takes
 * one of them would otherwise take the key to the outbox [S10]. Of two values the newer one counts, be it that there is none: neither an
 * old count of tries nor a forgotten session comes back with one of the homes. A profile that is copied whole takes keys and values along,
 * and is stopped only by the service, which refuses the share.
 *
 * A browser that is short of room may clear all that a site keeps, under the open window. What this page has read or written is kept in
 * memory and put back then: without it, nothing that is sealed here would open after the next start.
 *
 * No call waits for ever: the desk could never be opened again by whoever sits before it. A home that hangs is passed over, and reading
 * waits for no other tab.
 */
export class BrowserVault {
  readonly #open: OpenHomes
  readonly #homePatience: number
  /** By name, what this page knows. */
  readonly #known = new Map<string, KeptValue>()
  #isPuttingBack = false
  #homes: Promise<readonly VaultHome[]> | null = null

  constructor(open: OpenHomes = ownHomes, homePatience: number = patience.home) {
    this.#open = open
    this.#homePatience = homePatience
  }

  /** Null where there is none. Rejects where no home can be read. */
  async read(name: string): Promise<string | null> {
    const { newest, behind } = await this.#find(name)
    // A home that cannot take it now is offered it with the next read; so is one that another tab is writing to.
    if (newest !== null && behind.length > 0) await ifNobodyWrites(() => this.#mend(name))
    return newest?.value ?? null
  }

  /** On disk when this resolves. Rejects where a home that can be read does not take it: it would keep the older value. */
  write(name: string, value: string | null): Promise<void> {
    return oneAtATime(async () => {
      const { newest, readable } = await this.#find(name)
      if (newest === null && value === null) return
      const kept = { version: (newest?.version ?? 0) + 1, value }
      await Promise.all(readable.map((home) => home.write(name, kept)))
      this.#known.set(name, kept)
    })
  }

  /** Puts back what the homes have lost. A home that cannot take it now is offered it with the next read. */
  async #putBack(): Promise<void> {
    // Looking may close a home once more, where its disk is full.
    if (this.#isPuttingBack) return
    this.#isPuttingBack = true
    for (const name of this.#known.keys()) await Promise.allSettled([oneAtATime(() => this.#mend(name))])
    this.#isPuttingBack = false
  }

  async #mend(name: string): Promise<void> {
    const { newest, behind } = await this.#find(name)
    if (newest !== null) await Promise.allSettled(behind.map((home) => home.write(name, newest)))
  }

  async #find(name: string): Promise<Found> {
    this.#homes ??= this.#opened()
    const homes = await this.#homes
    const reads = await Promise.allSettled(homes.map((home) => home.read(name)))
    const readable = homes.filter((_, n) => reads[n]?.status === 'fulfilled')
    const failures = reads.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    if (readable.length === 0) throw new AggregateError(failures, 'vault-unreadable')
    const kept = reads.map((one) => (one.status === 'fulfilled' ? one.value : null))
    const known = this.#known.get(name) ?? null
    const newest = kept.reduce((best, one) => ((one?.version ?? -1) > (best?.version ?? -1) ? one : best), known)
    if (newest !== null) this.#known.set(name, newest)
    const isBehind = (n: number): boolean => (kept[n]?.version ?? -1) < (newest?.version ?? -1)
    return { newest, readable, behind: homes.filter((home, n) => readable.includes(home) && isBehind(n)) }
  }

  async #opened(): Promise<readonly VaultHome[]> {
    const homes = (await this.#open()).map((home) => new PromptHome(home, this.#homePatience))
    for (const home of homes) home.onLetGo(() => void this.#putBack())
    return homes
  }
}

async function ownHomes(): Promise<readonly VaultHome[]> {
  const database = new VaultDatabase()
  // Files that cannot be had now may be had at the next start.
  const files = await Promise.race([VaultFiles.open().catch(() => null), nothingAfter(patience.home)])
  return files === null ? [database] : [database, files]
}

const nothingAfter = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms))

const lockName = 'tierdesk-vault'

/** Over all tabs: two of them must not give two values one version. Rejects where another tab keeps the turn to itself. */
const oneAtATime = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(lockName, { signal: abortAfter(patience.turn) }, work)

const ifNobodyWrites = (work: () => Promise<void>): Promise<void> =>
  navigator.locks.request(lockName, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()))
