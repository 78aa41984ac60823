import type { Scope } from '#shared/audience.ts'
import { bodyText, coldKey, coldPackBounds, groupText } from '#shared/sync/cold-pack.ts'
import type { CopyHead, PackHead } from '#shared/sync/protocol.ts'
import { packRows, rowPackBytes } from '#shared/sync/row-pack.ts'
import { type AnyRow, type ColdTable, type TableName, tables } from '#shared/tables.ts'
import { type CopyStart, audienceMark, readCopyStart, writeCopyStart, writeCursor } from './change-feed.ts'
import { type RowsPlace, firstPlace, nextTable, readRowsPlace, startOf, writeRowsPlace } from './rows-place.ts'

/** A row on its way into a copy: its JSON text as it is stored, and how many bytes of UTF-8 that is. */
export interface CopyRow {
  readonly id: string
  readonly parent: string
  readonly version: number
  readonly json: string
  readonly bytes: number
}

/** Where a whole copy is read from: PostgreSQL in the service, memory in the simulation. Everything is read as the agent may see it [S16]. */
export interface CopySource {
  epochAndHead(): Promise<{ epoch: string; head: number }>
  /** How many rows `held` sees, of one table or of all. */
  count(held: readonly Scope[], table: TableName | null): Promise<number>
  /**
   * Rows of the place's table after it, children parent by parent: at most `rows` of them and about `bytes`, but at least one. Says whether
   * they are the table's last. `of` is how many rows there are in the whole copy: few are found in another way than many.
   */
  rowsAfter(
    held: readonly Scope[],
    place: RowsPlace,
    bound: { readonly rows: number; readonly bytes: number; readonly of: number },
  ): Promise<{ readonly rows: readonly CopyRow[]; readonly isLast: boolean }>
}

/** How much goes into a page: large enough to be quick, small enough to show progress; and at most into a pack of warm rows. */
export interface CopyBounds {
  readonly pageBytes: number
  readonly packRows: number
  /** Rows of cold tables that are read in one go. */
  readonly coldRows: number
}

export const copyBounds: CopyBounds = { pageBytes: 3_000_000, packRows: 500, coldRows: 1500 }

/** A page of a whole copy, with its packs as text: RowPacks of warm tables, and bodies of whole groups of cold ones. */
export interface CopyPage {
  readonly head: Omit<CopyHead, 'packs'>
  readonly packs: readonly Pack[]
}

/** What a body holds, and its text. */
export interface Pack extends Omit<PackHead, 'bytes'> {
  readonly text: string
}

/** Which page of which copy: of one table or of all. */
export interface CopyAsked {
  readonly after: string | null
  readonly table: TableName | null
}

/** One page of everything that someone who holds `held` sees. The place in `next` carries the first page's cursor along, so that no change in between is missed. Null where `after` is not a place that this service gave, for this audience and table. */
export async function copyPage(
  source: CopySource,
  held: readonly Scope[],
  { after, table }: CopyAsked,
  bounds: CopyBounds = copyBounds,
): Promise<CopyPage | null> {
  const start = after === null ? await newStart(source, held, table) : readCopyStart(after, audienceMark(held))
  const place = start === null ? null : start.place === '' ? firstOf(table) : readRowsPlace(start.place)
  if (start === null || place === null || (table !== null && place.table !== table)) return null
  const page = new Page(source, held, start.total, bounds)
  const next = await page.read(place, table !== null)
  const done = start.done + page.rows
  const { cursor, total } = start
  const rest = next === null ? null : writeCopyStart({ cursor, done, total, place: writeRowsPlace(next) })
  return { head: { cursor, scopes: [...held], next: rest, done, total }, packs: page.packs }
}

const firstOf = (table: TableName | null): RowsPlace => (table === null ? firstPlace : startOf(table))

async function newStart(source: CopySource, held: readonly Scope[], table: TableName | null): Promise<CopyStart> {
  const { epoch, head } = await source.epochAndHead()
  const cursor = writeCursor({ epoch, number: head, audience: audienceMark(held) })
  return { cursor, done: 0, total: await source.count(held, table), place: '' }
}

/** A page as it fills. */
class Page {
  readonly #source: CopySource
  readonly #held: readonly Scope[]
  readonly #total: number
  readonly #bounds: CopyBounds
  readonly packs: Pack[] = []
  rows = 0
  #left: number

  constructor(source: CopySource, held: readonly Scope[], total: number, bounds: CopyBounds) {
    this.#source = source
    this.#held = held
    this.#total = total
    this.#bounds = bounds
    this.#left = bounds.pageBytes
  }

  /** Reads from a place until the page is full or everything is there; answers where to go on. */
  async read(from: RowsPlace, isOneTable: boolean): Promise<RowsPlace | null> {
    let place: RowsPlace | null = from
    while (place !== null && this.#left > 0) {
      const last = await this.#readSome(place)
      if (last !== null) place = { table: place.table, parent: last.parent, id: last.id }
      else place = isOneTable ? null : nextTable(place)
    }
    return place
  }

  /** Takes in the next rows of a table; answers the last of them, or null where the table has no more. */
  async #readSome(place: RowsPlace): Promise<CopyRow | null> {
    const { table } = place
    const { rows, isLast } = isCold(table)
      ? await this.#wholeGroups(place, table)
      : await this.#after(place, this.#bounds.packRows)
    if (isCold(table)) this.packs.push(...coldPacks(table, rows))
    else this.packs.push(...warmPacks(table, rows))
    this.rows += rows.length
    this.#left -= bytesOf(rows)
    return isLast ? null : (rows.at(-1) ?? null)
  }

  #after(place: RowsPlace, rows: number): ReturnType<CopySource['rowsAfter']> {
    return this.#source.rowsAfter(this.#held, place, { rows, bytes: Math.max(1, this.#left), of: this.#total })
  }

  /** Rows whose groups are all there: what was cut off within a group is left for the next reading, unless it is the only one. */
  async #wholeGroups(from: RowsPlace, table: ColdTable): ReturnType<CopySource['rowsAfter']> {
    const { rows, isLast } = await this.#after(from, this.#bounds.coldRows)
    const last = rows.at(-1)
    if (isLast || last === undefined) return { rows, isLast }
    const whole = rows.filter(({ parent }) => parent !== last.parent)
    return whole.length > 0 ? { rows: whole, isLast: false } : this.#oneGroup(table, rows)
  }

  /** A group that is larger than what is read in one go. */
  async #oneGroup(table: ColdTable, begun: readonly CopyRow[]): ReturnType<CopySource['rowsAfter']> {
    const group = [...begun]
    for (;;) {
      const last = group.at(-1)
      if (last === undefined) return { rows: group, isLast: true }
      const { rows, isLast } = await this.#after({ table, ...last }, this.#bounds.coldRows)
      const more = rows.filter(({ parent }) => parent === last.parent)
      group.push(...more)
      if (more.length < rows.length || isLast) return { rows: group, isLast: isLast && more.length === rows.length }
    }
  }
}

const isCold = (table: TableName): table is ColdTable => tables[table].cold

const bytesOf = (rows: readonly CopyRow[]): number => rows.reduce((sum, { bytes }) => sum + bytes, 0)

/** Rows in packs of a good size, in their order. */
function warmPacks(table: TableName, rows: readonly CopyRow[]): Pack[] {
  const packs: Pack[] = []
  let from = 0
  let bytes = 0
  for (const [at, row] of rows.entries()) {
    if (at > from && bytes + row.bytes > rowPackBytes) {
      packs.push(warmPack(table, rows.slice(from, at)))
      from = at
      bytes = 0
    }
    bytes += row.bytes
  }
  if (rows.length > from) packs.push(warmPack(table, rows.slice(from)))
  return packs
}

const warmPack = (t: string, rows: readonly CopyRow[]): Pack => ({ t, rows: rows.length, text: warmText(rows) })

const warmText = (rows: readonly CopyRow[]): string =>
  JSON.stringify(packRows(rows.map(({ version, json }) => ({ v: version, row: JSON.parse(json) as AnyRow }))))

/** Whole groups, bundled into packs; the rows' own texts are passed through unread. */
function coldPacks(table: ColdTable, rows: readonly CopyRow[]): Pack[] {
  const packs: Pack[] = []
  let groups: (readonly CopyRow[])[] = []
  let bytes = 0
  const close = (): void => {
    if (groups.length > 0) packs.push(coldPack(table, groups))
    groups = []
    bytes = 0
  }
  for (const group of Map.groupBy(rows, ({ parent }) => parent).values()) {
    const size = bytesOf(group)
    if (groups.length === coldPackBounds.groups || bytes + size > coldPackBounds.bytes) close()
    groups.push(group)
    bytes += size
  }
  close()
  return packs
}

function coldPack(table: ColdTable, groups: readonly (readonly CopyRow[])[]): Pack {
  const parents = groups.map(([first]) => first?.parent ?? '')
  const texts = groups.map((group, i) =>
    groupText(
      coldKey(table, parents[i] ?? ''),
      group.map(({ json }) => json),
    ),
  )
  return { t: table, rows: groups.reduce((sum, { length }) => sum + length, 0), parents, text: bodyText(texts) }
}
