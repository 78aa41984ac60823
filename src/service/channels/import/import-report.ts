import type { TableName } from '#shared/tables.ts'

/** Where something stands in the source: a file's name and a line of it, counted from 1. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** What became of a line. `used`: it names things for other lines (such as a field's title) and is no row of its own. */
export type Verdict = 'written' | 'unchanged' | 'used' | 'skipped'

/** The lines of one file by what became of them: `read` is the sum of the others. */
export type FileCounts = { read: number } & Record<Verdict, number>

/** One thing found in many places: how often, and the first places. */
export interface Finding {
  readonly what: string
  readonly count: number
  readonly first: readonly string[]
}

const firstPlaces = 5

class Findings {
  readonly #byWhat = new Map<string, { count: number; first: string[] }>()

  add(what: string, place: Place, times = 1): void {
    const found = this.#byWhat.get(what) ?? { count: 0, first: [] }
    found.count += times
    if (found.first.length < firstPlaces) found.first.push(`${place.file}:${place.line}`)
    this.#byWhat.set(what, found)
  }

  list(): Finding[] {
    return [...this.#byWhat].map(([what, found]) => ({ what, ...found })).sort((a, b) => b.count - a.count)
  }
}

/** Everything that an import read, wrote, changed on the way and could not map: nothing is dropped without a line here. */
export class ImportReport {
  readonly #files = new Map<string, FileCounts>()
  readonly #rows = new Map<TableName, { written: number; unchanged: number }>()
  readonly #skipped = new Findings()
  readonly #coerced = new Findings()
  readonly #unmapped = new Findings()
  readonly #placeholders = new Findings()
  readonly missing: string[] = []
  readonly unread: { readonly file: string; readonly why: string }[] = []
  /** Files that ended before their end, with how far they could be read. */
  readonly broken: { readonly file: string; readonly line: number; readonly why: string }[] = []

  /** The counts of a file, which from now on is part of the report even if it is empty. */
  file(name: string): FileCounts {
    const known = this.#files.get(name)
    if (known !== undefined) return known
    const counts = { read: 0, written: 0, unchanged: 0, used: 0, skipped: 0 }
    this.#files.set(name, counts)
    return counts
  }

  /** Lines read so far, over all files. */
  get linesRead(): number {
    let lines = 0
    for (const { read } of this.#files.values()) lines += read
    return lines
  }

  settle(places: readonly Place[], verdict: Verdict): void {
    for (const { file } of places) this.file(file)[verdict] += 1
  }

  /** The lines were left out, and why. */
  leaveOut(places: readonly Place[], why: string): void {
    this.settle(places, 'skipped')
    for (const place of places) this.#skipped.add(why, place)
  }

  rows(table: TableName, verdict: 'written' | 'unchanged'): void {
    const counts = this.#rows.get(table) ?? { written: 0, unchanged: 0 }
    counts[verdict] += 1
    this.#rows.set(table, counts)
  }

  /** A value was taken in another form than it stood there. */
  coerced(what: string, place: Place): void {
    this.#coerced.add(what, place)
  }

  /** A value has no counterpart and was left out. */
  unmapped(what: string, place: Place): void {
    this.#unmapped.add(what, place)
  }

  /** A placeholder that no macro can fill here. */
  unknownPlaceholder(written: string, place: Place): void {
    this.#placeholders.add(written, place)
  }

  /** The report as plain data, for printing and for the file. */
  summary() {
    const files = [...this.#files].map(([file, counts]) => ({ file, ...counts }))
    const total = (key: keyof FileCounts): number => files.reduce((sum, file) => sum + file[key], 0)
    return {
      files,
      total: {
        read: total('read'),
        written: total('written'),
        unchanged: total('unchanged'),
        used: total('used'),
        skipped: total('skipped'),
      },
      rows: Object.fromEntries(this.#rows),
      skipped: this.#skipped.list(),
      coerced: this.#coerced.list(),
      unmapped: this.#unmapped.list(),
      unknownPlaceholders: this.#placeholders.list(),
      missing: this.missing,
      unread: this.unread,
      broken: this.broken,
    }
  }
}

export type ReportSummary = ReturnType<ImportReport['summary']>
