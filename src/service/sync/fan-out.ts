import { type FeedPage, type MutationResult, wire } from '#shared/sync/protocol.ts'
import type { Connection } from './connection.ts'

/**
 * Pages on their way to many windows. What many are told alike is put into bytes once; a window's own results are set behind them. A frame costs the
 * same however much is in it, and putting rows into text is what costs most.
 */
export class FanOut {
  readonly #alike = new Map<string, SharedPage>()

  add({ socket }: Connection, page: FeedPage): void {
    // A cursor names the audience, too: from the same one to the same head the same page leads.
    const shared = this.#alike.get(page.base) ?? new SharedPage(page)
    this.#alike.set(page.base, shared)
    const { text, bytes } = shared.with(page.results)
    // As Socket.IO's own broadcast does it: the frame as it goes over the wire, and the text for what counts what is unsent.
    const options: { wsPreEncodedFrame: Buffer[] } = { wsPreEncodedFrame: [bytes] }
    socket.conn.write(text, options as object)
  }
}

/** What goes to one window: the event as text, and the whole WebSocket frame. */
interface Framed {
  readonly text: string
  readonly bytes: Buffer
}

/** A page without its results, ready to be sent with any. */
class SharedPage {
  readonly #start: string
  readonly #startBytes: Buffer
  readonly #bare: Framed

  constructor({ base, to, isLast, changes }: FeedPage) {
    const page = JSON.stringify({ base, to, isLast, changes, results: [] })
    // Socket.IO's word for an event: https://socket.io/docs/v4/socket-io-protocol/
    this.#start = `2${JSON.stringify([wire.patch]).slice(0, -1)},${page.slice(0, -ending.length)}`
    this.#startBytes = Buffer.from(engineMessage + this.#start)
    this.#bare = this.#framed(ending)
  }

  with(results: readonly MutationResult[]): Framed {
    return results.length === 0 ? this.#bare : this.#framed(`${JSON.stringify(results).slice(1)}}`)
  }

  #framed(rest: string): Framed {
    const end = `${rest}]`
    const endBytes = Buffer.from(end)
    const length = this.#startBytes.length + endBytes.length
    return { text: this.#start + end, bytes: Buffer.concat([frameHeader(length), this.#startBytes, endBytes]) }
  }
}

/** How a page without results ends. */
const ending = ']}'
/** Engine.IO's word for a message. */
const engineMessage = '4'

/** The header of a text frame of so many bytes, whole and unmasked, as a server sends it (RFC 6455, section 5.2). */
function frameHeader(length: number): Buffer {
  const final = 0x81
  if (length < 126) return Buffer.from([final, length])
  const header = Buffer.alloc(length < 65_536 ? 4 : 10)
  header[0] = final
  header[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) header.writeUInt16BE(length, 2)
  else header.writeUIntBE(length, 4, 6)
  return header
}
