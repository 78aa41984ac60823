// oxlint-disable-next-line import/default -- the build makes the address of the worker
import journalWorker from './journal-worker.ts?worker&url'
import type { JournalReply, JournalRequest } from './journal-protocol.ts'
import { startWorker } from './start-worker.ts'

/** How long the worker may be silent while it writes, in milliseconds. A browser that clears a site's files may leave a write hanging for ever. */
const patienceMs = 5000
/** Opening waits for another window, longer than the worker itself does. */
const openPatienceMs = 20_000

interface Waiting {
  readonly patienceMs: number
  readonly done: (output: unknown) => void
  readonly failed: (error: Error) => void
}

/** The journals where there is only a browser: files of its own, written by a worker that starts with the first call, or before it. */
export class BrowserJournals {
  readonly #waiting = new Map<number, Waiting>()
  readonly #patienceMs: number
  readonly #start: () => Worker
  #worker: Worker | null = null
  #next = 1
  #watch: ReturnType<typeof setTimeout> | undefined

  constructor(mostMs = patienceMs, start = (): Worker => startWorker(journalWorker)) {
    this.#patienceMs = mostMs
    this.#start = start
  }

  /** Answers what the bridge declares; rejects with a kebab-case reason. */
  ask(what: JournalRequest['do'], journal: string, records: readonly Uint8Array[] = []): Promise<unknown> {
    const n = this.#next++
    return new Promise((done, failed) => {
      this.#waiting.set(n, { patienceMs: what === 'open' ? openPatienceMs : this.#patienceMs, done, failed })
      if (this.#watch === undefined) this.#watchOver()
      const request: JournalRequest = { n, do: what, journal, records }
      this.#started().postMessage(request)
    })
  }

  /** Has the worker started before it is needed: that takes longer than its first answer. */
  start(): void {
    this.#started()
  }

  /** Stops the worker, which lets another one have its journals. What was not answered is rejected. */
  close(): void {
    this.#worker?.terminate()
    this.#fail('journal-closed')
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = this.#start()
    worker.addEventListener('message', ({ data }: MessageEvent<JournalReply>) => this.#take(data))
    worker.addEventListener('error', () => this.#fail('journal-worker-failed'))
    this.#worker = worker
    return worker
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
    this.#watchOver()
    if ('failed' in reply) waiting?.failed(new Error(reply.failed))
    else waiting?.done(reply.output)
  }

  #fail(reason: string): void {
    for (const { failed } of this.#waiting.values()) failed(new Error(reason))
    this.#waiting.clear()
    this.#worker = null
    this.#watchOver()
  }
}
