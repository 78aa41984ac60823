import { EscalationPacket, type EscalationReason } from '#shared/domain/escalation.ts'
import { fittingQueue } from '#shared/fitting-queue.ts'
import type { Row } from '#shared/tables.ts'

/** One line of the steps being written; `key` tells lines apart while they change. */
export interface StepDraft {
  readonly key: number
  readonly step: string
  readonly result: string
}

/** The hand-over to Tier 2 while it is being written. An empty text: not answered yet. */
export interface PacketDraft {
  readonly queueId: string
  /** The queue was chosen by hand, be it the one that was suggested: it stays, whatever the reason. */
  readonly isQueueByHand?: boolean
  readonly reason: EscalationReason | ''
  readonly ask: string
  /** An order's id, or `none`. */
  readonly order: string
  readonly whyNoOrder: string
  readonly steps: readonly StepDraft[]
  /** An SOP's id, or `none`. */
  readonly sop: string
  readonly evidence: string
  readonly promise: 'none' | 'yes' | ''
  readonly promiseWhat: string
  /** As a field for date and time gives it: local time, `2026-11-22T16:00`. */
  readonly promiseDue: string
  readonly legalClock: string
}

/** The draft with another reason: a queue that was suggested follows it, one that was chosen stays. */
export function withReason(
  draft: Pick<PacketDraft, 'queueId' | 'reason' | 'isQueueByHand'>,
  reason: EscalationReason,
  { queues, market }: { readonly queues: readonly Row<'queues'>[]; readonly market: string },
): Partial<PacketDraft> {
  const suggested = draft.reason === '' ? undefined : fittingQueue(queues, draft.reason, market)?.id
  const isChosen = draft.isQueueByHand === true || (draft.queueId !== '' && draft.queueId !== suggested)
  const next = isChosen ? undefined : fittingQueue(queues, reason, market)
  return next === undefined ? { reason } : { reason, queueId: next.id }
}

/** A part that must be there before anything is handed over. */
export type MissingPart =
  | 'queue'
  | 'reason'
  | 'ask'
  | 'order'
  | 'why-no-order'
  | 'steps'
  | 'sop'
  | 'evidence'
  | 'promise'
  | 'promise-what'
  | 'promise-due'

const isBlank = (text: string): boolean => text.trim() === ''
const isWhole = ({ step, result }: StepDraft): boolean => !isBlank(step) && !isBlank(result)
const isBegun = ({ step, result }: StepDraft): boolean => !isBlank(step) || !isBlank(result)

/** What is still missing, in the order of the form. A step without its result counts as missing. */
export function missingIn(draft: PacketDraft): MissingPart[] {
  const checks: [MissingPart, boolean][] = [
    ['queue', draft.queueId === ''],
    ['reason', draft.reason === ''],
    ['ask', isBlank(draft.ask)],
    ['order', draft.order === ''],
    ['why-no-order', draft.order === 'none' && isBlank(draft.whyNoOrder)],
    ['steps', !draft.steps.some(isWhole) || draft.steps.some((step) => isBegun(step) && !isWhole(step))],
    ['sop', draft.sop === ''],
    ['evidence', isBlank(draft.evidence)],
    ['promise', draft.promise === ''],
    ['promise-what', draft.promise === 'yes' && isBlank(draft.promiseWhat)],
    ['promise-due', draft.promise === 'yes' && draft.promiseDue !== '' && Number.isNaN(Date.parse(draft.promiseDue))],
  ]
  return checks.flatMap(([part, isMissing]) => (isMissing ? [part] : []))
}

/** What a packet refers to. */
export interface PacketRows {
  readonly market: string
  readonly order: Row<'orders'> | undefined
  readonly sop: Row<'sops'> | undefined
}

/** The packet as it is handed over, or null where something is missing or too long. */
export function packetOf(draft: PacketDraft, { market, order, sop }: PacketRows): EscalationPacket | null {
  const parsed = EscalationPacket.safeParse({
    reason: draft.reason,
    market,
    ask: draft.ask.trim(),
    order:
      draft.order === 'none'
        ? { has: 'none', why: draft.whyNoOrder.trim() }
        : { has: 'order', orderId: draft.order, number: order?.number ?? '' },
    steps: draft.steps.filter(isWhole).map(({ step, result }) => ({ step: step.trim(), result: result.trim() })),
    sop:
      draft.sop === 'none'
        ? { has: 'none' }
        : { has: 'sop', sopId: draft.sop, title: sop?.title ?? '', version: sop?.version },
    evidence: draft.evidence.trim(),
    promise:
      draft.promise === 'yes'
        ? { made: 'yes', what: draft.promiseWhat.trim(), dueAt: instantOf(draft.promiseDue) }
        : { made: 'none' },
    legalClock: isBlank(draft.legalClock) ? null : draft.legalClock.trim(),
  })
  return parsed.success ? parsed.data : null
}

/** What the draft says of steps, promise and legal clock so far; what is not whole yet is left out. */
export function saidSoFar(draft: PacketDraft): Pick<EscalationPacket, 'steps' | 'promise' | 'legalClock'> {
  const isPromise = draft.promise === 'yes' && !isBlank(draft.promiseWhat)
  const isTime = !Number.isNaN(Date.parse(draft.promiseDue))
  return {
    steps: draft.steps.filter(isWhole).map(({ step, result }) => ({ step: step.trim(), result: result.trim() })),
    promise: isPromise
      ? { made: 'yes', what: draft.promiseWhat.trim(), dueAt: isTime ? instantOf(draft.promiseDue) : null }
      : { made: 'none' },
    legalClock: isBlank(draft.legalClock) ? null : draft.legalClock.trim(),
  }
}

const instantOf = (local: string): string | null => (local === '' ? null : new Date(local).toISOString())

/** An instant as a field for date and time takes it. */
export function localTimeOf(at: string | null): string {
  if (at === null) return ''
  const date = new Date(at)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** A hand-over begun from what is on the screen: the case's order, and the SOP being read. */
export const freshDraft = (from: {
  orderId: string | undefined
  sopId: string | null
  queueId: string
}): PacketDraft => ({
  queueId: from.queueId,
  reason: '',
  ask: '',
  order: from.orderId ?? '',
  whyNoOrder: '',
  steps: [{ key: 1, step: '', result: '' }],
  sop: from.sopId ?? '',
  evidence: '',
  promise: '',
  promiseWhat: '',
  promiseDue: '',
  legalClock: '',
})

/** A hand-over to be completed: all that was said before. */
export const draftOf = (packet: EscalationPacket, queueId: string): PacketDraft => ({
  queueId,
  reason: packet.reason,
  ask: packet.ask,
  order: packet.order.has === 'order' ? packet.order.orderId : 'none',
  whyNoOrder: packet.order.has === 'none' ? packet.order.why : '',
  steps: packet.steps.map((step, index) => ({ key: index + 1, ...step })),
  sop: packet.sop.has === 'sop' ? packet.sop.sopId : 'none',
  evidence: packet.evidence,
  promise: packet.promise.made,
  promiseWhat: packet.promise.made === 'yes' ? packet.promise.what : '',
  promiseDue: packet.promise.made === 'yes' ? localTimeOf(packet.promise.dueAt) : '',
  legalClock: packet.legalClock ?? '',
})
