import type { KeptValue, VaultHome } from './vault-home.ts'

/**
 * A home of the vault that holds nobody up: what it has not done in time it refuses, so that the other home answers instead. Until the
 * call that hangs has come to an end it is asked nothing more, or a write that comes late would take the place of a newer one.
 */
export class PromptHome implements VaultHome {
  readonly #home: VaultHome
  readonly #patience: number
  #hanging = 0

  /** `patience`: how long a call may take, in milliseconds. */
  constructor(home: VaultHome, patience: number) {
    this.#home = home
    this.#patience = patience
  }

  read(name: string): Promise<KeptValue | null> {
    return this.#inTime(() => this.#home.read(name))
  }

  write(name: string, kept: KeptValue): Promise<void> {
    return this.#inTime(() => this.#home.write(name, kept))
  }

  onLetGo(heard: () => void): void {
    this.#home.onLetGo?.(heard)
  }

  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    if (this.#hanging > 0) throw new Error('vault-home-silent')
    const working = work()
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#hangs(working)
        reject(new Error('vault-home-silent'))
      }, this.#patience)
    })
    try {
      return await Promise.race([working, late])
    } finally {
      clearTimeout(timer)
    }
  }

  #hangs(working: Promise<unknown>): void {
    this.#hanging += 1
    const end = (): void => {
      this.#hanging -= 1
    }
    working.then(end, end)
    this.#home.giveUp?.()
  }
}
