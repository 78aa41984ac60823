import { type FeedPage, wire } from '#shared/sync/protocol.ts'
import type { Connection } from './connection.ts'
import type { WindowServer } from './socket-types.ts'

/** Pages on their way to many windows: those that say the same are put into bytes once, and the bytes go to each of them. */
export class FanOut {
  readonly #alike = new Map<string, { readonly page: FeedPage; readonly to: Connection[] }>()

  add(connection: Connection, page: FeedPage): void {
    // Results are for one window alone.
    if (page.results.length > 0) {
      connection.socket.emit(wire.patch, page)
      return
    }
    // A cursor names the audience, too: from the same one to the same head the same page leads.
    const alike = this.#alike.get(page.base)
    if (alike === undefined) this.#alike.set(page.base, { page, to: [connection] })
    else alike.to.push(connection)
  }

  /** Sends them, and cuts whoever does not read. */
  send(server: WindowServer): void {
    for (const { page, to } of this.#alike.values()) {
      server.to(to.map(({ socket }) => socket.id)).emit(wire.patch, page)
      for (const connection of to) connection.cutIfSlow()
    }
  }
}
