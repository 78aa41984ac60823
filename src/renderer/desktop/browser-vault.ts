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

/**
 * The vault where there is only a browser. It lies twice, in the browser's database and in files beside it, because the damage that takes
 * one of them would otherwise take the key to the outbox [S10]. Of two values the newer one counts, be it that there is none: neither an
 * old count of tries nor a forgotten session comes back with one of the homes. A profile that is copied whole takes keys and values along,
 * and is stopped only by the service, which refuses the share.
 */
export class BrowserVault {
  readonly #database = new VaultDatabase()
  #homes: Promise<readonly VaultHome[]> | null = null

  /** Null where there is none. Rejects where no home can be read. */
  read(name: string): Promise<string | null> {
    return oneAtATime(async () => {
      const { newest, behind } = await this.#find(name)
      // A home that cannot take it now is offered it with the next read.
      if (newest !== null) await Promise.allSettled(behind.map((home) => home.write(name, newest)))
      return newest?.value ?? null
    })
  }

  /** On disk when this resolves. Rejects where a home that can be read does not take it: it would keep the older value. */
  write(name: string, value: string | null): Promise<void> {
    return oneAtATime(async () => {
      const { newest, readable } = await this.#find(name)
      if (newest === null && value === null) return
      const kept = { version: (newest?.version ?? 0) + 1, value }
      await Promise.all(readable.map((home) => home.write(name, kept)))
    })
  }

  async #find(name: string): Promise<Found> {
    this.#homes ??= this.#opened()
    const homes = await this.#homes
    const reads = await Promise.allSettled(homes.map((home) => home.read(name)))
    const readable = homes.filter((_, n) => reads[n]?.status === 'fulfilled')
    const failures = reads.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    if (readable.length === 0) throw new AggregateError(failures, 'vault-unreadable')
    const kept = reads.map((one) => (one.status === 'fulfilled' ? one.value : null))
    const newest = kept.reduce((best, one) => ((one?.version ?? -1) > (best?.version ?? -1) ? one : best), null)
    const isBehind = (n: number): boolean => (kept[n]?.version ?? -1) < (newest?.version ?? -1)
    return { newest, readable, behind: homes.filter((home, n) => readable.includes(home) && isBehind(n)) }
  }

  async #opened(): Promise<readonly VaultHome[]> {
    // Files that cannot be had now may be had at the next start.
    const files = await VaultFiles.open().catch(() => null)
    return files === null ? [this.#database] : [this.#database, files]
  }
}

/** Over all tabs: two of them must not give two values one version. */
const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('tierdesk-vault', work)
