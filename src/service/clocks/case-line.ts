import type { Case } from '#shared/domain/case.ts'
import { languageOf } from '#shared/domain/base.ts'
import type { Queue } from '#shared/domain/queue.ts'
import type { SopMarks } from '#shared/domain/sop-mark.ts'
import { type Candidate, type InLine, type Wanted, byTurn, unfitFor, urgencyOf } from '#shared/routing.ts'
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
  | 'overflowed'
>

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
  readonly cases = new SortedList<CaseInLine>(byTurn)
  readonly fit = new Set<C>()
  readonly ready = new Set<C>()

  constructor(wanted: Wanted) {
    this.wanted = wanted
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
export const lineKey = (row: Pick<RoutedCase, 'market' | 'locale'>, queue: Queue): string =>
  `${queue.id}/${row.market}/${queue.isByLanguage === true && row.locale !== null ? languageOf(row.locale) : ''}`

/** The case as it stands in a line of this queue. */
export const inLine = (row: RoutedCase, queue: Queue, since: string): CaseInLine => ({
  id: row.id,
  urgency: urgencyOf(row.priority),
  rank: queue.rank ?? 0,
  since,
  row,
})
