import { MarketCode } from '#shared/domain/base.ts'
import { EscalationReason } from '#shared/domain/escalation.ts'
import { awayMinutesOf, raiseMinutesOf, takeUpMinutesOf } from '#shared/domain/queue.ts'
import type { QueueSettings } from '#shared/mutations/queue-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { changedOnly, numberIn, wordsIn, writtenList } from './written-list.ts'

type Queue = Row<'queues'>

/** How a queue is worked, as it is being written. Numbers and lists are texts until they are saved. */
export interface QueueDraft {
  readonly name: string
  readonly work: 'push' | 'pull'
  readonly markets: string
  readonly skills: string
  readonly isByLanguage: boolean
  /** Minutes; empty: never. */
  readonly takeUp: string
  readonly away: string
  /** Empty: nowhere. */
  readonly overflowTo: string
  readonly overflowAfter: string
  readonly isRoutedAnew: boolean
  /** Of a queue of Tier 2: what is handed to it; empty: whatever has no queue of its own. */
  readonly reasons: ReadonlySet<string>
  /** Minutes; empty: never. */
  readonly raise: string
  readonly teamIds: ReadonlySet<string>
  readonly siteIds: ReadonlySet<string>
}

const usualOverflow = 60

export const queueDraftOf = (queue: Queue): QueueDraft => ({
  name: queue.name,
  work: queue.work ?? 'pull',
  markets: writtenList(queue.markets ?? []),
  skills: writtenList(queue.skills ?? []),
  isByLanguage: queue.isByLanguage ?? false,
  takeUp: String(takeUpMinutesOf(queue) ?? ''),
  away: String(awayMinutesOf(queue)),
  overflowTo: queue.overflow?.queueId ?? '',
  overflowAfter: String(queue.overflow?.afterMinutes ?? usualOverflow),
  isRoutedAnew: queue.isRoutedAnew ?? true,
  reasons: new Set(queue.reasons),
  raise: String(raiseMinutesOf(queue) ?? ''),
  teamIds: new Set(queue.teamIds),
  siteIds: new Set(queue.siteIds),
})

/** What a queue that is new begins with. */
export const newQueue = (id: string): Queue => ({
  id,
  name: '',
  kind: 'cases',
  teamIds: [],
  siteIds: [],
  position: 0,
})

/** What keeps a draft from being saved. */
export type QueueFault = 'name' | 'markets' | 'take-up' | 'away' | 'overflow' | 'raise'

const marketsIn = (text: string): string[] => wordsIn(text.toUpperCase())
const day = 1440
const week = 7 * day

/** What is wrong in a draft, in the order in which it stands. */
export const queueFaults = (draft: QueueDraft): QueueFault[] => [
  ...(draft.name.trim() === '' ? ['name' as const] : []),
  ...(marketsIn(draft.markets).every((code) => MarketCode.safeParse(code).success) ? [] : ['markets' as const]),
  ...(draft.takeUp.trim() === '' || numberIn(draft.takeUp, 1, day) !== null ? [] : ['take-up' as const]),
  ...(numberIn(draft.away, 0, day) === null ? ['away' as const] : []),
  ...(draft.overflowTo === '' || numberIn(draft.overflowAfter, 1, week) !== null ? [] : ['overflow' as const]),
  ...(draft.raise.trim() === '' || numberIn(draft.raise, 1, week) !== null ? [] : ['raise' as const]),
]

type AllSettings = { [F in keyof QueueSettings]-?: Exclude<QueueSettings[F], undefined> }

/** All that a draft without faults says. */
function allOf(draft: QueueDraft): AllSettings {
  const { name, work, isByLanguage, isRoutedAnew, overflowTo } = draft
  const afterMinutes = numberIn(draft.overflowAfter, 1, week) ?? usualOverflow
  return {
    name: name.trim(),
    work,
    markets: marketsIn(draft.markets),
    skills: wordsIn(draft.skills),
    isByLanguage,
    takeUpMinutes: numberIn(draft.takeUp, 1, day),
    awayMinutes: numberIn(draft.away, 0, day) ?? awayMinutesOf({}),
    overflow: overflowTo === '' ? null : { afterMinutes, queueId: overflowTo },
    isRoutedAnew,
    reasons: EscalationReason.options.filter((reason) => draft.reasons.has(reason)),
    raiseMinutes: numberIn(draft.raise, 1, week),
    teamIds: [...draft.teamIds].sort(),
    siteIds: [...draft.siteIds].sort(),
  }
}

/** What a draft changes of a queue: nothing else is said, so that two who change different things do not undo each other. */
export function queueChanges(queue: Queue, draft: QueueDraft): QueueSettings {
  return changedOnly(allOf(queueDraftOf(queue)), allOf(draft))
}

/** The queue as it would be. */
export const queueAfter = (queue: Queue, draft: QueueDraft): Queue => ({ ...queue, ...allOf(draft) })
