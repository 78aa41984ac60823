import type { Queue } from '#shared/domain/queue.ts'
import { waitsSince } from '#shared/routing.ts'
import type { RoutedCase } from './case-line.ts'
import { SortedList } from './sorted-list.ts'

/** A case that has lain for too long. */
export interface Overdue {
  readonly caseId: string
  readonly fromQueueId: string
  readonly toQueueId: string
}

interface Entry extends Overdue {
  readonly dueAt: number
}

const byDue = (a: Entry, b: Entry): number =>
  a.dueAt - b.dueAt || (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0)

/** Since when nobody has had a case in its queue, and when it is passed on for that. Times in milliseconds since 1970. */
export class Lying {
  readonly #since = new Map<string, number>()
  readonly #entries = new Map<string, Entry>()
  readonly #due = new SortedList<Entry>(byDue)

  /** Nobody has the case from now on. `isFollowed`: it was seen to come to this; else it may have been so for as long as it waits. */
  began(row: RoutedCase, isFollowed: boolean): void {
    const overflowed = row.overflowed === null || row.overflowed === undefined ? 0 : Date.parse(row.overflowed.at)
    const since = Date.parse(isFollowed ? row.updatedAt : waitsSince(row))
    this.#since.set(row.id, Math.max(since, overflowed))
  }

  forget(id: string): void {
    this.unfile(id)
    this.#since.delete(id)
  }

  /** Files it by when it is due in this queue. It does not go back to where it came from when nobody was free there. */
  file(row: RoutedCase, queue: Queue): void {
    const { overflow } = queue
    const since = this.#since.get(row.id)
    if (overflow === null || overflow === undefined || since === undefined) return
    if (row.overflowed?.fromQueueId === overflow.queueId || overflow.queueId === queue.id) return
    const dueAt = since + overflow.afterMinutes * 60_000
    this.#put({ caseId: row.id, fromQueueId: queue.id, toQueueId: overflow.queueId, dueAt })
  }

  unfile(id: string): void {
    const entry = this.#entries.get(id)
    if (entry === undefined) return
    this.#entries.delete(id)
    this.#due.remove(entry)
  }

  /** What is due, at most `most`; due again after a rest, should it stay where it is. */
  due(now: number, restMs: number, most: number): Overdue[] {
    const due: Entry[] = []
    for (let first = this.#due.at(0); first !== undefined && first.dueAt <= now && due.length < most;) {
      due.push(first)
      this.unfile(first.caseId)
      first = this.#due.at(0)
    }
    for (const entry of due) this.#put({ ...entry, dueAt: now + restMs })
    return due.map(({ caseId, fromQueueId, toQueueId }) => ({ caseId, fromQueueId, toQueueId }))
  }

  #put(entry: Entry): void {
    this.unfile(entry.caseId)
    this.#entries.set(entry.caseId, entry)
    this.#due.add(entry)
  }
}
