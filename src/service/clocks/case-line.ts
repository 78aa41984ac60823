import { type Case, channelOf } from '#shared/domain/case.ts'
import { languageOf } from '#shared/domain/base.ts'
import type { Queue } from '#shared/domain/queue.ts'
import type { SopMarks } from '#shared/domain/sop-mark.ts'
import { type Candidate, type InLine, type Wanted, byTurn, unfitFor, urgencyOf, workOf } from '#shared/routing.ts'
import { owedSops } from '#shared/sop-gates.ts'
import { SortedList } from './sorted-list.ts'

/** What routing looks at of a case. */
export type RoutedCase = Pick<
  Case,
  | 'id'
  | 'status'
  | 'priority'
  | 'queueId'
  | 'market'
  | 'locale'
  | 'assigneeId'
  | 'claim'
  | 'waitingSince'
  | 'createdAt'
  | 'updatedAt'
  | 'escalation'
  | 'snooze'
  | 'routed'
  | 'leftLying'
  | 'overflowed'
> & {
  /** Where it came in. */
  readonly channel: string | null
}

/** What the pool keeps of a case, as work for whoever is to do it. */
export function routedOf(row: Case): RoutedCase {
  const work = workOf(row)
  const { id, status, priority, queueId, market, locale, assigneeId, claim, waitingSince } = work
  const { createdAt, updatedAt, escalation, snooze, routed, leftLying, overflowed } = work
  const [where, who, when] = [
    { queueId, market, locale, channel: channelOf(work) },
    { assigneeId, claim, routed, leftLying },
    { waitingSince, createdAt, updatedAt, snooze, overflowed },
  ]
  return { id, status, priority, escalation, ...where, ...who, ...when }
}

/** A case in its line. */
export interface CaseInLine extends InLine {
  readonly row: RoutedCase
}

/** Somebody with what they have acknowledged. */
interface Acknowledging {
  readonly marks: SopMarks | undefined
}

/**
 * Cases of one queue that ask the same of an agent, in the order they are given out in, and the agents who are fit for them; `ready` are those
 * of them who could take one now. So a decision looks at the heads of the lines, and at those who are ready for the one it is about.
 */
export class CaseLine<C extends Candidate & Acknowledging> {
  readonly wanted: Wanted
  readonly channel: string | null
  readonly cases = new SortedList<CaseInLine>(byTurn)
  readonly fit = new Set<C>()
  readonly ready = new Set<C>()

  constructor(wanted: Wanted, channel: string | null) {
    this.wanted = wanted
    this.channel = channel
  }

  get isMoving(): boolean {
    return this.cases.size > 0 && this.ready.size > 0
  }

  /** Takes a look at an agent whose row is new or changed. */
  regard(candidate: C): void {
    const { queue, market } = this.wanted
    // What is asked for from a later instant on is judged by the rule that writes the case down.
    const owes = owedSops(queue, market, candidate.marks, '').length > 0
    if (!owes && unfitFor(candidate.agent, this.wanted) === null) this.fit.add(candidate)
    else this.drop(candidate)
  }

  drop(candidate: C): void {
    this.fit.delete(candidate)
    this.ready.delete(candidate)
  }
}

/** What cases that stand in one line have in common. */
export const lineKey = (row: Pick<RoutedCase, 'market' | 'locale' | 'channel'>, queue: Queue): string => {
  const language = queue.isByLanguage === true && row.locale !== null ? languageOf(row.locale) : ''
  return `${queue.id}/${row.market}/${language}/${row.channel ?? ''}`
}

/** The case as it stands in a line of this queue. */
export const inLine = (row: RoutedCase, queue: Queue, since: string): CaseInLine => ({
  id: row.id,
  urgency: urgencyOf(row.priority),
  rank: queue.rank ?? 0,
  since,
  row,
})
