import { type ReadStream, createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { codeOf } from '#service/database/system-errors.ts'
import { ImportRefused } from './import-refused.ts'
import type { ImportReport } from './import-report.ts'
import { csvRows } from './csv-rows.ts'
import { type JsonElement, jsonLines, listElements } from './json-elements.ts'
import { SourceRecord } from './source-record.ts'

/** A data file: `noun` is its name without number and endings (`tickets-2.ndjson.gz` is of `tickets`). */
export interface SourceFile {
  readonly name: string
  readonly noun: string
  readonly kind: 'lines' | 'list' | 'table'
  readonly isPacked: boolean
}

const dataFile = /^(?<noun>.+?)(?:[-.]\d+)?\.(?<ending>ndjson|jsonl|json|csv)(?<packed>\.gz)?$/

const kinds: { readonly [ending: string]: SourceFile['kind'] } = { json: 'list', csv: 'table' }

/** Reads a file's name; null where it is no data file. */
export function sourceFile(name: string): SourceFile | null {
  const { noun, ending, packed } = dataFile.exec(name)?.groups ?? {}
  if (noun === undefined || ending === undefined) return null
  return { name, noun, kind: kinds[ending] ?? 'lines', isPacked: packed !== undefined }
}

/** Where the lists stand in the pages of the systems' APIs, besides under their own names. */
export const pageNames = ['payload', 'data.payload', 'data', 'data.results', 'results', 'message']

/** A folder of exported files, read as streams. */
export class SourceFolder {
  readonly path: string
  readonly files: readonly SourceFile[]
  /** Files that are no data files by their name. */
  readonly others: readonly string[]
  readonly #sizes: ReadonlyMap<string, number>
  #current: { readonly name: string; readonly stream: ReadStream } | null = null
  #doneBytes = 0

  private constructor(path: string, sizes: ReadonlyMap<string, number>) {
    const names = [...sizes.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    this.path = path
    this.#sizes = sizes
    this.files = names.flatMap((name) => sourceFile(name) ?? [])
    this.others = names.filter((name) => sourceFile(name) === null)
  }

  /** Throws ImportRefused where there is no such folder, or it may not be read. */
  static async open(path: string): Promise<SourceFolder> {
    try {
      const entries = await readdir(path, { withFileTypes: true })
      const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
      const sizes = await Promise.all(names.map(async (name) => [name, (await stat(join(path, name))).size] as const))
      return new SourceFolder(path, new Map(sizes))
    } catch (error) {
      throw asRefusal(error, path)
    }
  }

  /** The share of the bytes of `nouns` that was read, from 0 to 1. */
  shareRead(nouns: ReadonlySet<string>): number {
    const wanted = this.files.filter(({ noun }) => nouns.has(noun))
    const all = wanted.reduce((sum, { name }) => sum + (this.#sizes.get(name) ?? 0), 0)
    return all === 0 ? 1 : Math.min(1, (this.#doneBytes + (this.#current?.stream.bytesRead ?? 0)) / all)
  }

  /** Every record of the files of a noun; what cannot be read is reported with its line and left out. */
  async *records(noun: string, names: readonly string[], report: ImportReport): AsyncGenerator<SourceRecord> {
    for (const file of this.files.filter((one) => one.noun === noun)) {
      const counts = report.file(file.name)
      for await (const { line, text, why } of this.#elements(file, names, report)) {
        const place = { file: file.name, line }
        counts.read += 1
        const value = text === null ? (why ?? 'a value of more than 64 MB') : parsed(text)
        if (typeof value === 'string') report.leaveOut([place], value)
        else yield new SourceRecord(value, place, noun, report)
      }
    }
  }

  async *#elements(file: SourceFile, names: readonly string[], report: ImportReport): AsyncGenerator<JsonElement> {
    const path = join(this.path, file.name)
    const stream = createReadStream(path)
    this.#current = { name: file.name, stream }
    let line = 0
    try {
      const text = textOf(stream, file.isPacked)
      for await (const element of elementsOf(file, text, names)) {
        line = element.line
        yield element
      }
    } catch (error) {
      // A cut-off or damaged archive: what came before the break counts, and the break is reported.
      if (!isDamage(error)) throw asRefusal(error, path)
      report.broken.push({ file: file.name, line, why: 'the compressed file is damaged or breaks off after this line' })
    } finally {
      stream.destroy()
      this.#current = null
      this.#doneBytes += this.#sizes.get(file.name) ?? 0
    }
  }
}

function elementsOf({ kind }: SourceFile, text: AsyncIterable<string>, names: readonly string[]) {
  if (kind === 'table') return csvRows(text)
  return kind === 'lines' ? jsonLines(text) : listElements(text, names)
}

async function* textOf(stream: ReadStream, isPacked: boolean): AsyncGenerator<string> {
  const whole: Readable = isPacked
    ? pipeline(stream, createGunzip(), () => {
        // The failure also ends the reading below, which is where it is answered.
      })
    : stream
  whole.setEncoding('utf8')
  let isFirst = true
  for await (const chunk of whole) {
    const text = String(chunk)
    yield isFirst && text.startsWith('\uFEFF') ? text.slice(1) : text
    isFirst = false
  }
}

/** The object a line holds, or why it cannot be read. */
function parsed(text: string): { readonly [name: string]: unknown } | string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as { [name: string]: unknown }
    return 'not an object'
  } catch {
    // The parser's own words quote the text, which a report must not.
    return 'broken JSON'
  }
}

const isDamage = (error: unknown): boolean => codeOf(error)?.startsWith('Z_') === true

function asRefusal(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOENT':
      return new ImportRefused(`There is no folder ${path}. Give the folder that holds the exported files.`)
    case 'ENOTDIR':
      return new ImportRefused(`${path} is a file, not a folder. Give the folder that holds the exported files.`)
    case 'EACCES':
    case 'EPERM':
      return new ImportRefused(`${path} may not be read by this user. Allow it, then run the import again.`)
    case 'EIO':
      return new ImportRefused(
        `${path} could not be read from the disk. Copy the export again, then run the import again.`,
      )
    default:
      return error
  }
}
