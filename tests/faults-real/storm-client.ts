import { setTimeout as delay } from 'node:timers/promises'
import { BackOff } from '#renderer/sync/back-off.ts'
import { FeedPage, HeadHint, wire } from '#shared/sync/protocol.ts'
import { RawWindow, type RawSession } from './raw-window.ts'

const busyDelayMs = 1000

/** One of a thousand windows: keeps its cursor and comes back by itself, with the back-off of the sync client [S15]. */
export class StormClient {
  readonly #url: string
  readonly #session: RawSession
  #window: RawWindow | null = null
  #timer: NodeJS.Timeout | undefined
  readonly #backOff = new BackOff(Math.random)
  /** The window whose pull is under way. */
  #pulling: RawWindow | null = null
  #isStopped = false
  #cursor: string
  /** The messages it has been told of. */
  readonly #heard = new Set<string>()

  constructor(url: string, session: RawSession, cursor: string) {
    this.#url = url
    this.#session = session
    this.#cursor = cursor
    this.#connect()
  }

  get isUp(): boolean {
    return this.#window?.isUp === true
  }

  hasHeard(messageId: string): boolean {
    return this.#heard.has(messageId)
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
    this.#window?.close()
  }

  #connect(): void {
    const window = new RawWindow(this.#url, this.#session)
    this.#window = window
    const lost = (): void => {
      if (this.#window === window) this.#later(window.leaves.at(-1)?.retryAfter)
    }
    window.socket.on('disconnect', lost)
    window.socket.on('connect_error', lost)
    window.socket.on(wire.hello, () => void this.#pull())
    window.socket.on(wire.head, (said) => {
      if (HeadHint.parse(said).cursor !== this.#cursor) void this.#pull()
    })
    window.socket.on(wire.patch, (said) => {
      const page = FeedPage.parse(said)
      if (page.base === this.#cursor) this.#take(page)
      else void this.#pull()
    })
  }

  #take({ to, changes }: FeedPage): void {
    this.#cursor = to
    for (const { t, id } of changes) if (t === 'messages') this.#heard.add(id)
  }

  #later(told?: number): void {
    const wasIn = this.isUp
    this.#window?.close()
    this.#window = null
    if (this.#isStopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#connect(), this.#backOff.next({ told, wasIn }))
  }

  async #pull(): Promise<void> {
    const window = this.#window
    if (window === null || this.#pulling === window) return
    this.#pulling = window
    try {
      for (let isLast = false; !isLast && this.#window === window;) {
        const page = await window.pull(this.#cursor)
        if (this.#window !== window) return
        if ('failed' in page && page.failed === 'busy') {
          await delay(page.retryAfter ?? busyDelayMs)
          continue
        }
        if (!('base' in page)) return this.#later('failed' in page ? page.retryAfter : undefined)
        this.#take(page)
        this.#backOff.reset()
        isLast = page.isLast
      }
    } catch {
      // No answer: the connection is given up, as the sync client does it.
      if (this.#window === window) this.#later()
    } finally {
      if (this.#pulling === window) this.#pulling = null
    }
  }
}
