import type { DirectoryEntry } from './cold-directory.ts'
import type { PackBatch, PackWriter } from './pack-writer.ts'

/** The first word to the worker: whose cache, and the key, which can be used and not read. */
export interface WorkerStart {
  readonly agentId: string
  readonly key: CryptoKey
}

export interface WorkerAsked {
  readonly ask: number
  readonly batch: PackBatch
}

/** The answer to one batch. Errors are told by name: a full disk must be known as one. */
export type WorkerAnswer =
  | { readonly ask: number; readonly entries: readonly DirectoryEntry[] }
  | { readonly ask: number; readonly failed: { readonly name: string; readonly message: string } }

interface Asked {
  readonly done: (entries: readonly DirectoryEntry[]) => void
  readonly failed: (error: Error) => void
}

/** Has packs sealed and written in a worker: of a whole copy the window's own thread copies each page once, and nothing more. */
export class WorkerPackWriter implements PackWriter {
  readonly #worker: Worker
  readonly #asked = new Map<number, Asked>()
  readonly #instead: PackWriter
  #last = 0
  #isBroken = false

  /** `worker` runs `pack-worker.ts`. `instead` writes where the worker cannot be started or has ended. */
  constructor(worker: Worker, start: WorkerStart, instead: PackWriter) {
    this.#worker = worker
    this.#instead = instead
    worker.addEventListener('message', (event: MessageEvent<WorkerAnswer>) => this.#hear(event.data))
    worker.addEventListener('error', (event) => this.#fail(new Error(`The worker failed: ${event.message}`)))
    worker.postMessage(start)
  }

  write(batch: PackBatch): Promise<readonly DirectoryEntry[]> {
    if (this.#isBroken) return this.#instead.write(batch)
    this.#last += 1
    const asked: WorkerAsked = { ask: this.#last, batch }
    return new Promise((done, failed) => {
      this.#asked.set(asked.ask, { done, failed })
      this.#worker.postMessage(asked)
    })
  }

  /** Ends the worker; what it was asked for and has not answered fails. */
  close(): void {
    this.#worker.terminate()
    this.#fail(new Error('The worker was ended.'))
  }

  #hear(answer: WorkerAnswer): void {
    const asked = this.#asked.get(answer.ask)
    this.#asked.delete(answer.ask)
    if ('entries' in answer) asked?.done(answer.entries)
    else asked?.failed(Object.assign(new Error(answer.failed.message), { name: answer.failed.name }))
  }

  #fail(error: Error): void {
    this.#isBroken = true
    for (const { failed } of this.#asked.values()) failed(error)
    this.#asked.clear()
  }
}
