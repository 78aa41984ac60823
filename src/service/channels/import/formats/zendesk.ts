import type { ImportReport } from '../import-report.ts'
import type { SourceFolder } from '../source-folder.ts'
import type { SourceRecord } from '../source-record.ts'
import { uniqueRecords } from '../unique-records.ts'
import type { ImportFormat, ImportItem } from './format.ts'
import { articleItem } from './zendesk-articles.ts'
import { ZendeskBook } from './zendesk-book.ts'
import { knownEscalation } from './zendesk-escalations.ts'
import { escalationQueueItem, groupItem, unknownGroupItem } from './zendesk-groups.ts'
import { zendeskMacroItem } from './zendesk-macros.ts'
import { disputeItem, orderItem } from './zendesk-orders.ts'
import { unknownRequesterItem } from './zendesk-requester.ts'
import { ticketItem } from './zendesk-tickets.ts'
import { agentItem, knownUser, organizationItem, userItem } from './zendesk-users.ts'

// The name of the list inside the file, where it is another than the file's own.
const listNames: { readonly [noun: string]: readonly string[] } = { articles_stub: ['articles_stub', 'articles'] }

const notRead: ReadonlyMap<string, string> = new Map(
  ['queries', 'queries_kb_link', 'kb_link_log', 'next_macro', 'next_action'].map((noun) => [
    noun,
    'not part of a Zendesk export: questions for measuring search and suggestions',
  ]),
)

/** The files of a Zendesk export as its API and its full export name them, with the orders, disputes and escalations of a marketplace. */
export const zendesk: ImportFormat = {
  name: 'zendesk',
  nouns: new Set(
    'ticket_fields groups escalations organizations users orders disputes articles articles_stub macros tickets'.split(
      ' ',
    ),
  ),
  signs: [
    ['tickets', 'assignee_id'],
    ['macros', 'restriction'],
    ['users', 'role'],
    ['articles', 'locale'],
    ['organizations', 'organization_fields'],
  ],
  notRead,
  // What names others comes after them, but for the parties and agents that only the tickets make known.
  async *read(folder, report) {
    const reading = new Reading(folder, report)
    await reading.namesOfFields()
    yield* reading.items('groups', groupItem)
    yield* reading.escalationQueues()
    yield* reading.items('organizations', organizationItem)
    yield* reading.users()
    yield* reading.items('orders', orderItem)
    yield* reading.items('disputes', disputeItem)
    yield* reading.items('articles', articleItem)
    yield* reading.items('articles_stub', articleItem)
    yield* reading.items('macros', zendeskMacroItem)
    yield* reading.items('tickets', ticketItem)
    yield* reading.agents()
    yield* reading.unknown()
    reading.reportLeftEscalations()
  },
}

type Mapping = (record: SourceRecord, book: ZendeskBook) => ImportItem | null

/** One pass over an export. */
class Reading {
  readonly #folder: SourceFolder
  readonly #report: ImportReport
  readonly #book = new ZendeskBook()

  constructor(folder: SourceFolder, report: ImportReport) {
    this.#folder = folder
    this.#report = report
  }

  async *items(noun: string, map: Mapping): AsyncGenerator<ImportItem> {
    for await (const record of this.#records(noun)) {
      const item = map(record, this.#book)
      if (item !== null) yield item
    }
  }

  async namesOfFields(): Promise<void> {
    for await (const record of this.#records('ticket_fields')) {
      const id = record.id('id')
      const title = record.text('title', 100)
      if (id === null || title === null) record.leaveOut('a ticket field without an id or a title')
      else {
        this.#book.fieldTitles.set(id, title)
        this.#report.settle([record.place], 'used')
      }
    }
  }

  async *escalationQueues(): AsyncGenerator<ImportItem> {
    for await (const record of this.#records('escalations')) {
      const known = knownEscalation(record, this.#book)
      if (known !== null && !this.#book.escalationQueues.has(known.to)) yield escalationQueueItem(known.to, this.#book)
    }
  }

  async *users(): AsyncGenerator<ImportItem> {
    for await (const record of this.#records('users')) {
      const user = knownUser(record, this.#book)
      if (user !== null && !user.isAgent) yield userItem(user, record)
    }
  }

  /** Last, for only now is it known in which queues they worked. */
  *agents(): Generator<ImportItem> {
    for (const [externalId, record] of this.#book.agents) {
      const user = this.#book.users.get(externalId)
      if (user !== undefined) yield agentItem(user, record, this.#book)
    }
  }

  /** Those whom tickets name and no line describes. */
  *unknown(): Generator<ImportItem> {
    for (const key of this.#book.unknownGroups) yield unknownGroupItem(key, this.#book)
    for (const externalId of this.#book.unknownRequesters) yield unknownRequesterItem(externalId)
  }

  reportLeftEscalations(): void {
    for (const { record } of [...this.#book.escalations.values()].flat()) {
      record.leaveOut('an escalation of a ticket that is not in the export')
    }
  }

  /** The records of a noun, each id once. */
  #records(noun: string): AsyncGenerator<SourceRecord> {
    return uniqueRecords(this.#folder, noun, listNames[noun] ?? [noun], this.#report, (record) => {
      const id = noun === 'escalations' ? null : record.id('id')
      // The languages of an article may share an id.
      return id === null ? null : `${id} ${noun === 'articles' ? (record.locale('locale') ?? '') : ''}`
    })
  }
}
