import { DisputeKind, type OnExpiry } from '#shared/domain/dispute-deadline.ts'
import { disputeMoves } from '#shared/domain/dispute-state.ts'
import type { DisputeClock, MoneyOutcome } from '#shared/domain/dispute.ts'
import type { DisputeStepName } from '#renderer/workspace/dispute-request.ts'
import { say, sayAge, sayAhead, sayMoney } from '#renderer/words/say.ts'

/** What a dispute is about, in words; what another system called it as it stands. */
export function kindWords(kind: string): string {
  const known = DisputeKind.safeParse(kind).data
  return known === undefined ? kind.replaceAll('-', ' ') : say(`dispute-kind.${known}`)
}

const others = ['opened', 'evidence', 'overdue'] as const

/** One thing that happened to a dispute, in words. */
export function turnWords(what: string): string {
  const known = disputeMoves.find((move) => move === what) ?? others.find((other) => other === what)
  return known === undefined ? what : say(`dispute-turn.${known}`)
}

/** Steps that are called otherwise once they are taken. */
const doing = [
  'ask-seller',
  'request-evidence',
  'evidence',
  'decide',
  'appeal',
  'decide-appeal',
  'close',
  'go-on',
  'lift-hold',
] as const

/** A step that is offered, in words. The money has not gone yet when somebody has it paid out. */
export function stepWords(step: DisputeStepName): string {
  if (step === 'execute') return say('dispute.pay-out')
  const named = doing.find((one) => one === step)
  return named === undefined ? say(`dispute-turn.${step}`) : say(`dispute-step.${named}`)
}

/** What is said in passing once a step was taken. */
export const notedWords = (what: DisputeStepName): string => say('dispute.noted', { what: turnWords(what) })

/** What comes of a deadline by itself, in words. */
export const expiryWords = (onExpiry: OnExpiry): string =>
  onExpiry === 'tell-desk' ? say('dispute.tell-desk') : say(`dispute-turn.${onExpiry}`)

/** Who has until when, or why nobody has. `now` in milliseconds since 1970. */
export function clockWords(clock: DisputeClock, now: number): string {
  if (!clock.runs) return say(`dispute-no-clock.${clock.why}`)
  const who = say(`dispute-holder.${clock.holder}`)
  if (clock.overdueSince !== null || Date.parse(clock.at) <= now) {
    return say('dispute.overdue', { who, age: sayAge(clock.at, now) })
  }
  return say('dispute.due', { who, at: sayAhead(clock.at, now) })
}

export const moneyWords = ({ amount, currency, paidBy }: MoneyOutcome): string =>
  amount === 0 ? say('dispute.no-money') : say(`dispute-paid.${paidBy}`, { amount: sayMoney(amount, currency) })
