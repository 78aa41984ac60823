import type { CaseLists, CaseSource } from './case-lists.ts'

/** How many of the cases that come next in each queue are kept. */
const nextInQueue = 50

/** What an agent carries along wherever they go offline: their own open cases, and those that come next in their queues. */
export class CarryList {
  readonly #workspace: CaseSource & { readonly lists: CaseLists }
  #at = -1
  #keys: ReadonlySet<string> = new Set()

  constructor(workspace: CaseSource & { readonly lists: CaseLists }) {
    this.#workspace = workspace
  }

  /** Whether a group of cold rows (`messages/CASE`) must stay on this computer. */
  has(key: string): boolean {
    const at = this.#workspace.version('cases')
    if (at !== this.#at) this.#keys = this.#read()
    this.#at = at
    return this.#keys.has(key)
  }

  #read(): ReadonlySet<string> {
    const { lists } = this.#workspace
    const queued = [
      ...lists.queues('cases').map(({ id }) => lists.cases(`queue/${id}`)),
      ...lists.queues('escalations').map(({ id }) => lists.cases(`tier-2/${id}`)),
    ]
    const carried = [...lists.cases('mine'), ...queued.flatMap((cases) => cases.slice(0, nextInQueue))]
    return new Set(carried.map(({ id }) => `messages/${id}`))
  }
}
