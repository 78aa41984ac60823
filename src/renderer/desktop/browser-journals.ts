// oxlint-disable-next-line import/default -- the build makes the address of the worker
import journalWorker from './journal-worker.ts?worker&url'
import type { JournalReply, JournalRequest } from './journal-protocol.ts'
import { startWorker } from './start-worker.ts'

interface Waiting {
  readonly done: (output: unknown) => void
  readonly failed: (error: Error) => void
}

/** The journals where there is only a browser: files of its own, written by a worker that starts with the first call, or before it. */
export class BrowserJournals {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #next = 1

  /** Answers what the bridge declares; rejects with a kebab-case reason. */
  ask(what: JournalRequest['do'], journal: string, records: readonly Uint8Array[] = []): Promise<unknown> {
    const n = this.#next++
    return new Promise((done, failed) => {
      this.#waiting.set(n, { done, failed })
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
    const worker = startWorker(journalWorker)
    worker.addEventListener('message', ({ data }: MessageEvent<JournalReply>) => this.#take(data))
    worker.addEventListener('error', () => this.#fail('journal-worker-failed'))
    this.#worker = worker
    return worker
  }

  #take(reply: JournalReply): void {
    const waiting = this.#waiting.get(reply.n)
    this.#waiting.delete(reply.n)
    if ('failed' in reply) waiting?.failed(new Error(reply.failed))
    else waiting?.done(reply.output)
  }

  #fail(reason: string): void {
    for (const { failed } of this.#waiting.values()) failed(new Error(reason))
    this.#waiting.clear()
    this.#worker = null
  }
}
