import { create } from 'zustand'
import type { Refusal, RefusalReason } from '#shared/refusals.ts'
import type { BulkStep, Solving } from './bulk-run.ts'
import type { MissingForAll } from './bulk-solve.ts'
import { useScreen } from './screen-store.ts'

/** A case that has to be completed, and what was to be done then; null: nothing, the agent only looks at its form. */
interface SolveRequest {
  readonly caseId: string
  readonly goOn: (() => void) | null
}

/** What the agent is asked to complete. The keys, the composer and the macros meet the form here. */
export const useSolveRequests = create<{ readonly waiting: SolveRequest | null }>()(() => ({ waiting: null }))

const askable: ReadonlySet<unknown> = new Set<RefusalReason>(['fields-missing', 'driver-missing', 'checklist-open'])

/** Shows what is asked on a case, and goes on with `goOn` once it is answered. */
export function askWhatIsMissing(caseId: string, goOn: (() => void) | null): void {
  useSolveRequests.setState({ waiting: { caseId, goOn } })
  useScreen.getState().show('complete')
}

/**
 * Where a step was refused only because something is not answered yet: asks for it, and takes the step again after that. True: asked, so
 * that nothing else need be said.
 */
export function asksFirst(named: Refusal | object, caseId: string, goOn: () => void): boolean {
  if (!('refused' in named) || !askable.has(named.refused)) return false
  askWhatIsMissing(caseId, goOn)
  return true
}

/** Many cases that are to be solved by one step, and what they lack between them. */
export interface SolveForAll {
  readonly step: BulkStep
  readonly solving: Solving
  readonly caseIds: readonly string[]
  readonly missing: MissingForAll
}

/** What is asked once for all of them. */
export const useSolveForAll = create<{ readonly waiting: SolveForAll | null }>()(() => ({ waiting: null }))

/** Shows what is missing on many cases; the step begins once that is answered. */
export function askOnceForAll(waiting: SolveForAll): void {
  useSolveForAll.setState({ waiting })
  useScreen.getState().show('complete-many')
}
