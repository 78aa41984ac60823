import type { RefusalReason } from '#shared/refusals.ts'
import type { CaseRow } from './case-list.ts'
import type { Named, Workspace } from './workspace.ts'

/** One thing done to many cases, each by an ordinary mutation. Macros may be one as well. */
export interface BulkStep {
  /** What is done, in words: "Status: Solved". */
  readonly title: string
  /** Names the mutation for one case. */
  readonly apply: (row: CaseRow) => Named
  /** Takes it back: `before` is the case as it was, `now` as it is. Null: the case was changed since, so that stays. */
  readonly back: ((before: CaseRow, now: CaseRow) => Named | null) | null
}

/** Why a case was left as it is. The last two are of the bulk itself. */
export type BulkReason = RefusalReason | 'changed-since' | 'not-here'

export interface BulkDone {
  readonly before: CaseRow
  readonly opId: string
}
export interface BulkRefused {
  readonly caseId: string
  readonly number: string
  readonly subject: string
  readonly reason: BulkReason
}

export interface BulkPorts {
  /** In milliseconds, from anywhere. */
  readonly now: () => number
  /** Runs the work after keys and frames had their turn. */
  readonly later: (work: () => void) => void
}

/** A slice of work in milliseconds: keys wait no longer than this. */
const sliceMs = 6
/** With the service at hand no more than so many mutations wait at a time. */
const mostWaiting = 500

/** Runs a step over many cases, a slice at a time, so that keys go on working. What was named stays named when it is cancelled. */
export class BulkRun {
  readonly title: string
  readonly isUndo: boolean
  readonly step: BulkStep
  readonly total: number
  readonly done: BulkDone[] = []
  readonly refused: BulkRefused[] = []
  readonly #workspace: Workspace
  readonly #ports: BulkPorts
  readonly #work: () => boolean
  readonly #listeners = new Set<() => void>()
  #at = 0
  #isCancelled = false

  private constructor(
    workspace: Workspace,
    ports: BulkPorts,
    of: { step: BulkStep; isUndo: boolean; total: number; one: (run: BulkRun, at: number) => void },
  ) {
    this.#workspace = workspace
    this.#ports = ports
    this.step = of.step
    this.title = of.step.title
    this.isUndo = of.isUndo
    this.total = of.total
    this.#work = () => {
      const begun = ports.now()
      while (this.#at < this.total && ports.now() - begun < sliceMs) of.one(this, this.#at++)
      return this.#at < this.total
    }
  }

  /** Begins to do something to every one of these cases. */
  static start(workspace: Workspace, step: BulkStep, caseIds: readonly string[], ports: BulkPorts): BulkRun {
    const run = new BulkRun(workspace, ports, {
      step,
      isUndo: false,
      total: caseIds.length,
      one: (of, at) => of.#applyTo(caseIds[at] ?? ''),
    })
    run.#slice()
    return run
  }

  /** Begins to take back what a run did, the last case first. Null where such a thing cannot be taken back. */
  static undo(workspace: Workspace, of: BulkRun, ports: BulkPorts): BulkRun | null {
    const { back } = of.step
    if (back === null) return null
    const done = [...of.done].reverse()
    const run = new BulkRun(workspace, ports, {
      step: of.step,
      isUndo: true,
      total: done.length,
      one: (undoing, at) => {
        const { before } = done[at] ?? {}
        if (before !== undefined) undoing.#takeBack(before, back)
      },
    })
    run.#slice()
    return run
  }

  get progress(): { readonly at: number; readonly isOver: boolean; readonly isCancelled: boolean } {
    return { at: this.#at, isOver: this.#isCancelled || this.#at >= this.total, isCancelled: this.#isCancelled }
  }

  /** Does no more of it. */
  cancel(): void {
    this.#isCancelled = this.#at < this.total
    this.#tell()
  }

  /** Hears of every slice. Answers how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What was refused at once, and what the service refused since. */
  refusals(): readonly BulkRefused[] {
    const parked = new Map(this.#workspace.parked().map(({ opId, refused }) => [opId, refused]))
    const later = this.done.flatMap(({ before, opId }): BulkRefused[] => {
      const reason = parked.get(opId)
      return reason === undefined ? [] : [refusedOf(before, reason)]
    })
    return [...this.refused, ...later]
  }

  #slice(): void {
    if (this.#isCancelled) return
    let isMore = false
    this.#workspace.inBackground(() => {
      isMore = this.#work()
    })
    this.#tell()
    if (isMore) this.#goOn()
  }

  #goOn(): void {
    if (!this.#isCrowded()) {
      this.#ports.later(() => this.#slice())
      return
    }
    const stop = this.#workspace.subscribe(() => {
      if (this.#isCrowded() && !this.#isCancelled) return
      stop()
      this.#ports.later(() => this.#slice())
    })
  }

  /** Each page from the service replays whatever waits: thousands of it would hold the keys up. Offline no pages come. */
  #isCrowded(): boolean {
    return this.#workspace.sync.connection === 'online' && this.#workspace.waiting().length >= mostWaiting
  }

  #applyTo(caseId: string): void {
    const row = this.#workspace.get('cases', caseId)
    if (row === undefined) {
      this.refused.push({ caseId, number: '', subject: '', reason: 'not-here' })
      return
    }
    this.#take(row, this.step.apply(row))
  }

  #takeBack(before: CaseRow, back: NonNullable<BulkStep['back']>): void {
    const now = this.#workspace.get('cases', before.id)
    const named = now === undefined ? null : back(before, now)
    if (named === null) this.refused.push(refusedOf(before, now === undefined ? 'not-here' : 'changed-since'))
    else this.#take(before, named)
  }

  #take(row: CaseRow, named: Named): void {
    if ('refused' in named) {
      this.refused.push(refusedOf(row, named.refused))
      return
    }
    // A disk that refuses is told of by the banner for it.
    named.isSaved.catch(() => undefined)
    this.done.push({ before: row, opId: named.opId })
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const refusedOf = ({ id, number, subject }: CaseRow, reason: BulkReason): BulkRefused => ({
  caseId: id,
  number,
  subject,
  reason,
})
