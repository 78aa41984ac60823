import type { Scope } from '#shared/audience.ts'
import { type Leave, type MutationResult, limits, wire } from '#shared/sync/protocol.ts'
import type { Session } from '../accounts/sessions.ts'
import { audienceMark, writeCursor } from './change-feed.ts'
import type { SeenChanges } from './seen-changes.ts'
import type { Admitted, WindowSocket } from './socket-types.ts'
import { TokenBucket } from './token-bucket.ts'

// An agent's window asks for a few things a second; one that comes back after hours sends its outbox in a burst.
const allowance = { burst: 200, perSecond: 50 } as const

/** Where the feed stands, as this process knows it. */
export interface Standing {
  readonly epoch: string
  readonly head: number
}

/** A stretch of the feed to tell one window. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly seen: SeenChanges
  readonly results: readonly MutationResult[]
}

/** A page that is told live: those who see the same are given what is the very same to them. */
export interface LivePage {
  readonly base: string
  readonly to: string
  readonly isLast: true
  readonly seen: SeenChanges
  readonly results: readonly MutationResult[]
}

/** One window on its socket: who it is, what it may see, and how far it was told. */
export class Connection {
  readonly socket: WindowSocket
  readonly session: Session
  readonly clientId: string
  readonly protocol: number
  readonly #bucket: TokenBucket
  #held: readonly Scope[]
  #mark: string
  /** The number up to which the window has everything; null while it must pull first. */
  #sentTo: number | null = null
  #pulls = 0
  #takesPacked = false

  constructor(socket: WindowSocket, { session, clientId, protocol }: Admitted, held: readonly Scope[]) {
    this.socket = socket
    this.session = session
    this.clientId = clientId
    this.protocol = protocol
    this.#held = held
    this.#mark = audienceMark(held)
    this.#bucket = new TokenBucket(allowance, performance.now())
  }

  get held(): readonly Scope[] {
    return this.#held
  }

  /** Stands for what is held: two windows with the same mark see the same. */
  get mark(): string {
    return this.#mark
  }

  /** Whether pages may be packed for it. */
  get takesPacked(): boolean {
    return this.#takesPacked
  }

  /** The window says that it can unpack pages. */
  takePacked(): void {
    this.#takesPacked = takesFrames(this.socket)
  }

  /** Milliseconds to wait before the next request; 0 where it may be now. */
  delay(): number {
    return this.#bucket.take(performance.now())
  }

  /** Takes over what the agent holds now. The window is told at once that its cursor is no longer good [S17]. */
  hold(held: readonly Scope[], standing: Standing): void {
    const mark = audienceMark(held)
    if (mark === this.#mark) return
    this.#held = held
    this.#mark = mark
    this.hint(standing)
  }

  /** A pull begins: until it ends the window is told only that there is more. */
  beginPull(): void {
    this.#pulls += 1
    this.#sentTo = null
  }

  /** A pull ended with this number, for the audience that was held then; null where it ended in a reset or not at all. */
  endPull(reached: number | null, mark: string, standing: Standing): void {
    this.#pulls -= 1
    if (reached === null || this.#pulls > 0 || mark !== this.#mark) return
    this.#sentTo = reached
    if (standing.head > reached) this.hint(standing)
  }

  /** Says that there is more to pull, and that nothing is told live until then. */
  hint(standing: Standing): void {
    this.#sentTo = null
    this.#sayHead(standing, standing.head)
  }

  /** The heartbeat: where the window is once it has everything it can see. */
  beat(standing: Standing): void {
    this.#sayHead(standing, this.#sentTo ?? standing.head)
  }

  /**
   * Tells of a stretch: the changes themselves where the window stands right before them, else only that there is more. `say` sends the page;
   * the gateway sends one to many windows at once.
   */
  tell({ from, to, seen, results }: Stretch, standing: Standing, say: (page: LivePage) => void): void {
    if (this.#sentTo !== null && this.#sentTo >= to) return
    const isNext = this.#sentTo !== null && this.#sentTo <= from
    if (!isNext || seen.mustPull) {
      this.hint(standing)
    } else if (seen.changes.length + results.length > 0) {
      const base = this.#cursor(standing.epoch, this.#sentTo ?? from)
      say({ base, to: this.#cursor(standing.epoch, to), isLast: true, seen, results })
      this.#sentTo = to
      this.cutIfSlow()
    }
  }

  /** Ends the connection with a reason; what was said before still goes out. */
  leave(leave: Leave): void {
    this.socket.emit(wire.leave, leave)
    this.socket.disconnect(true)
  }

  #sayHead({ epoch }: Standing, head: number): void {
    this.socket.emit(wire.head, { cursor: this.#cursor(epoch, head) })
    this.cutIfSlow()
  }

  #cursor(epoch: string, number: number): string {
    return writeCursor({ epoch, number, audience: this.#mark })
  }

  /** A window that does not read would fill the memory of the service: it is cut, and pulls when it comes back [S21]. */
  cutIfSlow(): void {
    if (unsentBytes(this.socket) <= limits.unsentBytes) return
    this.socket.emit(wire.leave, { reason: 'slow' })
    // Waiting for what is unsent is what must not be done, so it is thrown away with the connection.
    this.socket.conn.close(true)
  }
}

/** What neither library says in its types, but both have always had. */
interface Buffering {
  readonly writeBuffer?: readonly Waiting[]
  readonly transport?: { readonly socket?: Frames }
}

interface Frames {
  readonly bufferedAmount?: number
  readonly _sender?: { readonly sendFrame?: unknown }
}

/** Whether Engine.IO puts frames on this socket that were made beforehand; else it would make others from the text. */
const takesFrames = ({ conn }: WindowSocket): boolean =>
  typeof (conn as unknown as Buffering).transport?.socket?._sender?.sendFrame === 'function'

/** A packet that waits: what it carries, and where it was framed already, how it goes over the wire. */
interface Waiting {
  readonly data?: unknown
  readonly options?: { readonly wsPreEncodedFrame?: readonly { readonly length: number }[] }
}

/** Bytes that a socket still holds: in the operating system's way, and in the server's own queue. */
function unsentBytes({ conn }: WindowSocket): number {
  const { writeBuffer = [], transport } = conn as unknown as Buffering
  const waiting = writeBuffer.reduce((sum, packet) => sum + waitingBytes(packet), 0)
  return waiting + (transport?.socket?.bufferedAmount ?? 0)
}

function waitingBytes({ data, options }: Waiting): number {
  if (options?.wsPreEncodedFrame !== undefined)
    return options.wsPreEncodedFrame.reduce((sum, { length }) => sum + length, 0)
  return typeof data === 'string' || data instanceof Uint8Array ? data.length : 0
}
