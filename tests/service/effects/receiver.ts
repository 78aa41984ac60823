import { once } from 'node:events'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a channel was sent. */
export interface Received {
  readonly key: string
  readonly body: { readonly kind: string; readonly payload: { readonly [field: string]: unknown } }
}

/** A channel on a real port that answers as it is told to. */
export class Receiver {
  readonly #server: Server
  readonly received: Received[] = []
  readonly #held: ServerResponse[] = []
  answer: number | 'never' = 204
  #waiting: (() => void)[] = []

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response))
  }

  static async open(port = 0): Promise<Receiver> {
    const receiver = new Receiver()
    receiver.#server.listen(port, '127.0.0.1')
    await once(receiver.#server, 'listening')
    return receiver
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/replies`
  }

  /** Settles once so many were received. */
  until(count: number): Promise<void> {
    if (this.received.length >= count) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(() => this.received.length >= count && resolve()))
  }

  async close(): Promise<void> {
    for (const response of this.#held) response.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Received['body']
    this.received.push({ key: String(request.headers['idempotency-key']), body })
    if (this.answer === 'never') this.#held.push(response)
    else response.writeHead(this.answer).end()
    for (const look of this.#waiting) look()
  }
}
