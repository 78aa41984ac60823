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
    const records = payloads.map((bytes) => Buffer.from(bytes).toString('base64'))
    return { isKept: true, records, damagedBytes, brokenLinks }
  }

  append(name: string, records: readonly string[]): Promise<void> {
    return this.#file(name).append(records.map(fromBase64))
  }

  rewrite(name: string, records: readonly string[]): Promise<void> {
    return this.#file(name).rewrite(records.map(fromBase64))
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

const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64')
