import { setTimeout as delay } from 'node:timers/promises'
import { type Socket, io } from 'socket.io-client'
import { SignInReply } from '#shared/sync/accounts-protocol.ts'
import { Hello, Leave, PROTOCOL_VERSION, PullReply, PushReply, type SentMutation, wire } from '#shared/sync/protocol.ts'
import { until } from './until.ts'

/** Who a window without a screen is. */
export interface RawSession {
  readonly token: string
  readonly deviceId: string
}

/** Signs in over HTTP. */
export async function signInRaw(url: string, login: string, password: string): Promise<RawSession> {
  const deviceId = crypto.randomUUID()
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, deviceId }),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  return { token: SignInReply.parse(await response.json()).token, deviceId }
}

/** A cursor of this history that an agent of this session may pull from, as a new window has it after its whole copy. */
export async function freshCursor(url: string, { token }: RawSession): Promise<string> {
  const response = await fetch(`${url}/api/snapshot`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ clientId: crypto.randomUUID(), after: null }),
  })
  const { cursor } = (await response.json()) as { cursor: string }
  return cursor
}

/** A note on a case, as a window sends it. */
export const rawNote = (mid: number, caseId: string, text: string) =>
  ({
    mid,
    opId: crypto.randomUUID(),
    name: 'case.note',
    args: { caseId, messageId: crypto.randomUUID(), text },
    at: new Date().toISOString(),
    dependsOn: [],
  }) satisfies SentMutation

/** As long as the window itself waits for an answer. */
const answerMs = 15_000

/** A connection that speaks the protocol without a screen: where thousands of them are needed, or words that no window says. */
export class RawWindow {
  readonly clientId: string = crypto.randomUUID()
  readonly socket: Socket
  readonly leaves: Leave[] = []
  #isUp = false

  constructor(url: string, session: RawSession) {
    this.socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: answerMs,
      auth: { ...session, clientId: this.clientId, protocol: PROTOCOL_VERSION },
    })
    this.socket.on(wire.hello, (said) => {
      this.#isUp = Hello.safeParse(said).success
    })
    this.socket.on('disconnect', () => {
      this.#isUp = false
    })
    const left = (said: unknown): void => {
      const leave = Leave.safeParse(said)
      if (leave.success) this.leaves.push(leave.data)
    }
    this.socket.on(wire.leave, left)
    // One that is not let in is told why in the same form.
    this.socket.on('connect_error', (error: Error & { data?: unknown }) => left(error.data))
  }

  /** Connects; rejects where the service does not say hello in time. */
  static async open(url: string, session: RawSession): Promise<RawWindow> {
    const window = new RawWindow(url, session)
    await until('hello', () => window.#isUp, answerMs)
    return window
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Asks, with patience for one answer. Rejects where none comes. */
  ask(name: string, said: unknown): Promise<unknown> {
    return this.socket.timeout(answerMs).emitWithAck(name, said) as Promise<unknown>
  }

  async push(mutations: readonly SentMutation[]): Promise<PushReply> {
    return PushReply.parse(await this.ask(wire.push, { clientId: this.clientId, mutations }))
  }

  async pull(cursor: string): Promise<PullReply> {
    return PullReply.parse(await this.ask(wire.pull, { clientId: this.clientId, cursor }))
  }

  close(): void {
    this.socket.disconnect()
  }
}

/** Sends notes until the service has taken all of them in, over as many connections as it takes: the same opIds each time [S2][S4]. */
export async function sendUntilTaken(url: string, session: RawSession, notes: readonly SentMutation[]): Promise<void> {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    let window: RawWindow | null = null
    try {
      window = await RawWindow.open(url, session)
      const reply = await window.push(notes)
      if (reply.ok) return
      await delay(reply.retryAfter ?? 200)
    } catch {
      // The service is away: that is the fault. The same is sent again until it is back.
      await delay(200)
    } finally {
      window?.close()
    }
  }
  throw new Error('not within 60000 ms: the service takes the notes in')
}
