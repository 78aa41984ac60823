import type { Message } from '#shared/domain/message.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import type { ChildSpool } from '../child-spool.ts'
import { caseItem, caseTimes, eachOnce, messageOf, wordOf } from '../desk/desk-case.ts'
import type { DeskBook, KnownAgent, KnownParty } from '../desk/desk-book.ts'
import { forAgent, forEveryone, macroItem } from '../desk/desk-macros.ts'
import { nameOf, partyItem, requesterOf } from '../desk/desk-people.ts'
import { queueIdOf, queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { marketOfCountry, marketOfLocale } from '../markets.ts'
import { fileNames, longestText, messageBody } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import { chatwootActions } from './chatwoot-actions.ts'
import { fieldsOf, keptFields } from '../kept-fields.ts'
import type { ImportFormat, ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.chatwoot

/**
 * The pages of Chatwoot's API, one file for each of its lists: `GET /api/v1/accounts/:id/conversations` as `conversations.json`, the
 * messages of every conversation together in `messages.ndjson`, and so on.
 */
export const chatwoot: ImportFormat = {
  name: 'chatwoot',
  nouns: new Set(['inboxes', 'teams', 'agents', 'contacts', 'canned_responses', 'macros', 'conversations', 'messages']),
  signs: [
    ['conversations', 'inbox_id'],
    ['messages', 'message_type'],
    ['macros', 'account_id'],
    ['canned_responses', 'short_code'],
    ['contacts', 'phone_number'],
    ['inboxes', 'channel_type'],
  ],
  notRead: new Map([['labels', 'a label is a tag, and comes with the conversations that have it']]),
  async *read(folder, report) {
    const reading = new DeskReading('chatwoot', folder, report)
    const { book } = reading
    yield* reading.items('inboxes', 'an inbox', (record, id) => placeItem(record, book, 'inbox', id))
    yield* reading.items('teams', 'a team', (record, id) => placeItem(record, book, 'team', id))
    for await (const record of reading.records('agents')) noteAgent(record, book)
    yield* reading.items('contacts', 'a contact', (record, id) => contactItem(record, book, id))
    yield* reading.items('canned_responses', 'a canned response', (record, id) => cannedItem(record, book, id))
    yield* reading.items('macros', 'a macro', (record, id) => chatwootMacroItem(record, book, id))
    const spool = await reading.spool('messages', 'a message', 'conversation_id')
    try {
      yield* reading.items('conversations', 'a conversation', (record, id) =>
        conversationItem(record, reading, spool, id),
      )
      yield* reading.last(spool)
    } finally {
      await spool.close()
    }
  },
}

/** Inboxes and teams both hold conversations, and may have the same ids. */
const placeItem = (record: SourceRecord, book: DeskBook, kind: 'inbox' | 'team', id: string): ImportItem =>
  queueItem(record, book, {
    key: `${kind}:${id}`,
    name: record.text('name', 120),
    kind: kind === 'team' ? 'Team' : 'Inbox',
  })

function noteAgent(record: SourceRecord, book: DeskBook): void {
  const externalId = record.id('id')
  if (externalId === null) return record.leaveOut('an agent without an id')
  record.ignore(
    'account_id',
    'thumbnail',
    'availability_status',
    'auto_offline',
    'available_name',
    'confirmed',
    'provider',
  )
  if (record.text('role', 40) === 'administrator') record.coerced('agents.role administrator: taken as a Tier 1 agent')
  book.noteAgent(
    {
      externalId,
      name: nameOf(record, record.text('name', 200), 'Agent', externalId),
      role: 'tier-1',
      locale: null,
      isActive: true,
      externalQueueIds: [],
    },
    record.place,
  )
  record.reportRest()
}

function contactItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  const attributes = record.record('additional_attributes')
  const country = attributes?.text('country_code', 10) ?? attributes?.text('country', 100) ?? null
  record.ignore('thumbnail', 'availability_status', 'contact_inboxes', 'last_activity_at', 'account_id')
  return partyItem(record, book, {
    externalId,
    kind: 'customer',
    name: nameOf(record, record.text('name', 200), 'Contact', externalId),
    email: record.text('email', 320),
    phone: record.text('phone_number', 60),
    locale: null,
    market: (country === null ? null : marketOfCountry(country)) ?? marketOfLocale(null),
    tags: record.words('labels'),
    createdAt: record.instant('created_at'),
    fields: { ...fieldsOf(record, 'additional_attributes'), ...fieldsOf(record, 'custom_attributes') },
    reference: record.text('identifier', 200),
  })
}

function cannedItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  record.ignore('account_id', 'created_at', 'updated_at')
  const facts = {
    externalId: `canned:${externalId}`,
    title: record.text('short_code', 300),
    texts: [{ text: record.text('content', longestText) ?? '', isHtml: false }],
    isNote: false,
    actions: [],
    locale: null,
    isActive: true,
    usageCount: 0,
    scopes: forEveryone,
  }
  return macroItem(record, book, facts, placeholderTables.chatwoot)
}

function chatwootMacroItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  record.ignore('account_id', 'created_at', 'updated_at', 'updated_by', 'updated_by_id')
  const visibility = record.text('visibility', 20) ?? 'global'
  const isPersonal = visibility === 'personal' || visibility === '0'
  const creator = record.record('created_by')?.id('id') ?? record.id('created_by_id')
  fileNames(record, 'files', 'filename')
  const facts = {
    externalId,
    title: record.text('name', 300),
    ...chatwootActions(record, book),
    locale: null,
    isActive: true,
    usageCount: 0,
    scopes: isPersonal ? forAgent(record, book, creator) : forEveryone,
  }
  return macroItem(record, book, facts, placeholderTables.chatwoot)
}

async function conversationItem(
  record: SourceRecord,
  reading: DeskReading,
  spool: ChildSpool,
  externalId: string,
): Promise<ImportItem> {
  const { book } = reading
  const meta = record.record('meta')
  const attributes = record.record('additional_attributes')
  const locale = attributes?.locale('conversation_language') ?? attributes?.locale('browser_language') ?? null
  const party = contactOf(record, meta, book)
  const times = caseTimes(record, 'created_at', ['last_activity_at', 'updated_at', 'timestamp'])
  const queue = placeOf(record, meta, book)
  const spooled = await spool.take(externalId, reading.report)
  const thread = { externalId, party, createdAt: times.createdAt }
  const messages = [...record.records('messages'), ...spooled].map((message, index) => ({
    record: message,
    message: messageFrom(message, index, thread, book),
  }))
  record.ignore(
    'account_id',
    'uuid',
    'unread_count',
    'agent_last_seen_at',
    'assignee_last_seen_at',
    'contact_last_seen_at',
  )
  record.ignore(
    'can_reply',
    'muted',
    'last_non_activity_message',
    'first_reply_created_at',
    'waiting_since',
    'timestamp',
    'updated_at',
  )
  const facts = {
    externalId,
    number: `CW-${externalId}`,
    subject: attributes?.text('mail_subject', 500) ?? null,
    status: wordOf(record, 'status', statuses, 'open' as const),
    priority: wordOf(record, 'priority', priorities, 'normal' as const),
    queueId: queue,
    locale,
    party,
    others: [],
    assignee: assigneeOf(record, meta, book),
    tags: record.words('labels'),
    ...times,
    satisfaction: null,
    fields: {
      ...fieldsOf(record, 'custom_attributes'),
      ...keptFields(record, ['snoozed_until']),
      ...channelOf(meta),
    },
    messages: eachOnce(messages),
  }
  record.reportRest()
  return caseItem(book, facts, [record.place, ...spooled.map(({ place }) => place)])
}

/** The team that has the conversation, else the inbox that it came into. */
function placeOf(record: SourceRecord, meta: SourceRecord | null, book: DeskBook): string {
  const team = meta?.record('team') ?? null
  const teamId = team?.id('id') ?? record.id('team_id')
  const inboxId = record.id('inbox_id')
  const key = teamId !== null ? `team:${teamId}` : inboxId !== null ? `inbox:${inboxId}` : null
  return queueIdOf(record, book, key, team?.text('name', 120) ?? null)
}

function contactOf(record: SourceRecord, meta: SourceRecord | null, book: DeskBook): KnownParty {
  const sender = meta?.record('sender') ?? null
  const externalId = sender?.id('id') ?? record.record('contact')?.id('id') ?? record.id('contact_id')
  return requesterOf(record, book, externalId, {
    name: sender?.text('name', 200) ?? null,
    email: sender?.text('email', 320) ?? null,
    phone: sender?.text('phone_number', 60) ?? null,
  })
}

function assigneeOf(record: SourceRecord, meta: SourceRecord | null, book: DeskBook): KnownAgent | null {
  const externalId = meta?.record('assignee')?.id('id') ?? record.id('assignee_id')
  const agent = book.agent(externalId)
  if (externalId !== null && agent === null)
    record.coerced('conversations: assigned to someone who is no agent of the export: left unassigned')
  return agent
}

const channelOf = (meta: SourceRecord | null): { channel?: string } => {
  const channel = meta?.text('channel', 60) ?? null
  return channel === null ? {} : { channel: channel.replace(/^Channel::/, '') }
}

interface Thread {
  readonly externalId: string
  readonly party: KnownParty
  readonly createdAt: string
}

/** 0 incoming, 1 outgoing, 2 what happened, 3 by a template; the words are those of webhooks. */
function messageFrom(record: SourceRecord, index: number, thread: Thread, book: DeskBook): Message {
  const type = record.text('message_type', 20) ?? ''
  const isActivity = type === '2' || type === 'activity'
  const isIncoming = type === '0' || type === 'incoming'
  const files = fileNames(record, 'attachments', 'file_name').map((name, at) => nameInAddress(record, at) ?? name)
  const message = messageOf(book, {
    record,
    caseExternalId: thread.externalId,
    createdAt: thread.createdAt,
    externalId: record.id('id'),
    index,
    isNote: isActivity || record.flag('private') === true,
    author: isActivity
      ? { kind: 'system', id: null, name: 'Chatwoot' }
      : isIncoming
        ? { kind: 'party', id: thread.party.id, name: thread.party.name }
        : deskAuthor(record, book),
    body:
      files.length > 0 && (record.text('content', longestText) ?? '') === ''
        ? { text: '', html: null }
        : messageBody(record, { html: null, plain: record.text('content', longestText) }, 'a message'),
    fileNames: files,
    at: record.instant('created_at'),
  })
  record.ignore(
    'conversation_id',
    'inbox_id',
    'account_id',
    'status',
    'content_type',
    'source_id',
    'echo_id',
    'updated_at',
  )
  record.ignore(
    'sender_type',
    'conversation',
    'processed_message_content',
    'sentiment',
    'external_source_ids',
    'attachment',
  )
  record.reportRest()
  return message
}

/** Chatwoot tells of a file by its address only; the name is the last part of that. */
function nameInAddress(record: SourceRecord, index: number): string | null {
  const address = record.records('attachments')[index]?.text('data_url', 2000) ?? ''
  const name = /\/([^/?#]+)(?:[?#].*)?$/.exec(address)?.[1]
  try {
    return name === undefined ? null : decodeURIComponent(name)
  } catch {
    // Not an address that was written properly: as it stands, it still says something.
    return name ?? null
  }
}

function deskAuthor(record: SourceRecord, book: DeskBook): Message['author'] {
  const sender = record.record('sender')
  const externalId = sender?.id('id') ?? record.id('sender_id')
  const isBot = sender?.text('type', 20) === 'agent_bot' || record.text('sender_type', 20) === 'AgentBot'
  const agent = isBot ? null : book.agent(externalId)
  if (agent !== null) return { kind: 'agent', id: agent.id, name: agent.name }
  const name = sender?.text('name', 200)?.trim() ?? ''
  if (!isBot) record.coerced('a message by someone who is no agent of the export: shown as written by the system')
  return { kind: 'system', id: null, name: name === '' ? 'Chatwoot' : name }
}
