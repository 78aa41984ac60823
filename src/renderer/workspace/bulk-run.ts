import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import type { RefusalReason } from '#shared/refusals.ts'
import type { CaseRow } from './case-list.ts'
import type { DoneStep } from './done-steps.ts'
import type { Applied } from './macro-work.ts'
import type { Undone } from './undo-step.ts'
import type { Named, Workspace } from './workspace.ts'

/** Why nothing was done to a case, in words. */
interface Left {
  readonly why: string
}

/** One thing done to many cases, each by ordinary mutations. */
export interface BulkStep {
  /** What is done, in words: "Status: Solved". */
  readonly title: string
  /** Names the mutation for one case; with the step itself where the way back follows from it. */
  readonly apply: (row: CaseRow) => Named | Applied | Left
  /** Takes it back: `before` is the case as it was, `now` as it is. Null: the case was changed since, so that stays. */
  readonly back: ((before: CaseRow, now: CaseRow, done: BulkDone) => Named | Undone | Left | null) | null
  /** Where it solves cases: what it names, so that what is missing can be asked for once, before. */
  readonly solving?: Solving
}

/** A mutation that solves a case. */
export type SolvingMutation = {
  [N in 'case.set-status' | 'macro.apply']: { readonly name: N; readonly args: ArgsOf<N> }
}['case.set-status' | 'macro.apply']

export interface Solving {
  readonly plan: (row: CaseRow) => { readonly mutation: SolvingMutation; readonly dependsOn: readonly string[] } | Left
  /** The fields that the step answers itself. */
  readonly answers: ReadonlySet<string>
  readonly setsDriver: boolean
}

/** Why a case was left as it is: a refusal, one of two of the bulk itself, or words. */
export type BulkReason = RefusalReason | 'changed-since' | 'not-here' | Left

export interface BulkDone {
  readonly before: CaseRow
  readonly opId: string
  readonly step: DoneStep | null
  /** What an undo left standing: a reply that had left by then, or a note. */
  readonly stays: Undone['stays']
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
        const one = done[at]
        if (one !== undefined) undoing.#takeBack(one, back)
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

  #takeBack(done: BulkDone, back: NonNullable<BulkStep['back']>): void {
    const { before } = done
    const now = this.#workspace.get('cases', before.id)
    const turn = now === undefined ? null : back(before, now, done)
    if (turn === null) this.refused.push(refusedOf(before, now === undefined ? 'not-here' : 'changed-since'))
    else this.#take(before, turn)
  }

  #take(row: CaseRow, turn: Named | Applied | Undone | Left): void {
    if ('why' in turn) {
      this.refused.push(refusedOf(row, { why: turn.why }))
      return
    }
    const named = 'named' in turn ? turn.named : turn
    if ('refused' in named) {
      this.refused.push(refusedOf(row, named.refused))
      return
    }
    // A disk that refuses is told of by the banner for it.
    named.isSaved.catch(() => undefined)
    const step = 'step' in turn ? turn.step : null
    this.done.push({ before: row, opId: named.opId, step, stays: 'stays' in turn ? turn.stays : null })
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
