import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { randomBytes } from 'node:crypto'

/**
 * A window on a bare socket, which can stop reading: a websocket client reads whatever comes. Speaks just enough of RFC 6455 and of the
 * Engine.IO and Socket.IO protocols to connect, to ask and to see answers.
 */
export class RawWindow {
  readonly #socket: Socket
  #said = ''
  #look: () => void = () => undefined
  isClosed = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#said += chunk.toString('latin1')
      this.#look()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => (this.isClosed = true))
  }

  /** Connects and says who it is. */
  static async open(url: string, handshake: Record<string, unknown>): Promise<RawWindow> {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const window = new RawWindow(socket)
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    )
    await window.until('"sid"')
    window.#say(`40${JSON.stringify(handshake)}`)
    await window.until('["hello"')
    return window
  }

  /** Asks, and settles with the beginning of the answer. */
  async ask(name: string, request: unknown): Promise<void> {
    this.#say(`421${JSON.stringify([name, request])}`)
    await this.until('431[')
  }

  /** From now on nothing is read any more. */
  stopReading(): void {
    this.#socket.pause()
  }

  /** Settles once this was said. */
  until(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (this.#said.includes(text)) resolve()
      }
      this.#look()
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  /** One text frame, masked with zeros. */
  #say(text: string): void {
    const bytes = Buffer.from(text)
    const length = bytes.length < 126 ? [0x80 | bytes.length] : [0x80 | 126, bytes.length >> 8, bytes.length & 0xff]
    this.#socket.write(Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), bytes]))
  }
}
