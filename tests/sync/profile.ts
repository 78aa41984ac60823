import type { Life } from './scheduler.ts'

/** What the browser's lock is to a window: one program holds it, the next one waits until that has ended [S20]. */
export class Profile {
  #waiting: { readonly life: Life; readonly go: () => void }[] = []
  #holder: Life | null = null

  /** Resolves when this program may work on the profile. */
  claim(life: Life): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ life, go })
      this.#next()
    })
  }

  /** A program has ended. */
  release(): void {
    this.#next()
  }

  #next(): void {
    if (this.#holder?.isAlive === true) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    this.#holder = next.life
    if (next.life.isAlive) next.go()
    else this.#next()
  }
}
