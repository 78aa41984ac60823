import type { CaseRow } from './case-list.ts'

/** How long a step can be undone by its key, in milliseconds. A reply leaves sooner than that. */
export const undoWindow = 5 * 60_000
const mostKept = 50

/** A step of this window's on one case, with the case as it was before and right after it. */
export interface DoneStep {
  readonly opId: string
  readonly name: string
  readonly args: unknown
  readonly before: CaseRow
  readonly after: CaseRow
}

/** Many steps that were one to the agent. */
export interface DoneWhole {
  readonly title: string
  /** `over`: it cannot be taken back any more, or never could. */
  readonly standing: () => 'ready' | 'running' | 'over'
  readonly undo: () => void
}

export type Done = DoneStep | DoneWhole

// Nobody chose to do these, or they are the way back themselves.
const notDone: ReadonlySet<string> = new Set(['case.open-sop', 'case.take-back', 'macro.undo'])
const messageOf = ({ args }: DoneStep): unknown => (args as { messageId?: unknown }).messageId

/** What the agent did lately in this window, the latest last: what one key takes back. In memory alone, as with every program. */
export class DoneSteps {
  readonly #now: () => number
  #done: { readonly at: number; readonly done: Done }[] = []

  /** `now`: in milliseconds, from anywhere. */
  constructor(now: () => number) {
    this.#now = now
  }

  add(done: Done): void {
    if ('name' in done && done.name === 'case.take-back') {
      this.forget((other) => 'name' in other && messageOf(other) === messageOf(done))
    }
    if ('name' in done && notDone.has(done.name)) return
    this.#done = [...this.#done, { at: this.#now(), done }].slice(-mostKept)
  }

  /** The last of them that is not too long ago; null where there is none. */
  latest(): Done | null {
    const last = this.#done.at(-1)
    return last === undefined || this.#now() - last.at > undoWindow ? null : last.done
  }

  /** It was undone, or cannot be. */
  forget(which: (done: Done) => boolean): void {
    this.#done = this.#done.filter(({ done }) => !which(done))
  }
}
