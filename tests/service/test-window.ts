import { randomUUID } from 'node:crypto'
import { type Socket, io } from 'socket.io-client'
import {
  FeedPage,
  Hello,
  Leave,
  PROTOCOL_VERSION,
  PresenceTold,
  PullReply,
  PushReply,
  type SentMutation,
} from '#shared/sync/protocol.ts'
import { type Copy, applyChanges } from './desk.ts'
import type { TestService } from './test-service.ts'

/** A window in a test: a real socket, and everything it was told, checked against the protocol. */
export class TestWindow {
  readonly socket: Socket
  readonly clientId: string
  readonly copy: Copy = new Map()
  readonly patches: FeedPage[] = []
  readonly hints: string[] = []
  readonly leaves: Leave[] = []
  readonly told: PresenceTold[] = []
  hello: Hello | null = null
  cursor: string
  #waiting: (() => void)[] = []

  constructor(
    url: string,
    handshake: { token: string; deviceId: string; clientId: string; protocol?: number },
    cursor = '',
  ) {
    this.clientId = handshake.clientId
    this.cursor = cursor
    this.socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { protocol: PROTOCOL_VERSION, ...handshake },
    })
    this.socket.on('hello', (said) => this.#note(() => (this.hello = Hello.parse(said))))
    this.socket.on('patch', (said) => this.#note(() => this.patches.push(FeedPage.parse(said))))
    this.socket.on('head', (said: { cursor: string }) => this.#note(() => this.hints.push(said.cursor)))
    this.socket.on('leave', (said) => this.#note(() => this.leaves.push(Leave.parse(said))))
    this.socket.on('presence', (said) => this.#note(() => this.told.push(PresenceTold.parse(said))))
    for (const event of ['connect', 'disconnect', 'connect_error'])
      this.socket.on(event, () => this.#note(() => undefined))
  }

  /** Signs in, connects and pulls until it has everything, from a snapshot's cursor. */
  static async open(on: TestService, login: string, clientId: string = randomUUID()): Promise<TestWindow> {
    const deviceId = randomUUID()
    const { copy, cursor } = await on.desk.snapshot(login, clientId)
    const window = new TestWindow(
      on.service.url,
      { token: await on.signIn(login, deviceId), deviceId, clientId },
      cursor,
    )
    for (const [key, row] of copy) window.copy.set(key, row)
    await window.until(() => window.hello !== null)
    await window.catchUp()
    return window
  }

  /** Settles when `condition` holds; it is looked at after every event. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve) => {
      const look = (): void => {
        if (condition()) resolve()
        else this.#waiting.push(look)
      }
      this.#waiting.push(look)
    })
  }

  async push(...mutations: SentMutation[]): Promise<PushReply> {
    return PushReply.parse(await this.ask('push', { clientId: this.clientId, mutations }))
  }

  async pull(cursor = this.cursor): Promise<PullReply> {
    return PullReply.parse(await this.ask('pull', { clientId: this.clientId, cursor }))
  }

  /** Pulls until the last page. */
  async catchUp(): Promise<void> {
    for (;;) {
      const page = await this.pull()
      if (!('base' in page)) throw new Error(`The pull was answered ${JSON.stringify(page)}.`)
      applyChanges(this.copy, page.changes)
      this.cursor = page.to
      if (page.isLast) return
    }
  }

  ask(name: string, ...said: unknown[]): Promise<unknown> {
    return this.socket.timeout(10_000).emitWithAck(name, ...said) as Promise<unknown>
  }

  close(): void {
    this.socket.disconnect()
  }

  #note(take: () => unknown): void {
    take()
    const looking = this.#waiting
    this.#waiting = []
    for (const look of looking) look()
  }
}
