import { expect, test, vi } from 'vitest'
import { shutDesk } from '#renderer/workspace/shut-desk.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** A workspace whose disk refuses what it is told to; what is done to it is noted in order. */
function workspace({ refuses = 0, unsafe = 0 }: { refuses?: number; unsafe?: number } = {}) {
  const done: string[] = []
  const state = { refuses, unsafe }
  const fake = {
    drafts: () => [{ caseId: 'a' }],
    saveDraft: ({ caseId }: { caseId: string }) => {
      if (state.refuses-- > 0) return Promise.reject(new Error('The disk is full.'))
      done.push(`draft ${caseId}`)
      return Promise.resolve()
    },
    get keeping() {
      return { unsafe: state.unsafe }
    },
    get isAllSaved() {
      return state.unsafe === 0
    },
    saveAgain: () => {
      state.unsafe = 0
      done.push('step')
      return Promise.resolve()
    },
    subscribe: () => () => undefined,
    close: () => {
      done.push('closed')
      return Promise.resolve()
    },
  }
  return { done, workspace: fake as unknown as Workspace }
}

// Catches: a desk that is let go of before it is noted that it is locked, or before the draft and the step that the disk had refused are on it.
test('a desk is closed only after its lock, its drafts and its steps are on disk', async () => {
  const { done, workspace: desk } = workspace({ unsafe: 1 })
  await shutDesk(
    desk,
    async () => void done.push('lock'),
    () => done.push('held'),
  )
  expect(done).toEqual(['lock', 'draft a', 'step', 'closed'])
})

// Catches: a text that goes with the memory it was in, because the disk was full when the agent went away.
test('what the disk refuses is offered again until it is taken, and the desk stays in memory until then', async () => {
  vi.useFakeTimers()
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const { done, workspace: desk } = workspace({ refuses: 2 })
  const shut = shutDesk(
    desk,
    async () => void done.push('lock'),
    () => done.push('held'),
  )
  await vi.advanceTimersByTimeAsync(10_000)
  await shut
  expect(done).toEqual(['lock', 'held', 'lock', 'held', 'lock', 'draft a', 'closed'])
  expect(reported.mock.calls).toHaveLength(2)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
