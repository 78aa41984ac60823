import type { Case } from '#shared/domain/case.ts'
import type { Escalation, EscalationPacket } from '#shared/domain/escalation.ts'
import type { CaseEvent, Message } from '#shared/domain/message.ts'
import { raiseMinutesOf } from '#shared/domain/queue.ts'
import { escalationDue, raiseAtOf } from '#shared/mutations/escalation-raise.ts'
import { demoId, minutesAgo } from './demo-ids.ts'
import type { DemoBook } from './demo-book.ts'
import type { DemoCase, DemoEscalation } from './demo-shapes.ts'

type Turn = DemoEscalation['turns'][number]

/** What an escalation of the demo comes to: its row, the case's summary of it, and its events in the thread. */
export interface EscalationRows {
  readonly row: Escalation
  readonly summary: NonNullable<Case['escalation']>
  readonly events: readonly Message[]
}

/** The rows of an escalation: state, attempt and holder follow from its turns, as they do when people work it. */
export function escalationRows(of: DemoCase, written: DemoEscalation, market: string, book: DemoBook): EscalationRows {
  const { turns } = written
  const first = turns[0]
  const last = turns.at(-1)
  if (first === undefined || last === undefined)
    throw new Error(`The escalation of demo case ${of.number} has no turns.`)
  const submitted = turns.filter((turn) => turn.to === 'queued')
  const accepted = turns.findLast((turn) => turn.to === 'accepted')
  const held = last.to === 'accepted' || last.to === 'handed-back' ? accepted : undefined
  const holder = held && book.agent(held.by)
  const by = book.agent(first.by)
  const queue = book.queue(written.queue)
  const unclocked: Escalation = {
    id: demoId('escalations', of.number),
    caseId: demoId('cases', of.number),
    queueId: queue.id,
    state: last.to,
    attempt: submitted.length,
    packet: packetOf(of, written, market, book),
    byAgentId: by.id,
    byName: by.name,
    holderId: holder?.id ?? null,
    holderName: holder?.name ?? null,
    submittedAt: minutesAgo(book.now, submitted.at(-1)?.ago ?? first.ago),
    heldSince: held === undefined ? null : minutesAgo(book.now, held.ago),
    decision: written.decision,
    replyText: written.replyText,
    turns: turns.map((turn) => turnOf(turn, book)),
    source: null,
    externalRef: null,
    raiseMinutes: raiseMinutesOf(queue),
  }
  const row = { ...unclocked, raiseAt: raiseAtOf(unclocked) }
  return {
    row,
    summary: {
      id: row.id,
      state: row.state,
      queueId: row.queueId,
      attempt: row.attempt,
      byAgentId: by.id,
      holderId: row.holderId,
      since: row.submittedAt,
      due: escalationDue(row),
    },
    events: turns.map((turn, index) => eventOf(of, turn, index, book)),
  }
}

const turnOf = (turn: Turn, book: DemoBook): Escalation['turns'][number] => ({
  at: minutesAgo(book.now, turn.ago),
  byAgentId: book.agent(turn.by).id,
  byName: book.agent(turn.by).name,
  to: turn.to,
  reason: turn.reason ?? null,
  step: turn.step ?? null,
  sentence: turn.sentence ?? null,
})

function packetOf(of: DemoCase, written: DemoEscalation, market: string, book: DemoBook): EscalationPacket {
  const [number] = of.orders
  const sop = written.sop === null ? undefined : book.sop(written.sop)
  return {
    reason: written.reason,
    market,
    ask: written.ask,
    order:
      written.noOrder === undefined && number !== undefined
        ? { has: 'order', orderId: book.order(number).id, number }
        : { has: 'none', why: written.noOrder ?? '' },
    steps: written.steps.map(([step, result]) => ({ step, result })),
    sop: sop === undefined ? { has: 'none' } : { has: 'sop', sopId: sop.id, title: sop.title, version: sop.version },
    evidence: written.evidence,
    promise:
      written.promise === null
        ? { made: 'none' }
        : {
            made: 'yes',
            what: written.promise.what,
            dueAt: written.promise.dueAgo === null ? null : minutesAgo(book.now, written.promise.dueAgo),
          },
    legalClock: written.legalClock,
  }
}

function eventOf(of: DemoCase, turn: Turn, index: number, book: DemoBook): Message {
  const by = book.agent(turn.by)
  return {
    id: demoId('messages', of.number, `turn-${index}`),
    caseId: demoId('cases', of.number),
    kind: 'event',
    author: { kind: 'agent', id: by.id, name: by.name },
    text: '',
    html: null,
    at: minutesAgo(book.now, turn.ago),
    macroId: null,
    event: caseEvent(of, turn, index, book),
    source: null,
  }
}

function caseEvent(of: DemoCase, turn: Turn, index: number, book: DemoBook): CaseEvent {
  const escalation = of.escalation
  const queue = escalation === undefined ? '' : book.queue(escalation.queue).name
  switch (turn.to) {
    case 'queued':
      if (index === 0) return { name: 'escalation-submitted', detail: { queue, reason: escalation?.reason ?? '' } }
      return { name: 'escalation-resubmitted', detail: { queue, attempt: String(attemptAt(of, index)) } }
    case 'returned': {
      const { reason = '', step = '', sentence = '' } = turn
      return { name: 'escalation-returned', detail: { reason, step, sentence } }
    }
    case 'handed-back':
      return { name: 'escalation-handed-back', detail: { decision: escalation?.decision ?? '' } }
    default:
      return { name: `escalation-${turn.to}`, detail: {} }
  }
}

const attemptAt = (of: DemoCase, index: number): number =>
  (of.escalation?.turns ?? []).slice(0, index + 1).filter((turn) => turn.to === 'queued').length
