import { isInstalled, missingSentence } from './programs.ts'

/** One thing that is tried on what was made. */
export interface VerifyStep {
  readonly name: string
  /** The programs that it needs; where one is missing the step is not run and says so. */
  readonly needs: readonly string[]
  /** Why it cannot be tried, beside missing programs: a sentence, or null. */
  readonly whyNot?: () => string | null
  /** Tries it. Rejects with what is wrong; what it returns says what was seen. */
  readonly run: () => Promise<string>
}

/** What became of a step: `passed` and `failed` have what was seen, `not run` has the reason. */
export interface StepOutcome {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'not run'
  readonly said: string
}

/** Runs one step. A step that cannot be tried is told as such, never as passed. */
export async function verified(step: VerifyStep): Promise<StepOutcome> {
  const why = missingSentence(step.needs.filter((program) => !isInstalled(program))) ?? step.whyNot?.() ?? null
  if (why !== null) return { name: step.name, outcome: 'not run', said: why }
  try {
    return { name: step.name, outcome: 'passed', said: await step.run() }
  } catch (error) {
    return { name: step.name, outcome: 'failed', said: error instanceof Error ? error.message : String(error) }
  }
}

/** A line for a step that was done. */
export const outcomeLine = ({ name, outcome, said }: StepOutcome): string => `${outcome}: ${name} (${said})`

/** The closing line, and the exit code: what could not be run is no failure, and is counted. */
export function closing(outcomes: readonly StepOutcome[]): { readonly line: string; readonly code: 0 | 1 } {
  const count = (wanted: StepOutcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === wanted).length
  const line = `${count('passed')} passed, ${count('failed')} failed, ${count('not run')} not run`
  return { line, code: count('failed') > 0 ? 1 : 0 }
}

/** Rejects with all that is wrong, where something is. */
export function mustHold(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join(' '))
}
