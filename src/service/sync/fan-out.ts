import { type MutationResult, wire } from '#shared/sync/protocol.ts'
import type { KeptChange } from '#shared/sync/row-delta.ts'
import type { Connection, LivePage } from './connection.ts'
import { isWorthPacking, packNow } from './packing.ts'
import type { SeenChanges } from './seen-changes.ts'
import { wsFrame } from './ws-frame.ts'

/**
 * One stretch of the feed on its way to many windows. What many are told alike is put into bytes once, and packed once, also where their cursors differ;
 * a window's own results are set behind it. To send costs the same however much is in a frame, and putting rows into text is what costs most.
 */
export class FanOut {
  readonly #texts = new Map<KeptChange, string>()
  readonly #changes = new Map<SeenChanges, SharedChanges>()
  readonly #pages = new Map<string, SharedPage>()

  add({ socket, takesPacked }: Connection, page: LivePage): void {
    // A cursor names the audience, too: from the same one to the same head the same page leads.
    const shared = this.#pages.get(page.base) ?? new SharedPage(page, this.#shared(page.seen))
    this.#pages.set(page.base, shared)
    const { text, options } = shared.with(page.results, takesPacked)
    socket.conn.write(text, options as object)
  }

  #shared(seen: SeenChanges): SharedChanges {
    const shared = this.#changes.get(seen) ?? new SharedChanges(seen, (changes) => this.#text(changes))
    this.#changes.set(seen, shared)
    return shared
  }

  #text(changes: readonly KeptChange[]): string {
    return `[${changes.map((change) => this.#textOf(change)).join(',')}]`
  }

  /** Windows that see different things have most changes in common. */
  #textOf(change: KeptChange): string {
    const text = this.#texts.get(change) ?? JSON.stringify(change)
    this.#texts.set(change, text)
    return text
  }
}

/** So many changes are packed however short they are. */
const manyChanges = 8

/** Changes in the forms in which somebody takes them. */
class SharedChanges {
  readonly #seen: SeenChanges
  readonly #text: (changes: readonly KeptChange[]) => string
  #plain: { readonly text: string; readonly bytes: Buffer } | null = null
  #packed: Buffer | null | undefined

  constructor(seen: SeenChanges, text: (changes: readonly KeptChange[]) => string) {
    this.#seen = seen
    this.#text = text
  }

  get plain(): { readonly text: string; readonly bytes: Buffer } {
    if (this.#plain === null) {
      const text = this.#text(this.#seen.changes)
      this.#plain = { text, bytes: Buffer.from(text) }
    }
    return this.#plain
  }

  /** Null where they are better sent plain. */
  get packed(): Buffer | null {
    if (this.#packed === undefined) this.#packed = this.#pack()
    return this.#packed
  }

  #pack(): Buffer | null {
    const { changes, deltas } = this.#seen
    const isLarge = changes.length >= manyChanges || isWorthPacking(this.plain.bytes)
    return isLarge ? packNow(Buffer.from(this.#text(deltas))) : null
  }
}

/** What goes to one window, as Socket.IO's own broadcast hands it over: as text, and as it goes over a websocket. */
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

  constructor({ base, to, isLast }: LivePage, changes: SharedChanges) {
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
    const { text, bytes } = this.#changes.plain
    const start = `2["${wire.patch}",${this.#head},"changes":`
    const end = `,"results":${JSON.stringify(results)}}]`
    return framed(start + text + end, wsFrame('text', [Buffer.from(engineMessage + start), bytes, Buffer.from(end)]))
  }

  /** The event, and what is attached to it: two frames, in one writing. */
  #inPack(results: readonly MutationResult[], packed: Buffer): Framed {
    const text = `51-["${wire.packed}",${this.#head},"changes":${placeholder},"results":${JSON.stringify(results)}}]`
    return framed(
      text,
      Buffer.concat([wsFrame('text', [Buffer.from(engineMessage + text)]), wsFrame('binary', [packed])]),
    )
  }
}

const framed = (text: string, frame: Buffer): Framed => ({ text, options: { wsPreEncodedFrame: [frame] } })

/** Engine.IO's word for a message. */
const engineMessage = '4'
/** Socket.IO's word for the first attachment: https://socket.io/docs/v4/socket-io-protocol/ */
const placeholder = '{"_placeholder":true,"num":0}'
