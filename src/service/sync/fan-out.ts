import { type FeedPage, type MutationResult, type RowChange, wire } from '#shared/sync/protocol.ts'
import type { Connection, LivePage } from './connection.ts'
import { packNow } from './packing.ts'
import { wsFrame } from './ws-frame.ts'

/**
 * One stretch of the feed on its way to many windows. What many are told alike is put into bytes once, and packed once, also where their cursors differ;
 * a window's own results are set behind it. To send costs the same however much is in a frame, and putting rows into text is what costs most.
 */
export class FanOut {
  readonly #texts = new Map<RowChange, string>()
  readonly #changes = new Map<readonly RowChange[], SharedChanges>()
  readonly #pages = new Map<string, SharedPage>()

  add({ socket, takesPacked }: Connection, page: LivePage): void {
    // A cursor names the audience, too: from the same one to the same head the same page leads.
    const shared = this.#pages.get(page.base) ?? new SharedPage(page, this.#shared(page.changes))
    this.#pages.set(page.base, shared)
    const { text, options } = shared.with(page.results, takesPacked)
    socket.conn.write(text, options as object)
  }

  #shared(changes: readonly RowChange[]): SharedChanges {
    const shared = this.#changes.get(changes) ?? new SharedChanges(changes.map((change) => this.#text(change)))
    this.#changes.set(changes, shared)
    return shared
  }

  #text(change: RowChange): string {
    const text = this.#texts.get(change) ?? JSON.stringify(change)
    this.#texts.set(change, text)
    return text
  }
}

/** Changes as text, as bytes, and packed if somebody takes that. */
class SharedChanges {
  readonly text: string
  readonly bytes: Buffer
  #packed: Buffer | null | undefined

  constructor(texts: readonly string[]) {
    this.text = `[${texts.join(',')}]`
    this.bytes = Buffer.from(this.text)
  }

  /** Null where they are better sent plain. */
  get packed(): Buffer | null {
    this.#packed ??= packNow(this.bytes)
    return this.#packed
  }
}

/** What goes to one window, as Socket.IO's own broadcast hands it over: as text, for a transport that wants it so, and as it goes over a websocket. */
interface Framed {
  readonly text: string
  readonly options: { readonly wsPreEncodedFrame: readonly Buffer[] }
}

/** A page without its results, ready to be sent with any. */
class SharedPage {
  readonly #head: string
  readonly #changes: SharedChanges
  #plain: Framed | null = null
  #packed: Framed | null = null

  constructor({ base, to, isLast }: Omit<FeedPage, 'changes' | 'results'>, changes: SharedChanges) {
    this.#head = JSON.stringify({ base, to, isLast }).slice(0, -1)
    this.#changes = changes
  }

  with(results: readonly MutationResult[], takesPacked: boolean): Framed {
    const packed = takesPacked ? this.#changes.packed : null
    if (results.length > 0) return packed === null ? this.#inPlain(results) : this.#inPack(results, packed)
    if (packed === null) return (this.#plain ??= this.#inPlain(results))
    return (this.#packed ??= this.#inPack(results, packed))
  }

  #inPlain(results: readonly MutationResult[]): Framed {
    const [start, end] = this.#around(results)
    return framed(start + this.#changes.text + end, [
      wsFrame('text', [Buffer.from(engineMessage + start), this.#changes.bytes, Buffer.from(end)]),
    ])
  }

  /** Two frames in one: the event, and what is attached to it. */
  #inPack(results: readonly MutationResult[], packed: Buffer): Framed {
    const [start, end] = this.#around(results)
    const event = `${engineMessage}51-["${wire.packed}",${this.#head},"changes":${placeholder},"results":${JSON.stringify(results)}}]`
    const frames = [wsFrame('text', [Buffer.from(event)]), wsFrame('binary', [packed])]
    return framed(start + this.#changes.text + end, [Buffer.concat(frames)])
  }

  /** What stands before and behind the changes of a plain page. */
  #around(results: readonly MutationResult[]): [string, string] {
    return [`2["${wire.patch}",${this.#head},"changes":`, `,"results":${JSON.stringify(results)}}]`]
  }
}

const framed = (text: string, wsPreEncodedFrame: readonly Buffer[]): Framed => ({
  text,
  options: { wsPreEncodedFrame },
})

/** Engine.IO's word for a message. */
const engineMessage = '4'
/** Socket.IO's word for the first attachment: https://socket.io/docs/v4/socket-io-protocol/ */
const placeholder = '{"_placeholder":true,"num":0}'
