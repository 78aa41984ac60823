import type { AgentStatus } from '#shared/domain/agent-status.ts'
import type { Agent } from '#shared/domain/agent.ts'
import { type Queue, isPushed } from '#shared/domain/queue.ts'
import type { Site } from '#shared/domain/site.ts'
import type { SopMarks } from '#shared/domain/sop-mark.ts'
import { byTurn, chosenFor, isInWork, isOwed, isUnattended, unready, waitsSince } from '#shared/routing.ts'
import { type CaseInLine, CaseLine, type RoutedCase, inLine, lineKey } from './case-line.ts'
import { Lying } from './lying.ts'
import { type Stranded, strandedOf } from './stranded.ts'
import { Untouched } from './untouched.ts'
import { Worker } from './worker.ts'

/** Somebody is to be given a case. */
export interface Decision {
  readonly caseId: string
  readonly queueId: string
  readonly agentId: string
  readonly siteId: string | null
}

const isReadyFor = (worker: Worker, line: CaseLine<Worker>): boolean =>
  worker.isReady && line.fit.has(worker) && worker.hasRoomBy(line.channel)

/**
 * Everything that decides who gets which case, in memory, followed row by row: a change costs what it changes, and a decision looks neither at
 * the cases that wait nor at agents who have no room. Pure but for what it is told; times are milliseconds since 1970.
 */
export class RoutingPool {
  readonly queues = new Map<string, Queue>()
  readonly workers = new Map<string, Worker>()
  /** Cases that nobody has, in queues that pass them on after a while. */
  readonly lying = new Lying()
  /** Cases that somebody has been given and has not opened. */
  readonly untouched = new Untouched()
  readonly #cases = new Map<string, RoutedCase>()
  readonly #down = new Set<string>()
  readonly #lines = new Map<string, CaseLine<Worker>>()
  /** Where each case that waits stands. */
  readonly #places = new Map<string, { readonly line: CaseLine<Worker>; readonly at: CaseInLine }>()
  readonly #given = new Map<string, string>()
  /** Cases that a decision did not stick to: not tried again before then. */
  readonly #aside = new Map<string, number>()

  putQueue(id: string, queue: Queue | null): void {
    if (queue === null) this.queues.delete(id)
    else this.queues.set(id, queue)
    const its = [...this.#cases.values()].filter(({ queueId }) => queueId === id)
    for (const row of its) this.#unfile(row.id)
    for (const [key, { wanted }] of this.#lines) if (wanted.queue.id === id) this.#lines.delete(key)
    for (const row of its) this.#file(row)
  }

  putAgent(id: string, agent: Agent | null): void {
    const worker = this.#worker(id)
    worker.become(agent)
    worker.isSiteDown = worker.agent.siteId !== null && this.#down.has(worker.agent.siteId)
    for (const line of this.#lines.values()) line.regard(worker)
    this.#turnOut(worker)
  }

  putMarks(id: string, marks: SopMarks | null): void {
    const worker = this.#worker(id)
    worker.marks = marks ?? undefined
    for (const line of this.#lines.values()) line.regard(worker)
    this.#turnOut(worker)
  }

  putStatus(id: string, status: AgentStatus | null): void {
    const worker = this.#worker(id)
    worker.say(status)
    this.#ready(worker)
  }

  putSite(id: string, site: Site | null): void {
    const isDown = site?.down !== null && site?.down !== undefined
    if (isDown) this.#down.add(id)
    else this.#down.delete(id)
    for (const worker of this.workers.values()) {
      if (worker.agent.siteId !== id) continue
      worker.isSiteDown = isDown
      this.#ready(worker)
    }
  }

  putCase(id: string, row: RoutedCase | null): void {
    const before = this.#cases.get(id)
    const now = row !== null && isInWork(row) ? row : undefined
    this.#unfile(id)
    this.#own(id, before, now)
    if (now === undefined) {
      this.#cases.delete(id)
      this.#aside.delete(id)
      this.lying.forget(id)
      this.untouched.forget(id)
      return
    }
    this.untouched.put(now)
    for (const { agentId, at } of now.leftLying ?? []) this.#left(agentId, Date.parse(at))
    this.#cases.set(id, now)
    if (!isUnattended(now)) this.lying.forget(id)
    else if (before === undefined || !isUnattended(before) || before.queueId !== now.queueId) {
      this.lying.began(now, before !== undefined)
    }
    this.#file(now)
  }

  /** Cases whose agents are not there for them. */
  stranded(now: number): Stranded[] {
    const find = { row: (id: string) => this.#cases.get(id), queue: (id: string) => this.queues.get(id) }
    return [...this.workers.values()].flatMap((worker) => strandedOf(worker, now, find))
  }

  /** Somebody did something: whoever left a case lying is there again. */
  stirred(agentId: string, now: number): void {
    const worker = this.#worker(agentId)
    worker.stirred(now)
    this.#ready(worker)
  }

  #left(agentId: string, at: number): void {
    const worker = this.#worker(agentId)
    worker.left(at)
    this.#ready(worker)
  }

  /** The next case to give out, and to whom: kept for them until it is settled. Null where nobody is ready for any that waits. */
  next(now: number): Decision | null {
    const found = this.#nextFit()
    if (found === null) return null
    const { worker, row } = found
    this.#unfile(row.id)
    this.#given.set(row.id, worker.id)
    worker.give(row.id, now, row.channel)
    this.#ready(worker)
    return { caseId: row.id, queueId: row.queueId, agentId: worker.id, siteId: worker.agent.siteId }
  }

  /** A decision was carried out, or came to nothing: then the case is left alone for a while. */
  settle(caseId: string, restUntil: number): void {
    const agentId = this.#given.get(caseId)
    if (agentId === undefined) return
    this.#given.delete(caseId)
    const worker = this.#worker(agentId)
    worker.settle(caseId)
    this.#ready(worker)
    const row = this.#cases.get(caseId)
    if (row === undefined || !isUnattended(row)) return
    this.#aside.set(caseId, restUntil)
    this.#file(row)
  }

  /** Takes up again what was left alone for long enough. */
  wake(now: number): void {
    for (const [id, until] of this.#aside) {
      if (until > now) continue
      this.#aside.delete(id)
      const row = this.#cases.get(id)
      if (row === undefined) continue
      this.#unfile(id)
      this.#file(row)
    }
  }

  /** Among the heads of all lines that move, the first by turn that somebody is ready for. */
  #nextFit(): { readonly worker: Worker; readonly row: RoutedCase } | null {
    const at = new Map<CaseLine<Worker>, number>()
    for (const line of this.#lines.values()) if (line.isMoving) at.set(line, 0)
    for (;;) {
      let first: { readonly line: CaseLine<Worker>; readonly item: CaseInLine } | null = null
      for (const [line, index] of at) {
        const item = line.cases.at(index)
        if (item !== undefined && (first === null || byTurn(item, first.item) < 0)) first = { line, item }
      }
      if (first === null) return null
      const { line, item } = first
      const worker = chosenFor(item.row, line.ready)
      if (worker !== null) return { worker, row: item.row }
      // Only whoever gave it back is ready: the one behind it may go to them.
      at.set(line, (at.get(line) ?? 0) + 1)
    }
  }

  /** Takes the case from who had it to who has it. Most changes leave it where it is, and then nobody comes free in between. */
  #own(id: string, before: RoutedCase | undefined, now: RoutedCase | undefined): void {
    const [from, to] = [before?.assigneeId ?? null, now?.assigneeId ?? null]
    if (from !== null && from !== to) {
      const left = this.#worker(from)
      left.drop(id)
      this.#ready(left)
    }
    if (to === null || now === undefined) return
    const owner = this.#worker(to)
    owner.take(id, isOwed(now), now.channel)
    if (now.routed?.agentId === to) owner.idleSince = Math.max(owner.idleSince, Date.parse(now.routed.at))
    if (now.routed?.agentId === to && now.routed.openedAt !== undefined) owner.stirred(Date.parse(now.routed.openedAt))
    this.#ready(owner)
  }

  /** Puts a case that nobody has where it waits. */
  #file(row: RoutedCase): void {
    const queue = this.queues.get(row.queueId)
    if (queue === undefined || !isUnattended(row)) return
    this.lying.file(row, queue)
    if (!isPushed(queue) || this.#given.has(row.id) || this.#aside.has(row.id)) return
    const line = this.#line(row, queue)
    const at = inLine(row, queue, waitsSince(row))
    line.cases.add(at)
    this.#places.set(row.id, { line, at })
  }

  #unfile(id: string): void {
    this.lying.unfile(id)
    const place = this.#places.get(id)
    if (place === undefined) return
    place.line.cases.remove(place.at)
    this.#places.delete(id)
  }

  #line(row: RoutedCase, queue: Queue): CaseLine<Worker> {
    const key = lineKey(row, queue)
    const known = this.#lines.get(key)
    if (known !== undefined) return known
    const line = new CaseLine<Worker>({ queue, market: row.market, locale: row.locale }, row.channel)
    this.#lines.set(key, line)
    for (const worker of this.workers.values()) {
      line.regard(worker)
      if (isReadyFor(worker, line)) line.ready.add(worker)
    }
    return line
  }

  #ready(worker: Worker): void {
    const isSame = (unready(worker) === null) === worker.isReady && worker.fullChannels().join(' ') === worker.full
    if (!isSame) this.#turnOut(worker)
  }

  /** Puts an agent among those who are ready, or takes them out, in every line that they are fit for. */
  #turnOut(worker: Worker): void {
    worker.isReady = unready(worker) === null
    worker.full = worker.fullChannels().join(' ')
    for (const line of this.#lines.values()) {
      if (isReadyFor(worker, line)) line.ready.add(worker)
      else line.ready.delete(worker)
    }
  }

  #worker(id: string): Worker {
    const known = this.workers.get(id)
    if (known !== undefined) return known
    const worker = new Worker(id)
    this.workers.set(id, worker)
    return worker
  }
}
