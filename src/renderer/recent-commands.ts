const key = 'tierdesk.recent-commands'
const most = 5

/** The commands used last, the latest first; remembered on this computer. */
export class RecentCommands {
  #ids: readonly string[]

  constructor() {
    this.#ids = (localStorage.getItem(key) ?? '').split(' ').filter(Boolean)
  }

  get ids(): readonly string[] {
    return this.#ids
  }

  used(id: string): void {
    this.#ids = [id, ...this.#ids.filter((one) => one !== id)].slice(0, most)
    localStorage.setItem(key, this.#ids.join(' '))
  }
}
