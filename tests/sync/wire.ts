import type { CopyPage, Link, LinkHandlers } from '#renderer/sync/link.ts'
import type { CopyPage as ServedPage } from '#service/sync/copy-page.ts'
import type {
  DigestReply,
  DigestRequest,
  CopyRequest,
  Hello,
  Leave,
  PresenceSaid,
  PresenceTold,
  PullReply,
  PullRequest,
  Purged,
  PushReply,
  PushRequest,
  ThreadReply,
  ToldPage,
} from '#shared/sync/protocol.ts'
import type { Build } from './old-build.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'

/** How bad the network is: chances from 0 to 1. */
export interface NetworkFaults {
  drop: number
  duplicate: number
  reorder: number
  /** A push loses its first mutation on the way: what a gap is there for [S3]. */
  behead: number
  /** Whether a connection that was closed may still say something, and may be closed late at the other end. */
  isLate: boolean
}

export interface Requests {
  push: { request: PushRequest; reply: PushReply }
  pull: { request: PullRequest; reply: PullReply }
  thread: { request: { caseId: string }; reply: ThreadReply }
  digest: { request: DigestRequest; reply: DigestReply }
  copy: { request: CopyRequest; reply: ServedPage }
}
export type RequestKind = keyof Requests

/** What the service says on its own. */
export type Said =
  | { readonly event: 'hello'; readonly said: Hello }
  | { readonly event: 'patch'; readonly said: ToldPage }
  | { readonly event: 'head'; readonly said: { readonly cursor: string } }
  | { readonly event: 'leave'; readonly said: Leave }
  | { readonly event: 'presence'; readonly said: PresenceTold }

/** The service's end of a connection. */
export interface ServiceEnd {
  ask<K extends RequestKind>(kind: K, request: Requests[K]['request']): Promise<Requests[K]['reply']>
  closed(): void
}

export interface Network {
  readonly scheduler: Scheduler
  readonly random: Random
  readonly faults: NetworkFaults
  /** Lets a connection in; null where nobody listens. */
  accept(wire: Wire): ServiceEnd | null
  /** A request outside of the connection; null where nobody listens. */
  copy(wire: Wire, request: CopyRequest): Promise<ServedPage> | null
}

/** What an adversary may do to a connection beyond the faults: see and change what passes. */
export interface Tap {
  toWindow(said: Said, wire: Wire): Said
  toService<K extends RequestKind>(kind: K, request: Requests[K]['request'], wire: Wire): Requests[K]['request']
  answered<K extends RequestKind>(
    kind: K,
    request: Requests[K]['request'],
    reply: Requests[K]['reply'],
    wire: Wire,
  ): Requests[K]['reply']
}

/** A larger frame makes the service cut the connection, as its socket server does. */
const frameBytes = 512 * 1024

const patience = { hello: 15_000, answer: 15_000, page: 60_000, ping: [20_000, 40_000] } as const

/** What a window sends, as it arrives; rows on their way to it are frozen in the store and need no copy. */
const parsed = <T>(text: string): T => JSON.parse(text) as T

/** One connection, as the network treats it: frames are dropped, doubled, delayed; it is cut, or lies dead without either end knowing. */
export class Wire implements Link {
  readonly clientId: string
  readonly agentId: string
  readonly windowIndex: number
  readonly build: Build
  readonly #net: Network
  readonly #handlers: LinkHandlers
  readonly #tap: Tap
  readonly #last = { up: 0, down: 0 }
  readonly #pending = new Set<(error: Error) => void>()
  #service: ServiceEnd | null = null
  #isDead = false
  #isUp = false
  #isServiceGone = false
  isClosed = false

  constructor(
    net: Network,
    who: { agentId: string; windowIndex: number; clientId: string; build: Build },
    handlers: LinkHandlers,
    tap: Tap,
  ) {
    this.#net = net
    this.agentId = who.agentId
    this.windowIndex = who.windowIndex
    this.clientId = who.clientId
    this.build = who.build
    this.#handlers = handlers
    this.#tap = tap
    this.#pass('up', () => {
      // A handshake is judged by looking things up, so one that came first may be let in last.
      const isSlow = net.faults.isLate && net.random.chance(0.15)
      net.scheduler.after(isSlow ? net.random.between(0, 25_000) : 1, () => this.#enter())
    })
    net.scheduler.after(patience.hello, () => {
      if (!this.#isUp) this.#windowLearns(0)
    })
  }

  push = (request: PushRequest): Promise<PushReply> => this.#ask('push', request)
  pull = (request: PullRequest): Promise<PullReply> => this.#ask('pull', request)
  thread = (caseId: string): Promise<ThreadReply> => this.#ask('thread', { caseId })
  digest = (request: DigestRequest): Promise<DigestReply> => this.#ask('digest', request)
  // Hints that no rule of the simulation rests on.
  present = (_said: PresenceSaid): void => undefined
  purged = (_said: Purged): void => undefined

  async copy(request: CopyRequest): Promise<CopyPage> {
    const served = await this.#exchange('copy', request, patience.page, (asked) => this.#net.copy(this, asked))
    const packs = served.packs.map(({ text, ...head }) => {
      const body = new TextEncoder().encode(text)
      return { head: { ...head, bytes: body.length }, body }
    })
    return { ...served.head, packs }
  }

  /** The window lets go. */
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    for (const reject of this.#pending) reject(new Error('closed'))
    this.#serviceLearns(this.#net.faults.isLate ? this.#net.random.between(0, 30_000) : 10)
  }

  /** The service says something on its own. */
  say(said: Said): void {
    this.#pass('down', () => this.#hear(this.#tap.toWindow(said, this)))
  }

  /** The service lets go; what it said before still arrives. */
  endByService(): void {
    this.#isServiceGone = true
    this.#pass('down', () => this.#windowLearns(0), true)
  }

  /** The connection breaks; each end learns of it when it does. */
  cut(): void {
    this.#isDead = true
    const { random } = this.#net
    this.#windowLearns(random.between(0, 200))
    this.#serviceLearns(random.between(0, 5000))
  }

  /** Nothing passes any more, and both ends find out only because nothing comes. */
  halfOpen(): void {
    this.#isDead = true
    const [least, most] = patience.ping
    this.#windowLearns(this.#net.random.between(least, most))
    this.#serviceLearns(this.#net.random.between(least, most))
  }

  #enter(): void {
    if (this.#isServiceGone || this.#service !== null) return
    this.#service = this.#net.accept(this)
    if (this.#service === null) this.#windowLearns(this.#net.random.between(5, 50))
  }

  #hear(frame: Said): void {
    // A real link goes quiet when it is closed; a late event must do no harm all the same [S20].
    if (this.isClosed && !this.#net.faults.isLate) return
    const { event, said } = frame
    if (event === 'hello') {
      this.#isUp = true
      this.#handlers.up(said)
    } else if (event === 'patch') this.#handlers.patch(said)
    else if (event === 'head') this.#handlers.head(said.cursor)
    else if (event === 'presence') this.#handlers.presence(said)
    else this.#handlers.leave(said)
  }

  #windowLearns(ms: number): void {
    this.#net.scheduler.after(ms, () => {
      for (const reject of this.#pending) reject(new Error('disconnected'))
      if (!this.isClosed || this.#net.faults.isLate) this.#handlers.down()
    })
  }

  #serviceLearns(ms: number): void {
    this.#net.scheduler.after(ms, () => {
      this.#isServiceGone = true
      this.#service?.closed()
    })
  }

  #ask<K extends Exclude<RequestKind, 'snapshot'>>(
    kind: K,
    request: Requests[K]['request'],
  ): Promise<Requests[K]['reply']> {
    if (this.isClosed) return Promise.reject(new Error('closed'))
    return this.#exchange(kind, request, patience.answer, (asked) => {
      if (this.#service === null || this.#isServiceGone) return null
      return this.#service.ask(kind, asked)
    })
  }

  #exchange<K extends RequestKind>(
    kind: K,
    request: Requests[K]['request'],
    patienceMs: number,
    answer: (asked: Requests[K]['request']) => Promise<Requests[K]['reply']> | null,
  ): Promise<Requests[K]['reply']> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        this.#pending.delete(fail)
        reject(error)
      }
      this.#pending.add(fail)
      this.#net.scheduler.after(patienceMs, () => fail(new Error('no answer in time')))
      const text = JSON.stringify(request)
      const asked = this.#beheaded(kind, this.#tap.toService(kind, parsed(text), this))
      this.#pass('up', () => {
        if (text.length > frameBytes) return this.cut()
        void answer(asked)?.then(
          (reply) => {
            const said = this.#tap.answered(kind, asked, reply, this)
            this.#pass('down', () => {
              this.#pending.delete(fail)
              resolve(said)
            })
          },
          () => this.#pass('down', () => fail(new Error('refused'))),
        )
      })
    })
  }

  #beheaded<K extends RequestKind>(kind: K, request: Requests[K]['request']): Requests[K]['request'] {
    if (kind !== 'push' || !('mutations' in request) || request.mutations.length < 2) return request
    if (!this.#net.random.chance(this.#net.faults.behead)) return request
    return { ...request, mutations: request.mutations.slice(1) }
  }

  /** Takes a frame one way, as the network pleases. */
  #pass(way: 'up' | 'down', arrive: () => void, isSure = false): void {
    const { random, faults, scheduler } = this.#net
    if (this.#isDead) return
    const times = random.chance(faults.duplicate) ? 2 : 1
    if (!isSure && random.chance(faults.drop)) return
    for (let n = 0; n < times; n++) {
      const delay = random.between(2, 25)
      const isReordered = random.chance(faults.reorder)
      const at = isReordered
        ? scheduler.now + random.between(0, 1500)
        : Math.max(this.#last[way], scheduler.now + delay)
      if (!isReordered) this.#last[way] = at
      scheduler.after(at - scheduler.now, () => {
        if (!this.#isDead) arrive()
      })
    }
  }
}
