import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import type { DeskRun } from '#shared/update/desk-figures.ts'

/** Counts how this run goes. A file that is there while Tierdesk runs tells the next start that this one did not end in order. */
export class RunRecord {
  readonly #path: string
  readonly #startId = randomUUID()
  readonly #startedAt = performance.now()
  readonly #about: Pick<DeskRun, 'version' | 'ring'>
  #crashes: number

  /** Only for the one Tierdesk on a profile. A disk that refuses the file costs the count and nothing else. */
  constructor(path: string, about: Pick<DeskRun, 'version' | 'ring'>) {
    this.#path = path
    this.#about = about
    // A crash counts for the version that had it.
    this.#crashes = readOrNull(path) === about.version ? 1 : 0
    tried(() => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, about.version)
    })
  }

  crashed(): void {
    this.#crashes = Math.min(this.#crashes + 1, 10_000)
  }

  get run(): DeskRun {
    const minutes = Math.floor((performance.now() - this.#startedAt) / 60_000)
    return { startId: this.#startId, ...this.#about, crashes: this.#crashes, minutes }
  }

  /** It ends in order. */
  close(): void {
    tried(() => rmSync(this.#path, { force: true }))
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null // the usual case: the run before ended in order
  }
}

function tried(work: () => void): void {
  try {
    work()
  } catch {
    return // a full disk is told by whatever people lose by it; this is only a count
  }
}
