import type { CaseClock, ClockHolder } from './domain/case-clock.ts'
import { type Case, type CaseEscalation, channelOf, isOpenCase } from './domain/case.ts'
import { holderOfClock } from './clocks/clock-holder.ts'
import type { DeskAction } from './domain/desk-action.ts'
import type { Escalation, EscalationPacket, ReturnReason } from './domain/escalation.ts'
import { maskEmail, maskPhone } from './domain/mask.ts'
import type { Message } from './domain/message.ts'
import type { SopRun } from './domain/sop-run.ts'
import { plainText } from './written-text.ts'

/** Everything on a case that a summary of it is put together from. */
export interface BriefSource {
  readonly row: Case
  /** What Tier 1 says of it; null where nothing is known of that. */
  readonly packet: Pick<EscalationPacket, 'steps' | 'promise' | 'legalClock'> | null
  /** The escalations of the case. */
  readonly escalations: readonly Escalation[]
  readonly runs: readonly SopRun[]
  readonly actions: readonly DeskAction[]
  /** The thread, oldest first; null where it is not on this computer. */
  readonly messages: readonly Message[] | null
  /** What a macro is called; undefined where that is not known. */
  readonly macroTitle: (macroId: string) => string | undefined
}

/** A line of what happened. Of the thread only the parties are quoted, with contact details masked: replies of the desk are counted, notes left out. */
export type Happened =
  | { readonly is: 'came'; readonly at: string; readonly channel: string | null }
  | { readonly is: 'said'; readonly at: string; readonly by: string; readonly text: string; readonly isLast: boolean }
  | {
      readonly is: 'talk'
      readonly fromParties: number
      readonly fromDesk: number
      readonly firstReplyAt: string | null
    }
  | { readonly is: 'waits'; readonly since: string }
  | {
      readonly is: 'given-back'
      readonly at: string
      readonly kind: 'returned' | 'rejected'
      readonly reason: ReturnReason | null
      readonly sentence: string
    }
  | { readonly is: 'decided'; readonly at: string; readonly decision: string }

/** Something that was tried, and what came of it. */
export type Tried =
  | { readonly is: 'step'; readonly step: string; readonly result: string }
  | {
      readonly is: 'macro'
      readonly at: string
      readonly by: string
      /** Null: a macro that this computer does not know. */
      readonly title: string | null
      /** When a party wrote for the first time after it; null: none has. */
      readonly answeredAt: string | null
    }
  | {
      readonly is: 'run'
      readonly at: string
      readonly title: string
      readonly version: number
      readonly state: SopRun['state']
      readonly done: readonly { readonly step: string; readonly choice: string | null; readonly note: string | null }[]
      readonly steps: number
      readonly why: string | null
    }
  | { readonly is: 'action'; readonly at: string; readonly action: DeskAction }

type Dated = Exclude<Tried, { is: 'step' }>

/** What the party was promised and still waits for. */
export type Promised =
  | { readonly is: 'said'; readonly what: string; readonly dueAt: string | null }
  /** Ordered and not carried out yet. */
  | { readonly is: 'ordered'; readonly at: string; readonly action: DeskAction }

/** What runs on the case: its clocks, what Tier 2 owes, the step of its dispute, and what Tier 1 wrote of a law. */
export type BriefClock =
  | { readonly is: 'case'; readonly clock: CaseClock; readonly holder: ClockHolder; readonly dueAt: string | null }
  | { readonly is: 'escalation'; readonly by: NonNullable<CaseEscalation['due']>['by']; readonly dueAt: string }
  | { readonly is: 'dispute'; readonly dueAt: string }
  | { readonly is: 'named'; readonly text: string; readonly dueAt: null }

/** A case in a few lines, each a fact with its time: worked out from rows, so that it is the same in every window and without a network. */
export interface CaseBrief {
  readonly happened: readonly Happened[]
  readonly tried: readonly Tried[]
  readonly promised: readonly Promised[]
  readonly clocks: readonly BriefClock[]
  /** Whether the thread was there to read. */
  readonly isThreadRead: boolean
}

/** So many macros, runs and actions of each kind: the latest. */
const mostOfEach = 5
const longestQuote = 280

const address = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;:!?]+/gu
const phone = /(?<![\p{L}\p{N}#-])\+?\d[\d\s().-]{6,}\d(?![\p{L}\p{N}])/gu
const digits = /\d/g
const fewestDigits = 9

/** A text without ways to reach anybody: addresses and what looks like a number to call are masked. Short numbers, such as those of orders, stay. */
export const withoutContacts = (text: string): string =>
  text
    .replace(address, (found) => maskEmail(found))
    .replace(phone, (found) => ((found.match(digits)?.length ?? 0) >= fewestDigits ? maskPhone(found) : found))

/** The beginning of a party's text on one line. */
function quoteOf({ text }: Message): string {
  const line = withoutContacts(plainText(text).replace(/\s+/gu, ' ').trim())
  const letters = Array.from(line)
  return letters.length <= longestQuote ? line : `${letters.slice(0, longestQuote - 1).join('')}…`
}

const isFromParty = ({ kind, author }: Message): boolean => kind === 'reply' && author.kind === 'party'
const isFromDesk = ({ kind, author }: Message): boolean => kind === 'reply' && author.kind !== 'party'

function talkOf(messages: readonly Message[]): Happened[] {
  const said = messages.filter(isFromParty)
  const answered = messages.filter(isFromDesk)
  const [first, last] = [said[0], said.at(-1)]
  const quote = (message: Message, isLast: boolean): Happened => ({
    is: 'said',
    at: message.at,
    by: message.author.name,
    text: quoteOf(message),
    isLast,
  })
  return [
    ...(first === undefined ? [] : [quote(first, false)]),
    {
      is: 'talk',
      fromParties: said.length,
      fromDesk: answered.length,
      firstReplyAt: answered[0]?.at ?? null,
    },
    ...(last === undefined || last === first ? [] : [quote(last, true)]),
  ]
}

/** What Tier 2 has said of the case before, oldest first. */
const turnsOf = (escalations: readonly Escalation[]): Happened[] =>
  escalations
    .flatMap((escalation) =>
      escalation.turns.flatMap(({ to, at, reason, sentence }): (Happened & { readonly at: string })[] => {
        if (to === 'returned' || to === 'rejected') {
          return [{ is: 'given-back', at, kind: to, reason, sentence: sentence ?? '' }]
        }
        const isDecision = to === 'handed-back' || to === 'resolved'
        return isDecision && escalation.decision !== null ? [{ is: 'decided', at, decision: escalation.decision }] : []
      }),
    )
    .sort((a, b) => a.at.localeCompare(b.at, 'en'))

function macrosIn(messages: readonly Message[], macroTitle: BriefSource['macroTitle']): Dated[] {
  return messages.flatMap((message) => {
    const ids = message.macroIds ?? (message.macroId === null ? [] : [message.macroId])
    const answer = messages.find((later) => isFromParty(later) && later.at > message.at)
    return ids.map((id): Dated => ({
      is: 'macro',
      at: message.at,
      by: message.author.name,
      title: macroTitle(id) ?? null,
      answeredAt: answer?.at ?? null,
    }))
  })
}

const runOf = ({ startedAt, title, version, state, done, steps, why }: SopRun): Dated => ({
  is: 'run',
  at: startedAt,
  title,
  version,
  state,
  done: done.map(({ key, choice, note }) => {
    const step = steps.find((one) => one.key === key)
    return {
      step: step?.title ?? key,
      choice: step?.choices?.find((one) => one.key === choice)?.label ?? null,
      note: note ?? null,
    }
  }),
  steps: steps.length,
  why: why ?? null,
})

const byTime = <T extends { readonly at: string }>(lines: readonly T[]): T[] =>
  [...lines].sort((a, b) => a.at.localeCompare(b.at, 'en'))

function triedOn({ packet, runs, actions, messages, macroTitle }: BriefSource): Tried[] {
  const asked = actions.map((action): Dated => ({ is: 'action', at: action.asked.at, action }))
  const kinds = [macrosIn(messages ?? [], macroTitle), runs.map(runOf), asked]
  return [
    ...(packet?.steps ?? []).map((step): Tried => ({ is: 'step', ...step })),
    ...byTime(kinds.flatMap((lines) => byTime(lines).slice(-mostOfEach))),
  ]
}

function promisedOn({ packet, actions }: BriefSource): Promised[] {
  const promise = packet?.promise
  return [
    ...(promise?.made === 'yes' ? ([{ is: 'said', what: promise.what, dueAt: promise.dueAt }] as const) : []),
    ...actions.flatMap((action): Promised[] =>
      action.state === 'ordered' && action.ordered !== null ? [{ is: 'ordered', at: action.ordered.at, action }] : [],
    ),
  ]
}

// What stands still has no end: it comes last.
const latest = '9999'
const dueText = ({ dueAt }: BriefClock): string => dueAt ?? latest

/** What runs on the case, whichever is due first at the top. */
export function clocksOn(row: Case, legalClock: string | null): BriefClock[] {
  const running = isOpenCase(row) ? (row.clocks ?? []).filter(({ endedAt }) => endedAt === undefined) : []
  const due = row.escalation?.due ?? null
  const dispute = row.dispute?.dueAt ?? null
  const clocks: BriefClock[] = [
    ...running.map((clock) => ({ is: 'case' as const, clock, holder: holderOfClock(clock, row), dueAt: clock.dueAt })),
    ...(due === null ? [] : [{ is: 'escalation' as const, by: due.by, dueAt: due.at }]),
    ...(dispute === null ? [] : [{ is: 'dispute' as const, dueAt: dispute }]),
    ...(legalClock === null ? [] : [{ is: 'named' as const, text: legalClock, dueAt: null }]),
  ]
  return clocks.sort((a, b) => dueText(a).localeCompare(dueText(b), 'en'))
}

/** The summary of a case for whoever is to decide it: what happened, what was tried with its results, what was promised, and which clocks run. */
export function briefOf(source: BriefSource): CaseBrief {
  const { row, packet, escalations, messages } = source
  return {
    happened: [
      { is: 'came', at: row.createdAt, channel: channelOf(row) },
      ...talkOf(messages ?? []).filter((line) => messages !== null || line.is !== 'talk'),
      ...turnsOf(escalations),
      ...(row.waitingSince === null ? [] : [{ is: 'waits' as const, since: row.waitingSince }]),
    ],
    tried: triedOn(source),
    promised: promisedOn(source),
    clocks: clocksOn(row, packet?.legalClock ?? null),
    isThreadRead: messages !== null,
  }
}
