import { expect, test } from 'vitest'
import { endShift } from '#renderer/workspace/duty-actions.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { aCase, anAgent, idOf } from '#tests/builders.ts'

/** Takes note of the steps that are named; refuses from the nth on. */
function noting(refusedFrom = Infinity) {
  const steps: { cases: readonly { caseId: string; eventId: string }[] }[] = []
  const workspace = {
    me: anAgent(),
    mutate: (_name: string, args: (typeof steps)[number]) => {
      if (steps.length >= refusedFrom) return { refused: 'not-allowed' }
      steps.push(args)
      return { opId: idOf(steps.length), isSaved: Promise.resolve() }
    },
  }
  return { steps, workspace: workspace as unknown as Workspace }
}

const cases = (count: number) => Array.from({ length: count }, (_, n) => aCase({ id: idOf(0x1000 + n) }))

// Catches a shift that cannot be ended because very much goes back: a step has its bound.
test('however many cases go back, each goes once, at most a hundred in one step', () => {
  const { steps, workspace } = noting()
  expect(endShift(workspace, cases(250))).toMatchObject({ opId: idOf(3) })
  expect(steps.map((step) => step.cases.length)).toEqual([100, 100, 50])
  expect(new Set(steps.flatMap((step) => step.cases.map(({ caseId }) => caseId))).size).toBe(250)
  expect(new Set(steps.flatMap((step) => step.cases.map(({ eventId }) => eventId))).size).toBe(250)
})

test('a shift with nothing to give back is ended, too', () => {
  const { steps, workspace } = noting()
  endShift(workspace, [])
  expect(steps.map((step) => step.cases)).toEqual([[]])
})

test('the first step that is refused is the last', () => {
  const { steps, workspace } = noting(1)
  expect(endShift(workspace, cases(250))).toEqual({ refused: 'not-allowed' })
  expect(steps).toHaveLength(1)
})
