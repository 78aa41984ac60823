import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { describeError } from '#shared/describe-error.ts'
import type { LoggedLine } from './log-line.ts'

/** Where a log goes, what takes names out of its lines, and who hears that it cannot be written. */
export interface LogPlace {
  readonly path: string
  readonly redact: (text: string) => string
  readonly complain: (sentence: string) => void
}

const mostBytes = 1_000_000

/**
 * The log on the disk, beside what goes to stderr: a file of at most a megabyte, and the one before it (`….old`). Where the disk refuses it,
 * that is said once and Tierdesk goes on.
 */
export class LogFile {
  readonly #place: LogPlace
  #bytes = 0
  #isRefused = false

  constructor(place: LogPlace) {
    this.#place = place
    this.#tried(() => {
      mkdirSync(dirname(place.path), { recursive: true })
      this.#bytes = statSync(place.path, { throwIfNoEntry: false })?.size ?? 0
    })
  }

  /** Adds a line, with its time and without the names of the person and the computer. */
  write({ at, text }: LoggedLine): void {
    const line = `${at} ${this.#place.redact(text)}\n`
    this.#tried(() => {
      const bytes = Buffer.byteLength(line)
      if (this.#bytes > 0 && this.#bytes + bytes > mostBytes) {
        renameSync(this.#place.path, `${this.#place.path}.old`)
        this.#bytes = 0
      }
      appendFileSync(this.#place.path, line)
      this.#bytes += bytes
    })
  }

  #tried(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!this.#isRefused) this.#place.complain(`The log cannot be kept on the disk: ${describeError(error)}`)
      this.#isRefused = true
    }
  }
}
