/** What an agent meant to happen, written down outside of the system. */
export interface Intent {
  readonly opId: string
  readonly window: number
  readonly name: string
  readonly args: { readonly caseId: string; readonly [field: string]: unknown }
  readonly dependsOn: readonly string[]
  /** Whether the agent was told that it is saved [S9]. */
  isSaved: boolean
  /** Why it may have been lost with nobody to blame: it was never said to be saved, or both of its homes were damaged at once. */
  excuse: string | null
  /** The agent decided what becomes of it after it was refused. */
  isDecided: boolean
}

/** The ledger of intents, in the order in which they were named. */
export class Intents {
  readonly all: Intent[] = []
  readonly #byOpId = new Map<string, Intent>()

  add(intent: Intent): void {
    this.all.push(intent)
    this.#byOpId.set(intent.opId, intent)
  }

  of(window: number): Intent[] {
    return this.all.filter((intent) => intent.window === window)
  }

  get(opId: string): Intent | undefined {
    return this.#byOpId.get(opId)
  }
}
