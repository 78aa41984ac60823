import { ChildSpool } from '../child-spool.ts'
import type { ImportItem } from '../formats/format.ts'
import type { ImportReport } from '../import-report.ts'
import { type SourceFolder, pageNames } from '../source-folder.ts'
import type { SourceRecord } from '../source-record.ts'
import { type Identity, uniqueRecords } from '../unique-records.ts'
import { DeskBook } from './desk-book.ts'
import { agentItems, mentionedItems } from './desk-people.ts'
import { unknownQueueItems } from './desk-queues.ts'

/** One pass over an export of a desk: what is common to every system that is read. */
export class DeskReading {
  readonly book: DeskBook
  readonly report: ImportReport
  readonly #folder: SourceFolder

  constructor(system: string, folder: SourceFolder, report: ImportReport) {
    this.book = new DeskBook(system)
    this.report = report
    this.#folder = folder
  }

  /** The records of a noun, each id once. */
  records(noun: string, identityOf?: Identity): AsyncGenerator<SourceRecord> {
    return uniqueRecords(this.#folder, noun, [noun, ...pageNames], this.report, identityOf)
  }

  /** The items that the records of a noun come to; one without an id is reported. */
  async *items(
    noun: string,
    what: string,
    map: (record: SourceRecord, externalId: string) => ImportItem | null | Promise<ImportItem | null>,
  ): AsyncGenerator<ImportItem> {
    for await (const record of this.records(noun)) {
      const externalId = record.id('id')
      const item = externalId === null ? null : await map(record, externalId)
      if (externalId === null) record.leaveOut(`${what} without an id`)
      if (item !== null) yield item
    }
  }

  /** Notes what the records of a noun name for others. */
  async use(noun: string, what: string, note: (record: SourceRecord, externalId: string) => void): Promise<void> {
    for await (const record of this.records(noun)) {
      const externalId = record.id('id')
      if (externalId === null) {
        record.leaveOut(`${what} without an id`)
        continue
      }
      note(record, externalId)
      this.report.settle([record.place], 'used')
    }
  }

  /** Sets the records of a noun aside by the parent that one of their fields names. */
  async spool(noun: string, what: string, parentField: string): Promise<ChildSpool> {
    const spool = await ChildSpool.open(noun)
    for await (const record of this.records(noun)) {
      const parentId = record.id(parentField)
      if (parentId === null) record.leaveOut(`${what} that names no case`)
      else await spool.add(parentId, record)
    }
    return spool
  }

  /** What is known only now: those whom only cases tell of, the agents with their queues, and the lines that belong to no case. */
  async *last(spool?: ChildSpool, what = 'a message'): AsyncGenerator<ImportItem> {
    yield* unknownQueueItems(this.book)
    yield* mentionedItems(this.book)
    yield* agentItems(this.book)
    if (spool === undefined) return
    for await (const record of spool.left(this.report)) record.leaveOut(`${what} of a case that is not in the export`)
  }
}
