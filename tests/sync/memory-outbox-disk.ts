import type { Draft, OutboxDisk, OutboxEntry, ParkedEntry } from '#renderer/sync/disk.ts'
import type { Life } from './scheduler.ts'

type Step =
  | { readonly do: 'add'; readonly entry: OutboxEntry }
  | { readonly do: 'settle'; readonly opIds: readonly string[]; readonly parked: readonly ParkedEntry[] }
  | { readonly do: 'unpark'; readonly opId: string }
  | { readonly do: 'draft'; readonly draft: Draft }
  | { readonly do: 'drop-draft'; readonly caseId: string }

/** What survives a crash: every step that was completed, in order. Shorten it to go back in time. */
export type OutboxSteps = Step[]

/** How a disk behaves: milliseconds until a write is done, and whether this one is refused. */
export interface DiskBehaviour {
  readonly delay: () => number
  readonly isRefused: () => boolean
}

/** An outbox in memory whose writes complete one after the other, some time later: a crash loses those still under way. */
export class MemoryOutboxDisk implements OutboxDisk {
  readonly #steps: OutboxSteps
  readonly #life: Life
  readonly #behaviour: DiskBehaviour
  #tail: Promise<void> = Promise.resolve()

  constructor(steps: OutboxSteps, life: Life, behaviour: DiskBehaviour) {
    this.#steps = steps
    this.#life = life
    this.#behaviour = behaviour
  }

  async load(): Promise<{ entries: OutboxEntry[]; parked: ParkedEntry[]; drafts: Draft[] }> {
    await this.#life.wait(this.#behaviour.delay())
    return contentOf(this.#steps)
  }

  add(entry: OutboxEntry): Promise<void> {
    return this.#write({ do: 'add', entry }, this.#behaviour.isRefused())
  }

  settle(opIds: readonly string[], parked: readonly ParkedEntry[]): Promise<void> {
    return this.#write({ do: 'settle', opIds, parked }, false)
  }

  unpark(opId: string): Promise<void> {
    return this.#write({ do: 'unpark', opId }, false)
  }

  saveDraft(draft: Draft): Promise<void> {
    return this.#write({ do: 'draft', draft }, false)
  }

  dropDraft(caseId: string): Promise<void> {
    return this.#write({ do: 'drop-draft', caseId }, false)
  }

  #write(step: Step, isRefused: boolean): Promise<void> {
    const written = this.#tail.then(async () => {
      await this.#life.wait(this.#behaviour.delay())
      if (isRefused) throw new Error('the outbox disk refused a write')
      this.#steps.push(step)
    })
    this.#tail = written.catch(() => undefined)
    return written
  }
}

/** What a window finds when it opens this outbox. */
export function contentOf(steps: OutboxSteps): { entries: OutboxEntry[]; parked: ParkedEntry[]; drafts: Draft[] } {
  const entries = new Map<string, OutboxEntry>()
  const parked = new Map<string, ParkedEntry>()
  const drafts = new Map<string, Draft>()
  for (const step of steps) {
    if (step.do === 'add') entries.set(step.entry.opId, step.entry)
    if (step.do === 'settle') {
      for (const opId of step.opIds) entries.delete(opId)
      for (const entry of step.parked) parked.set(entry.opId, entry)
    }
    if (step.do === 'unpark') parked.delete(step.opId)
    if (step.do === 'draft') drafts.set(step.draft.caseId, step.draft)
    if (step.do === 'drop-draft') drafts.delete(step.caseId)
  }
  return { entries: [...entries.values()], parked: [...parked.values()], drafts: [...drafts.values()] }
}
