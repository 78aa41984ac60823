import type { ProxyAnswer, ProxyQuestion } from '#shared/proxy-question.ts'

/** What Electron says of whoever asks for a name and a password. */
export interface AuthInfo {
  readonly isProxy: boolean
  readonly host: string
  readonly port: number
  readonly realm: string
}

/** Gives an answer back to Electron; without one the request fails. */
export type Answered = (name?: string, password?: string) => void

export interface ProxyPorts {
  /** Whether the proxy lets through whoever says this. */
  readonly isAccepted: (answer: ProxyAnswer) => Promise<boolean>
  /** The question to put to the person; null: none any more. */
  readonly changed: (question: ProxyQuestion | null) => void
  /** Milliseconds since some moment. */
  readonly now: () => number
}

/** For how long somebody who did not want to say is left alone, in milliseconds. */
const quietMs = 60_000

/**
 * Asks the person once for all requests that a proxy holds up, tries what they say before the requests go on with it, and keeps it in memory
 * for as long as Tierdesk runs: Chromium keeps it by itself, and updates, which have a session of their own, ask here again.
 */
export class ProxySignIn {
  readonly #ports: ProxyPorts
  #question: ProxyQuestion | null = null
  #waiting: Answered[] = []
  #known: ProxyAnswer | null = null
  #lastId = 0
  #quietUntil = -Infinity

  constructor(ports: ProxyPorts) {
    this.#ports = ports
  }

  get question(): ProxyQuestion | null {
    return this.#question
  }

  /** A request is held up. Only for proxies: a service that asks in this way is none of ours. */
  ask({ isProxy, host, port, realm }: AuthInfo, answered: Answered): void {
    if (!isProxy || (this.#question === null && this.#ports.now() < this.#quietUntil)) return answered()
    this.#waiting.push(answered)
    if (this.#question !== null) return
    const known = this.#known
    this.#turn({
      id: ++this.#lastId,
      host: `${host}:${port}`.slice(0, 300),
      realm: realm.slice(0, 200),
      isAgain: false,
      isTrying: known !== null,
    })
    if (known !== null) void this.#try(known)
  }

  /** What the person says to the question of this number; null: nothing. */
  answer(id: number, said: ProxyAnswer | null): void {
    if (this.#question?.id !== id || this.#question.isTrying) return
    if (said !== null) {
      this.#turn({ ...this.#question, isTrying: true })
      return void this.#try(said)
    }
    this.#quietUntil = this.#ports.now() + quietMs
    this.#release()
  }

  async #try(said: ProxyAnswer): Promise<void> {
    const isAccepted = await this.#ports.isAccepted(said)
    this.#known = isAccepted ? said : null
    if (isAccepted) this.#release(said.name, said.password)
    else if (this.#question !== null) this.#turn({ ...this.#question, isAgain: true, isTrying: false })
  }

  #release(...said: Parameters<Answered>): void {
    const held = this.#waiting
    this.#waiting = []
    this.#turn(null)
    for (const answered of held) answered(...said)
  }

  #turn(question: ProxyQuestion | null): void {
    this.#question = question
    this.#ports.changed(question)
  }
}
