import { type Queue, isPushed, takeUpMinutesOf } from '#shared/domain/queue.ts'
import { untouchedSince } from '#shared/routing.ts'
import type { RoutedCase } from './case-line.ts'

/** A case that its agent was given and has not opened for too long. */
export interface LeftCase {
  readonly caseId: string
  readonly agentId: string
  readonly queueId: string
  /** When it was given to them, as it stands in its row. */
  readonly givenAt: string
}

/** Cases that were given to somebody who has not looked at them yet. */
export class Untouched {
  readonly #cases = new Map<string, LeftCase>()

  put(row: RoutedCase): void {
    const givenAt = untouchedSince(row)
    if (givenAt === null || row.assigneeId === null) this.#cases.delete(row.id)
    else this.#cases.set(row.id, { caseId: row.id, agentId: row.assigneeId, queueId: row.queueId, givenAt })
  }

  forget(caseId: string): void {
    this.#cases.delete(caseId)
  }

  /** Whether it is this agent who has not opened the case. */
  isOf(caseId: string, agentId: string): boolean {
    return this.#cases.get(caseId)?.agentId === agentId
  }

  /**
   * Those that have lain for longer than their queue allows, counted from when the agent was there for them: `hereSince`, or null while they
   * are not, which is a matter of leases and of going away. Times in milliseconds since 1970.
   */
  due(
    now: number,
    queueOf: (id: string) => Queue | undefined,
    hereSince: (agentId: string) => number | null,
  ): LeftCase[] {
    return [...this.#cases.values()].filter(({ queueId, agentId, givenAt }) => {
      const queue = queueOf(queueId)
      const minutes = queue === undefined || !isPushed(queue) ? null : takeUpMinutesOf(queue)
      const since = minutes === null ? null : hereSince(agentId)
      return minutes !== null && since !== null && Math.max(since, Date.parse(givenAt)) + minutes * 60_000 <= now
    })
  }
}
