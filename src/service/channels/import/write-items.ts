import { stableId } from '#service/stable-id.ts'
import type { Ledger, LedgerTransaction, StoredRow } from '#service/sync/ledger.ts'
import { runPushes } from '#service/sync/run-mutations.ts'
import { everything } from '#shared/audience.ts'
import { type AnyRow, type TableName, tables } from '#shared/tables.ts'
import type { ImportItem } from './formats/format.ts'
import type { ImportReport, Place } from './import-report.ts'
import { itemMark } from './item-mark.ts'

/** An item that fits the tables; `mark` is a fingerprint of everything in it, kept with its first row. */
interface Prepared {
  readonly rows: readonly { readonly table: TableName; readonly row: AnyRow }[]
  readonly head: { readonly table: TableName; readonly id: string }
  readonly mark: string
  readonly places: readonly Place[]
  readonly bytes: number
}

/** Where items go: the ledger, or nowhere in a dry run. */
export interface ItemWriter {
  /** Takes an item in; answers once there is room for the next. */
  add(item: ImportItem): Promise<void>
  /** Writes what was taken in and is not yet written. */
  end(): Promise<void>
}

const chunkRows = 500
const chunkBytes = 1024 * 1024

/** For marks that are not compared with any. */
const noKey = Buffer.alloc(0)

/** Checks every item and writes nothing. */
export class DryWriter implements ItemWriter {
  readonly #report: ImportReport

  constructor(report: ImportReport) {
    this.#report = report
  }

  add(item: ImportItem): Promise<void> {
    const prepared = prepare(item, this.#report, noKey)
    if (prepared !== null) settle(prepared, 'written', this.#report)
    return Promise.resolve()
  }

  end(): Promise<void> {
    return Promise.resolve()
  }
}

/**
 * Writes items by mutations of the system, many in a transaction, one mutation each: so an item is there whole or not at all, and one
 * that did not change since it was imported is left alone, whatever became of its neighbours.
 */
export class LedgerWriter implements ItemWriter {
  readonly #ledger: Ledger
  readonly #report: ImportReport
  readonly #now: () => string
  readonly #markKey: Buffer
  readonly #queueIds: string[] = []
  #chunk: Prepared[] = []
  #rows = 0
  #bytes = 0
  /** The chunk being written while the next is read. */
  #pending: Promise<void> = Promise.resolve()

  /** `markKey`: the workspace's own, see `item-mark.ts`. */
  constructor(ledger: Ledger, report: ImportReport, { now, markKey }: { now: () => string; markKey: Buffer }) {
    this.#ledger = ledger
    this.#report = report
    this.#now = now
    this.#markKey = markKey
  }

  /** The queues of cases that were taken in. */
  get queueIds(): readonly string[] {
    return this.#queueIds
  }

  async add(item: ImportItem): Promise<void> {
    const prepared = prepare(item, this.#report, this.#markKey)
    if (prepared === null) return
    for (const { table, row } of prepared.rows) {
      if (table === 'queues' && row['kind'] === 'cases') this.#queueIds.push(row.id)
    }
    this.#chunk.push(prepared)
    this.#rows += prepared.rows.length
    this.#bytes += prepared.bytes
    if (this.#rows >= chunkRows || this.#bytes >= chunkBytes) await this.#flush()
  }

  async end(): Promise<void> {
    await this.#flush()
    await this.#pending
  }

  async #flush(): Promise<void> {
    await this.#pending
    const chunk = this.#chunk
    this.#chunk = []
    this.#rows = 0
    this.#bytes = 0
    if (chunk.length === 0) return
    this.#pending = this.#write(chunk)
    // A failure is answered by whoever awaits it next; until then it must not count as unhandled.
    this.#pending.catch(() => undefined)
  }

  /** What is stored is looked at and written under one lock, so that nobody's work can come in between. */
  async #write(chunk: readonly Prepared[]): Promise<void> {
    const due = await this.#ledger.inBatch(async (transaction) => {
      const found = await this.#sorted(transaction, chunk)
      if (found.due.length > 0) await this.#run(transaction, found.due)
      return found
    })
    // Only what was committed counts.
    for (const prepared of due.unchanged) settle(prepared, 'unchanged', this.#report)
    for (const { prepared } of due.due) settle(prepared, 'written', this.#report)
    for (const prepared of due.workedOn) {
      this.#report.leaveOut(
        prepared.places,
        'changed in the source, but worked on here since it was imported: left as it is here',
      )
    }
  }

  async #sorted(transaction: LedgerTransaction, chunk: readonly Prepared[]) {
    const stored = await transaction.stored(chunk.map(({ head }) => head))
    const heads = new Map(stored.map((row) => [`${row.table}/${row.id}`, row]))
    const unchanged: Prepared[] = []
    const workedOn: Prepared[] = []
    const due: { prepared: Prepared; version: number }[] = []
    for (const prepared of chunk) {
      const head = heads.get(`${prepared.head.table}/${prepared.head.id}`)
      if (head !== undefined && sourceOf(head.row)['mark'] === prepared.mark) unchanged.push(prepared)
      else if (head !== undefined && isWorkedOn(head)) workedOn.push(prepared)
      else due.push({ prepared, version: head?.version ?? 0 })
    }
    return { unchanged, workedOn, due }
  }

  async #run(transaction: LedgerTransaction, due: readonly { prepared: Prepared; version: number }[]): Promise<void> {
    const at = this.#now()
    const mutations = due.map(({ prepared, version }, index) => ({
      mid: index + 1,
      // The state it replaces belongs to its identity: the same content may come back after another.
      opId: stableId('import', prepared.head.table, prepared.head.id, prepared.mark, String(version)),
      name: 'rows.write',
      args: { rows: prepared.rows },
      at,
      dependsOn: [],
    }))
    const push = {
      actor: { kind: 'system' as const, name: 'import' as const },
      held: everything,
      clientId: null,
      mutations,
    }
    const { writes } = await runPushes(transaction, [push], this.#now)
    const refused = writes.mutations.find(({ outcome }) => 'refused' in outcome)
    // Every row was checked before: a refusal here is a fault of the program, and nothing is written.
    if (refused !== undefined) throw new TypeError(`An import was refused: ${JSON.stringify(refused.outcome)}`)
  }
}

function settle(prepared: Prepared, verdict: 'written' | 'unchanged', report: ImportReport): void {
  report.settle(prepared.places, verdict)
  for (const { table } of prepared.rows) report.rows(table, verdict)
}

/** Checks an item's rows and marks its first one; null, with the reason in the report, where a row does not fit its table. */
function prepare({ rows, places }: ImportItem, report: ImportReport, markKey: Buffer): Prepared | null {
  const checked: { table: TableName; row: AnyRow }[] = []
  for (const { table, row } of rows) {
    const parsed = tables[table].schema.safeParse(row)
    if (!parsed.success) {
      report.leaveOut(places, `does not fit: ${table}.${parsed.error.issues[0]?.path.join('.') ?? ''}`)
      return null
    }
    checked.push({ table, row: parsed.data as AnyRow })
  }
  const [first, ...others] = checked
  if (first === undefined) return null
  const text = JSON.stringify(checked)
  const mark = itemMark(checked, text, markKey)
  const head = { table: first.table, row: { ...first.row, source: { ...sourceOf(first.row), mark } } }
  return { rows: [head, ...others], head: { table: first.table, id: first.row.id }, mark, places, bytes: text.length }
}

const sourceOf = (row: AnyRow): { readonly [name: string]: unknown } => {
  const source = row['source']
  return typeof source === 'object' && source !== null ? (source as { [name: string]: unknown }) : {}
}

/** Whether an imported case was touched here: everything that happens on a case moves its `updatedAt`. */
const isWorkedOn = ({ table, row }: StoredRow): boolean =>
  table === 'cases' && row['updatedAt'] !== sourceOf(row)['asOf']
