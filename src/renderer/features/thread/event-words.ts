import type { CaseEvent } from '#shared/domain/message.ts'
import { CaseStatus } from '#shared/domain/case.ts'
import { ClockKind } from '#shared/domain/case-clock.ts'
import { ActionKind, ActionState } from '#shared/domain/desk-action.ts'
import { disputeMoves } from '#shared/domain/dispute-state.ts'
import { EscalationReason, ReturnReason } from '#shared/domain/escalation.ts'
import { say, sayList, sayMoney } from '#renderer/words/say.ts'

const statusWord = (status: string | undefined): string => {
  const known = CaseStatus.safeParse(status).data
  return known === undefined ? (status ?? '') : say(`status.${known}`)
}

const reasonWord = (reason: string | undefined): string => {
  const asked = EscalationReason.safeParse(reason).data
  if (asked !== undefined) return say(`escalation-reason.${asked}`)
  const returned = ReturnReason.safeParse(reason).data
  return returned === undefined ? (reason ?? '') : say(`return-reason.${returned}`)
}

// The source may know neither where it went nor under which number.
function externalWords({ queue = '', reference = '' }: CaseEvent['detail']): string {
  if (queue === '') return say('event.external-escalation-bare')
  return reference === ''
    ? say('event.external-escalation-queue', { queue })
    : say('event.external-escalation', { queue, reference })
}

const givenBackReasons = ['away', 'offline', 'site-down', 'end-of-shift', 'lying'] as const

function routingWords(name: 'case-given-back' | 'case-overflowed', detail: CaseEvent['detail']): string {
  const { agent = '', why, from = '', to = '', minutes = '' } = detail
  if (name === 'case-overflowed') return say('event.case-overflowed', { from, to, minutes })
  const known = givenBackReasons.find((one) => one === why) ?? 'offline'
  return say(`event.case-given-back.${known}`, { agent, minutes })
}

/** Which clocks ran out, and whether that raised the case. */
function ranOutWords({ kinds = '', level = '0' }: CaseEvent['detail']): string {
  const clocks = sayList(
    kinds.split(',').flatMap((kind) => {
      const known = ClockKind.safeParse(kind).data
      return known === undefined ? [] : say(`clock.kind.${known}`)
    }),
  )
  return level === '0' ? say('event.clock-ran-out', { clocks }) : say('event.clock-ran-out-raised', { clocks, level })
}

const otherTurns = ['opened', 'evidence', 'overdue'] as const
const disputeWord = (what: string | undefined): string => {
  const known = disputeMoves.find((move) => move === what) ?? otherTurns.find((other) => other === what)
  return known === undefined ? (what ?? '') : say(`dispute-turn.${known}`)
}

function actionWord({ kind, amount, currency }: CaseEvent['detail']): string {
  const known = ActionKind.safeParse(kind).data
  const word = known === undefined ? (kind ?? '') : say(`action-kind.${known}`)
  if (amount === undefined || currency === undefined) return word
  return say('action.of-amount', { action: word, amount: sayMoney(Number(amount), currency) })
}

const actionStateWord = (state: string | undefined): string => {
  const known = ActionState.safeParse(state).data
  return known === undefined ? (state ?? '') : say(`action-state.${known}`)
}

type Handover = 'escalation-submitted' | 'escalation-resubmitted' | 'escalation-rejected' | 'escalation-returned'

/** A turn of an escalation that says where it goes, or why. */
function handoverWords(name: Handover, detail: CaseEvent['detail'], by: string): string {
  const { queue = '', attempt = '', sentence = '' } = detail
  const reason = reasonWord(detail['reason'])
  switch (name) {
    case 'escalation-submitted':
      return say(`event.${name}`, { by, queue, reason })
    case 'escalation-resubmitted':
      return say(`event.${name}`, { by, queue, attempt })
    case 'escalation-rejected':
    case 'escalation-returned':
      return say(`event.${name}`, { by, reason, sentence })
  }
}

/** What happened on a case, as one quiet line. `by` is who did it, already in words. */
export function eventWords({ name, detail }: CaseEvent, by: string): string {
  switch (name) {
    case 'case-imported':
      return detail['system'] === undefined
        ? say('event.case-imported-bare')
        : say('event.case-imported', { system: detail['system'] })
    case 'external-escalation':
      return externalWords(detail)
    case 'status-changed':
      return say('event.status-changed', { by, status: statusWord(detail['status']) })
    case 'escalation-submitted':
    case 'escalation-resubmitted':
    case 'escalation-rejected':
    case 'escalation-returned':
      return handoverWords(name, detail, by)
    case 'clock-ran-out':
      return ranOutWords(detail)
    case 'dispute-moved':
      return say('event.dispute-moved', { by, what: disputeWord(detail['what']) })
    case 'action-became':
      return say('event.action-became', { by, action: actionWord(detail), state: actionStateWord(detail['state']) })
    case 'case-given-back':
    case 'case-overflowed':
      return routingWords(name, detail)
    default:
      return say(`event.${name}`, { ...detail, by })
  }
}
