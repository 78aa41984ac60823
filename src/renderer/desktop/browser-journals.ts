// oxlint-disable-next-line import/default -- the build makes the address of the worker
import journalWorker from './journal-worker.ts?worker&url'
import type { JournalReply, JournalRequest } from './journal-protocol.ts'
import { startWorker } from './start-worker.ts'

/** How long the worker may be silent while it writes, in milliseconds. A browser that clears a site's files may leave a write hanging for ever. */
const patienceMs = 5000
/** A worker that begins waits for the one before it, or for another window, and tells us when that takes too long: we wait longer than it does. */
const beginPatienceMs = 20_000

interface Waiting {
  readonly patienceMs: number
  readonly done: (output: unknown) => void
  readonly failed: (error: Error) => void
}

/**
 * The journals where there is only a browser: files of its own, written by a worker that starts with the first call, or before it. A second
 * worker stands ready behind it: where the browser clears a site's files while there is no network, no worker can be loaded any more.
 */
export class BrowserJournals {
  readonly #waiting = new Map<number, Waiting>()
  readonly #patienceMs: number
  readonly #beginPatienceMs: number
  readonly #start: () => Worker
  #worker: Worker | null = null
  #spare: Worker | null = null
  #hasAnswered = false
  #next = 1
  #isClosed = false
  #watch: ReturnType<typeof setTimeout> | undefined

  constructor(
    { writing, beginning } = { writing: patienceMs, beginning: beginPatienceMs },
    start = (): Worker => startWorker(journalWorker),
  ) {
    this.#patienceMs = writing
    this.#beginPatienceMs = beginning
    this.#start = start
  }

  /** Answers what the bridge declares; rejects with a kebab-case reason. */
  ask(what: JournalRequest['do'], journal: string, records: readonly Uint8Array[] = []): Promise<unknown> {
    const n = this.#next++
    return new Promise((done, failed) => {
      const worker = this.#started()
      const isBeginning = what === 'open' || !this.#hasAnswered
      this.#waiting.set(n, { patienceMs: isBeginning ? this.#beginPatienceMs : this.#patienceMs, done, failed })
      if (this.#watch === undefined) this.#watchOver()
      const request: JournalRequest = { n, do: what, journal, records }
      worker.postMessage(request)
    })
  }

  /** Has the worker started before it is needed: that takes longer than its first answer. */
  start(): void {
    this.#started()
  }

  /** Stops the worker, which lets another one have its journals. What was not answered is rejected. */
  close(): void {
    this.#isClosed = true
    this.#spare?.terminate()
    this.#spare = null
    this.#worker?.terminate()
    this.#fail('journal-closed')
  }

  #started(): Worker {
    this.#isClosed = false
    this.#worker ??= this.#spare ?? this.#loaded()
    if (this.#worker === this.#spare) this.#spare = null
    return this.#worker
  }

  #loaded(): Worker {
    const worker = this.#start()
    worker.addEventListener('message', ({ data }: MessageEvent<JournalReply>) => this.#take(data))
    worker.addEventListener('error', () => {
      if (this.#spare === worker) this.#spare = null
      if (this.#worker === worker) this.#fail('journal-worker-failed')
    })
    return worker
  }

  /** Not while the desk starts, which has more urgent things to load. One that cannot be loaded now is tried again after the next answer. */
  #readySpare(): void {
    requestIdleCallback(() => {
      if (!this.#isClosed) this.#spare ??= this.#loaded()
    })
  }

  /** Whoever writes hears within a time whether it is kept: a worker that is silent for longer is ended, and the next call begins another. */
  #watchOver(): void {
    clearTimeout(this.#watch)
    this.#watch = undefined
    const waiting = [...this.#waiting.values()]
    if (waiting.length === 0) return
    this.#watch = setTimeout(
      () => {
        this.#worker?.terminate()
        this.#fail('journal-hangs')
      },
      Math.max(...waiting.map((one) => one.patienceMs)),
    )
  }

  #take(reply: JournalReply): void {
    const waiting = this.#waiting.get(reply.n)
    this.#waiting.delete(reply.n)
    this.#hasAnswered = true
    if (this.#spare === null) this.#readySpare()
    this.#watchOver()
    if ('failed' in reply) waiting?.failed(new Error(reply.failed))
    else waiting?.done(reply.output)
  }

  #fail(reason: string): void {
    for (const { failed } of this.#waiting.values()) failed(new Error(reason))
    this.#waiting.clear()
    this.#worker = null
    this.#hasAnswered = false
    this.#watchOver()
  }
}
