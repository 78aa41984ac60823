// oxlint-disable-next-line import/default -- the build makes the address of the worker
import journalWorker from './journal-worker.ts?worker&url'
import type { JournalReply, JournalRequest } from './journal-protocol.ts'
import { startWorker } from './start-worker.ts'

/** How long the worker may be silent while it writes, in milliseconds. A browser that clears a site's files may leave a write hanging for ever. */
const patienceMs = 5000
/** A worker that begins waits for the one before it, or for another window, and tells us when that takes too long: we wait longer than it does. */
const beginPatienceMs = 20_000

/** Where the worker comes from. */
interface WorkerScript {
  start(): Worker
  /** Its text. Rejects where it cannot be had now. */
  read(): Promise<Blob>
}

const ownScript: WorkerScript = {
  start: () => startWorker(journalWorker),
  async read() {
    const answer = await fetch(journalWorker)
    if (!answer.ok) throw new Error(`The script of the journal was not to be had: ${answer.status}.`)
    return answer.blob()
  },
}

interface Waiting {
  readonly patienceMs: number
  readonly done: (output: unknown) => void
  readonly failed: (error: Error) => void
}

/**
 * The journals where there is only a browser: files of its own, written by a worker that starts with the first call, or before it. Its
 * script is kept in memory: a browser that clears a site's files clears the window's own with them, and without a network there would be no
 * worker to begin anew with.
 */
export class BrowserJournals {
  readonly #waiting = new Map<number, Waiting>()
  readonly #patienceMs: number
  readonly #beginPatienceMs: number
  readonly #script: WorkerScript
  #worker: Worker | null = null
  #kept: string | null = null
  #isFromMemory = false
  #isKeeping = false
  #hasAnswered = false
  #next = 1
  #watch: ReturnType<typeof setTimeout> | undefined

  constructor(
    { writing, beginning } = { writing: patienceMs, beginning: beginPatienceMs },
    script: WorkerScript = ownScript,
  ) {
    this.#patienceMs = writing
    this.#beginPatienceMs = beginning
    this.#script = script
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
    this.#worker?.terminate()
    this.#fail('journal-closed')
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = this.#isFromMemory && this.#kept !== null ? startWorker(this.#kept) : this.#script.start()
    worker.addEventListener('message', ({ data }: MessageEvent<JournalReply>) => this.#take(data))
    worker.addEventListener('error', () => {
      if (this.#worker !== worker) return
      // Where the one script does not start, the other may.
      this.#isFromMemory = !this.#isFromMemory
      this.#fail('journal-worker-failed')
    })
    this.#worker = worker
    return worker
  }

  /** Not while the desk starts, which has more urgent things to read. What cannot be read now is asked for again after the next answer. */
  #keepScript(): void {
    this.#isKeeping = true
    const keep = async (): Promise<void> => {
      try {
        this.#kept = URL.createObjectURL(await this.#script.read())
      } catch {
        this.#isKeeping = false
      }
    }
    requestIdleCallback(() => void keep())
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
        this.#isFromMemory = true
        this.#fail('journal-hangs')
      },
      Math.max(...waiting.map((one) => one.patienceMs)),
    )
  }

  #take(reply: JournalReply): void {
    const waiting = this.#waiting.get(reply.n)
    this.#waiting.delete(reply.n)
    this.#hasAnswered = true
    if (!this.#isKeeping) this.#keepScript()
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
