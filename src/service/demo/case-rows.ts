import { type Case, isOpenCase, snippetOf } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'
import { attachmentsOf } from './demo-attachments.ts'
import type { DemoBook } from './demo-book.ts'
import { demoId, minutesAgo } from './demo-ids.ts'
import type { DemoCase, DemoCases, DemoMessage } from './demo-shapes.ts'
import { type EscalationRows, escalationRows } from './escalation-rows.ts'
import { messagesOf } from './thread-pattern.ts'

/** A case of the demo with its thread, oldest message first, and its escalation if it has one. */
export interface CaseRows {
  readonly row: Case
  readonly messages: readonly Message[]
  readonly escalation: EscalationRows['row'] | null
}

/** The rows of one written case. What a list shows of it is worked out from the thread, never written twice. */
export function caseRows(written: DemoCase, of: Pick<DemoCases, 'queue' | 'market'>, book: DemoBook): CaseRows {
  const escalation =
    written.escalation === undefined ? null : escalationRows(written, written.escalation, of.market, book)
  const turns = [...written.thread, ...(written.pattern === undefined ? [] : messagesOf(written.pattern))]
  const spoken = turns.map((turn, index) => messageRow(written, turn, index, book))
  // The sort keeps the order of the writing where two things happened in the same minute.
  const messages = [...spoken, ...(escalation?.events ?? [])].sort((a, b) => a.at.localeCompare(b.at))
  const party = book.party(written.party)
  const orders = written.orders.map(book.order)
  const row: Case = {
    id: demoId('cases', written.number),
    number: written.number,
    subject: written.subject,
    status: written.status,
    priority: written.priority,
    queueId: book.queue(of.queue).id,
    market: of.market,
    locale: written.locale ?? party.locale,
    partyId: party.id,
    partyKind: party.kind,
    partyName: party.name,
    partyIds: [
      ...new Set([
        party.id,
        ...orders.flatMap((order) => [order.customerId ?? party.id, ...order.sellerIds]),
        ...written.with.map((slug) => book.party(slug).id),
      ]),
    ],
    orderIds: orders.map((order) => order.id),
    assigneeId: written.assignee === null ? null : book.agent(written.assignee).id,
    tags: written.tags,
    ...threadSummary(messages, written),
    escalation: escalation?.summary ?? null,
    satisfaction: written.satisfaction,
    fields: written.fields,
    source: null,
    driverId: book.driverIdOf(written.number),
    ...snoozeOf(written, book),
    ...followingOf(written, messages, book),
  }
  return { row, messages, escalation: escalation?.row ?? null }
}

function snoozeOf({ snooze }: DemoCase, book: DemoBook): Pick<Case, 'snooze'> {
  if (snooze === undefined) return {}
  const until = snooze.until === null ? null : minutesAgo(book.now, snooze.until)
  return { snooze: { until, byAgentId: book.agent(snooze.by).id, at: minutesAgo(book.now, snooze.ago) } }
}

/** Who follows the case, and who has not looked at its last reply, or at the note that names them. */
function followingOf(
  { followers, unseen }: DemoCase,
  messages: readonly Message[],
  book: DemoBook,
): Pick<Case, 'followerIds' | 'unseen'> {
  const marks = (unseen ?? []).flatMap(({ agent, what }) => {
    const agentId = book.agent(agent).id
    const isMeant = ({ kind, mentionIds = [] }: Message): boolean =>
      what === 'reply' ? kind === 'reply' : mentionIds.includes(agentId)
    const message = messages.findLast(isMeant)
    return message === undefined ? [] : [{ agentId, what, at: message.at, messageId: message.id }]
  })
  return {
    ...(followers === undefined ? {} : { followerIds: followers.map((slug) => book.agent(slug).id) }),
    ...(marks.length === 0 ? {} : { unseen: marks }),
  }
}

function messageRow(of: DemoCase, turn: DemoMessage, index: number, book: DemoBook): Message {
  return {
    id: demoId('messages', of.number, `${index}`),
    caseId: demoId('cases', of.number),
    kind: turn.note ? 'note' : 'reply',
    author: authorOf(of, turn.by, book),
    text: typeof turn.text === 'string' ? turn.text : turn.text.join('\n\n'),
    html: null,
    at: minutesAgo(book.now, turn.ago),
    macroId: turn.macro === undefined ? null : book.macro(turn.macro).id,
    event: null,
    source: null,
    ...(turn.note ? {} : partiesOf(of, turn, book)),
    ...(turn.files === undefined ? {} : { attachments: attachmentsOf(of, turn, index) }),
    ...(turn.mentions === undefined ? {} : { mentionIds: turn.mentions.map((slug) => book.agent(slug).id) }),
  }
}

/** Who else than the case's own party wrote a turn, or was sent it. */
function partiesOf(of: DemoCase, { by, to }: DemoMessage, book: DemoBook): Pick<Message, 'partyIds'> {
  const other = book.isAgent(by) ? to : by === 'party' || by === of.party ? undefined : by
  return other === undefined ? {} : { partyIds: [book.party(other).id] }
}

function authorOf(of: DemoCase, by: string, book: DemoBook): Message['author'] {
  if (book.isAgent(by)) return { kind: 'agent', id: book.agent(by).id, name: book.agent(by).name }
  const party = book.party(by === 'party' ? of.party : by)
  return { kind: 'party', id: party.id, name: party.name }
}

type Summary = Pick<
  Case,
  | 'createdAt'
  | 'updatedAt'
  | 'lastReplyId'
  | 'lastReplyAt'
  | 'lastReplyBy'
  | 'waitingSince'
  | 'messageCount'
  | 'snippet'
>

function threadSummary(messages: readonly Message[], written: DemoCase): Summary {
  const first = messages[0]
  const last = messages.at(-1)
  if (first === undefined || last === undefined) throw new Error(`The demo case ${written.number} has no messages.`)
  const lastReply = messages.findLast((message) => message.kind === 'reply')
  const lastSpoken = messages.findLast((message) => message.kind !== 'event')
  return {
    createdAt: first.at,
    updatedAt: last.at,
    lastReplyId: lastReply?.id ?? null,
    lastReplyAt: lastReply?.at ?? null,
    lastReplyBy: lastReply === undefined ? null : sideOf(lastReply),
    waitingSince: isOpenCase(written) ? waitingSince(messages) : null,
    messageCount: messages.length,
    snippet: snippetOf(lastSpoken?.text ?? ''),
  }
}

const sideOf = (message: Message): 'party' | 'desk' => (message.author.kind === 'party' ? 'party' : 'desk')

/** When the party wrote the first message that no reply of the desk has followed. */
function waitingSince(messages: readonly Message[]): string | null {
  // What others wrote, or were sent, is no answer to the case's own party.
  const replies = messages.filter((message) => message.kind === 'reply' && message.partyIds === undefined)
  const answered = replies.findLastIndex((message) => sideOf(message) === 'desk')
  return replies[answered + 1]?.at ?? null
}
