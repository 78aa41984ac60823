import type { Draft, OutboxEntry, ParkedEntry } from '#renderer/sync/disk.ts'
import type { CarriedGroups } from '#renderer/sync/cold-eviction.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import type { CaseLists, CaseSource } from './case-lists.ts'
import { foldedArgs } from './step-args.ts'

/** Whose changes change what is carried. */
const watched = ['cases', 'outbox', 'drafts'] as const

/** How many of the cases that come next in each queue are kept. */
const nextInQueue = 50

/** Where the lists come from, and what was written here and not sent. */
export interface CarrySource extends Omit<CaseSource, 'version'> {
  readonly lists: CaseLists
  drafts(): readonly Draft[]
  waiting(): readonly OutboxEntry[]
  parked(): readonly ParkedEntry[]
  version(topic: (typeof watched)[number]): number
}

/**
 * What an agent carries along wherever they go offline: their own open cases, also those put aside, those that come next in their queues,
 * and each on which something is written that is not sent.
 */
export class CarryList implements CarriedGroups {
  readonly #workspace: CarrySource
  #at = ''
  #keys: ReadonlySet<string> = new Set()

  constructor(workspace: CarrySource) {
    this.#workspace = workspace
  }

  has(key: string): boolean {
    const at = watched.map((topic) => this.#workspace.version(topic)).join()
    if (at !== this.#at) this.#keys = this.#read()
    this.#at = at
    return this.#keys.has(key)
  }

  isOpen(key: string): boolean {
    const row = this.#workspace.get('cases', key.slice('messages/'.length))
    return row !== undefined && isOpenCase(row)
  }

  #read(): ReadonlySet<string> {
    const { lists } = this.#workspace
    const queued = [
      ...lists.queues('cases').map(({ id }) => lists.cases(`queue/${id}`)),
      ...lists.queues('escalations').map(({ id }) => lists.cases(`tier-2/${id}`)),
    ]
    const carried = [
      ...lists.cases('mine'),
      ...lists.cases('snoozed'),
      ...queued.flatMap((cases) => cases.slice(0, nextInQueue)),
    ]
    return new Set([...carried.map(({ id }) => id), ...this.#written()].map((id) => `messages/${id}`))
  }

  /** Cases with a draft, and those that what waits or was refused is about. */
  #written(): string[] {
    const steps = [...this.#workspace.waiting(), ...this.#workspace.parked()].map(({ args }) => foldedArgs(args))
    return [
      ...this.#workspace.drafts().map(({ caseId }) => caseId),
      ...steps.flatMap(({ caseId, otherId }) => [caseId, otherId].filter((id) => id !== undefined)),
    ]
  }
}
