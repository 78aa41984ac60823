import { type Case, isOpenCase, snippetOf } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'
import type { Place } from '../import-report.ts'
import { marketOfLocale, unknownMarket } from '../markets.ts'
import { type MessageBody, withFileNames } from '../message-body.ts'
import type { Json, SourceRecord } from '../source-record.ts'
import { inOrder, threadSummary } from '../thread.ts'
import { type ImportItem, importRow } from '../formats/format.ts'
import type { DeskBook, KnownAgent, KnownParty } from './desk-book.ts'

/** What a source tells of a case, in our words. */
export interface CaseFacts {
  readonly externalId: string
  /** As people call it, e.g. `FD-12`. */
  readonly number: string
  readonly subject: string | null
  readonly status: Case['status']
  readonly priority: Case['priority']
  readonly queueId: string
  readonly locale: string | null
  readonly party: KnownParty
  /** Others with a part in it. */
  readonly others: readonly KnownParty[]
  readonly assignee: KnownAgent | null
  readonly tags: readonly string[]
  readonly createdAt: string
  readonly updatedAt: string
  readonly satisfaction: Case['satisfaction']
  readonly fields: { readonly [name: string]: Json }
  readonly messages: readonly Message[]
}

/** A case with its thread. `places` are the lines it was made from. */
export function caseItem(book: DeskBook, facts: CaseFacts, places: readonly Place[]): ImportItem {
  const messages = inOrder(facts.messages)
  const workers = messages.flatMap(({ author }) => (author.kind === 'agent' ? [author.id] : []))
  for (const id of [...workers, facts.assignee?.id ?? null]) if (id !== null) book.worked(id, facts.queueId)
  const row = importRow('cases', caseRow(book, facts, messages))
  return { rows: [row, ...messages.map((message) => importRow('messages', message))], places }
}

function caseRow(book: DeskBook, facts: CaseFacts, messages: readonly Message[]): Case {
  const { party, status } = facts
  const locale = facts.locale ?? party.locale
  const writers = messages.flatMap(({ author }) => (author.kind === 'party' && author.id !== null ? [author.id] : []))
  const subject = facts.subject?.trim() ?? ''
  return {
    id: book.id('cases', facts.externalId),
    number: facts.number.slice(0, 40),
    subject: subject === '' ? snippetOf(messages[0]?.text ?? '') : subject,
    status,
    priority: facts.priority,
    queueId: facts.queueId,
    market: locale === null || party.market !== unknownMarket ? party.market : marketOfLocale(locale),
    locale,
    partyId: party.id,
    partyKind: party.kind,
    partyName: party.name,
    partyIds: [...new Set([party.id, ...writers, ...facts.others.map(({ id }) => id)])],
    orderIds: [],
    assigneeId: facts.assignee?.id ?? null,
    tags: [...facts.tags],
    createdAt: facts.createdAt,
    updatedAt: facts.updatedAt,
    ...threadSummary(messages, isOpenCase({ status })),
    escalation: null,
    satisfaction: facts.satisfaction,
    fields: { ...facts.fields },
    // So that a later import can tell whether somebody worked on the case here since.
    source: { ...book.source(facts.externalId), asOf: facts.updatedAt },
  }
}

/** What a source tells of a message. `createdAt` is the case's: a message without a time, or before its case, is dated as the case. */
export interface MessageFacts {
  readonly record: SourceRecord
  readonly caseExternalId: string
  readonly createdAt: string
  /** Null: known by its place in the thread, `index`. */
  readonly externalId: string | null
  readonly index: number
  readonly isNote: boolean
  readonly author: Message['author']
  readonly body: MessageBody
  readonly fileNames: readonly string[]
  readonly at: string | null
}

/** One entry of a thread. */
export function messageOf(book: DeskBook, facts: MessageFacts): Message {
  const { record, caseExternalId, externalId, index } = facts
  if (externalId === null) record.coerced(`${record.noun}: a message without an id: known by its place in the thread`)
  const key = externalId ?? `#${index}`
  return {
    id: book.id('messages', caseExternalId, key),
    caseId: book.id('cases', caseExternalId),
    kind: facts.isNote ? 'note' : 'reply',
    author: { ...facts.author, name: facts.author.name.slice(0, 200).toWellFormed() },
    ...withFileNames(facts.body, facts.fileNames),
    at: timeOf(facts),
    macroId: null,
    event: null,
    source: book.source(externalId ?? `${caseExternalId}#${index}`),
  }
}

function timeOf({ record, at, createdAt }: MessageFacts): string {
  if (at !== null && at >= createdAt) return at
  record.coerced(
    `${record.noun}: a message ${at === null ? 'without a date' : 'dated before its case'}: dated as its case`,
  )
  return createdAt
}

/** Messages by their ids: where one comes twice, such as in a list and in its case, the later one counts. */
export function eachOnce(messages: readonly { readonly message: Message; readonly record: SourceRecord }[]): Message[] {
  const found = new Map<string, Message>()
  for (const { message, record } of messages) {
    if (found.has(message.id))
      record.coerced(`${record.noun}: a message that came before in its case: the later one counts`)
    found.set(message.id, message)
  }
  return [...found.values()]
}

/** Since when and until when a case was worked on; 1970 and in the report where nothing tells. */
export function caseTimes(
  record: SourceRecord,
  created: string,
  updated: readonly string[],
): { createdAt: string; updatedAt: string } {
  const createdAt = record.instant(created)
  const updatedAt = updated.reduce<string | null>((found, name) => found ?? record.instant(name), null)
  if (createdAt === null)
    record.coerced(`${record.noun}.${created} is missing: taken as ${updatedAt === null ? '1970' : 'its last change'}`)
  const from = createdAt ?? updatedAt ?? new Date(0).toISOString()
  return { createdAt: from, updatedAt: updatedAt !== null && updatedAt > from ? updatedAt : from }
}

/** Our word for a value there; `fallback`, in the report, where there is none. Nothing at all is the fallback as well. */
export function wordOf<T>(record: SourceRecord, name: string, words: ReadonlyMap<string, T>, fallback: T): T {
  const written = record.text(name, 60)?.trim().toLowerCase() ?? ''
  const word = words.get(written)
  if (word === undefined && written !== '')
    record.coerced(`${record.noun}.${name} is not known: taken as ${String(fallback)}`)
  return word ?? fallback
}
