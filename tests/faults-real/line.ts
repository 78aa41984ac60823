import type { Socket } from 'node:net'
import { type Edit, editFrames } from './edit-frames.ts'

const socketPath = Buffer.from('GET /socket.io/')

/** One TCP connection of a window, in two halves: `near` ends at the window, `far` at the service. */
export class Line {
  readonly #near: Socket
  readonly #far: Socket
  readonly #toWindow: (chunk: Buffer) => Buffer
  #isSilent = false
  #holdsWords = false
  #holdsReplies = false
  #isStalled = false
  #held: Buffer[] = []
  /** Whether it carries a websocket; known once the window has asked. */
  isSocket = false

  constructor(near: Socket, far: Socket, edit: () => Edit | null) {
    this.#near = near
    this.#far = far
    const edited = editFrames(edit)
    this.#toWindow = (chunk) => (this.isSocket ? edited(chunk) : chunk)
    near.on('data', (chunk) => this.#fromWindow(chunk))
    far.on('data', (chunk) => this.#fromService(chunk))
    for (const socket of [near, far]) {
      // A reset is what a fault looks like from here; the close that follows says all there is to say.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.#closed(socket))
    }
  }

  get isOpen(): boolean {
    return !this.#near.destroyed || !this.#far.destroyed
  }

  /** Both ends keep their connection and hear nothing more, not even that the other has gone: half open. */
  silence(): void {
    this.#isSilent = true
  }

  /** What the window says from now on is kept back. */
  holdWords(): void {
    this.#holdsWords = true
  }

  /** The service is heard no more; the window is. */
  loseReplies(): void {
    this.#holdsReplies = true
  }

  /** The window reads nothing more, so the service's words pile up. */
  stall(): void {
    this.#isStalled = true
    this.#far.pause()
  }

  flow(): void {
    this.#isStalled = false
    this.#far.resume()
  }

  /** The window's end is gone at once. The service hears what was kept back, and of the end, only after `ms`. */
  hangUpLate(ms: number): void {
    this.#isSilent = true
    this.#near.destroy()
    setTimeout(() => {
      if (!this.#far.destroyed) this.#far.end(Buffer.concat(this.#held))
    }, ms)
  }

  destroy(): void {
    this.#near.destroy()
    this.#far.destroy()
  }

  #fromWindow(chunk: Buffer): void {
    if (chunk.subarray(0, socketPath.length).equals(socketPath)) this.isSocket = true
    if (this.#holdsWords) this.#held.push(chunk)
    else if (!this.#isSilent) pass(chunk, this.#near, this.#far, () => true)
  }

  #fromService(chunk: Buffer): void {
    if (this.#isSilent || this.#holdsReplies) return
    pass(this.#toWindow(chunk), this.#far, this.#near, () => !this.#isStalled)
  }

  #closed(socket: Socket): void {
    if (this.#isSilent) return
    const other = socket === this.#near ? this.#far : this.#near
    other.destroy()
  }
}

function pass(chunk: Buffer, from: Socket, to: Socket, mayGoOn: () => boolean): void {
  if (chunk.length === 0 || to.destroyed || to.write(chunk)) return
  from.pause()
  to.once('drain', () => {
    if (mayGoOn()) from.resume()
  })
}
