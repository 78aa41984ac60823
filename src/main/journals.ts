import { join } from 'node:path'
import type { OpenedJournal } from '#shared/desktop-bridge.ts'
import { JournalFile } from './journal-file.ts'
import { logLine } from './log-line.ts'

/** The journals of the agents of this computer, `NAME.journal` in one folder. Records come sealed: nothing here can read them. */
export class Journals {
  readonly #folder: () => string
  readonly #files = new Map<string, JournalFile>()

  constructor(folder: () => string) {
    this.#folder = folder
  }

  async open(name: string): Promise<OpenedJournal> {
    const { payloads, damagedBytes, brokenLinks } = await this.#file(name).read()
    // Copies: each is a stretch of the whole file, which would go along with it.
    return { isKept: true, records: payloads.map((bytes) => new Uint8Array(bytes)), damagedBytes, brokenLinks }
  }

  append(name: string, records: readonly Uint8Array[]): Promise<void> {
    return this.#file(name).append(records)
  }

  rewrite(name: string, records: readonly Uint8Array[]): Promise<void> {
    return this.#file(name).rewrite(records)
  }

  close(name: string): Promise<void> {
    return this.#file(name).close()
  }

  /** One writer for each file, also when the window is loaded anew. */
  #file(name: string): JournalFile {
    const known = this.#files.get(name)
    if (known !== undefined) return known
    const file = new JournalFile(join(this.#folder(), `${name}.journal`), {
      putBack: () => logLine('A journal was removed or replaced while Tierdesk ran. It was put back with all it held.'),
    })
    this.#files.set(name, file)
    return file
  }
}
