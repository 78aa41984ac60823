import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportReport, Place } from './import-report.ts'
import { SourceRecord } from './source-record.ts'

/** What stands in the spool of one record: how long it is, and where the one before it of the same parent begins. */
interface Kept {
  readonly at: number
  readonly length: number
}

const bufferBytes = 1024 * 1024

/**
 * Records that stand in another file than the one they belong to, such as the messages of cases, set aside on disk until their parent is
 * read: in memory is one entry for each parent. Only this user may read the file, and it is gone when the import ends.
 */
export class ChildSpool {
  readonly #folder: string
  readonly #file: FileHandle
  readonly #noun: string
  /** The last one of each parent: it leads to those before it. */
  readonly #last = new Map<string, Kept>()
  #pieces: Buffer[] = []
  #pending = 0
  #end = 0

  private constructor(folder: string, file: FileHandle, noun: string) {
    this.#folder = folder
    this.#file = file
    this.#noun = noun
  }

  static async open(noun: string): Promise<ChildSpool> {
    const folder = await mkdtemp(join(tmpdir(), 'tierdesk-import-'))
    return new ChildSpool(folder, await open(join(folder, noun), 'wx+', 0o600), noun)
  }

  /** Sets a record aside for its parent. */
  async add(parentId: string, record: SourceRecord): Promise<void> {
    const before = this.#last.get(parentId) ?? null
    const piece = Buffer.from(JSON.stringify({ before, place: record.place, value: record.value }))
    this.#last.set(parentId, { at: this.#end, length: piece.length })
    this.#end += piece.length
    this.#pieces.push(piece)
    this.#pending += piece.length
    if (this.#pending >= bufferBytes) await this.#flush()
  }

  /** Hands out the records of a parent in the order they were read; each only once. */
  async take(parentId: string, report: ImportReport): Promise<SourceRecord[]> {
    const found: SourceRecord[] = []
    await this.#flush()
    for (let next = this.#last.get(parentId) ?? null; next !== null;) {
      const { before, record } = await this.#read(next, report)
      found.push(record)
      next = before
    }
    this.#last.delete(parentId)
    return found.reverse()
  }

  /** Those whose parent never came. */
  async *left(report: ImportReport): AsyncGenerator<SourceRecord> {
    // Taking one out of the list while walking along it is what a map allows.
    for (const parentId of this.#last.keys()) yield* await this.take(parentId, report)
  }

  async close(): Promise<void> {
    await this.#file.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #flush(): Promise<void> {
    if (this.#pending === 0) return
    const whole = Buffer.concat(this.#pieces)
    const at = this.#end - this.#pending
    this.#pieces = []
    this.#pending = 0
    for (let done = 0; done < whole.length;) {
      const { bytesWritten } = await this.#file.write(whole, done, whole.length - done, at + done)
      done += bytesWritten
    }
  }

  async #read({ at, length }: Kept, report: ImportReport): Promise<{ before: Kept | null; record: SourceRecord }> {
    const piece = Buffer.alloc(length)
    await this.#file.read(piece, 0, length, at)
    const kept = JSON.parse(piece.toString('utf8')) as {
      before: Kept | null
      place: Place
      value: { readonly [name: string]: unknown }
    }
    return { before: kept.before, record: new SourceRecord(kept.value, kept.place, this.#noun, report) }
  }
}
