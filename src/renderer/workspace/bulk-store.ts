import { create } from 'zustand'
import { type BulkPorts, BulkRun, type BulkStep } from './bulk-run.ts'
import type { Workspace } from './workspace.ts'

/** Frames and keys come between two slices. */
const restMs = 8

const windowPorts: BulkPorts = {
  now: () => performance.now(),
  later: (work) => void setTimeout(work, restMs),
}

/** The bulk that runs or ran last; `version` grows with each slice of it. */
interface Bulk {
  readonly run: BulkRun | null
  readonly version: number
}

export const useBulk = create<Bulk>()(() => ({ run: null, version: 0 }))

function follow(run: BulkRun): void {
  useBulk.setState(({ version }) => ({ run, version: version + 1 }))
  run.subscribe(() => {
    if (useBulk.getState().run === run) useBulk.setState(({ version }) => ({ version: version + 1 }))
  })
}

/** Whether one is under way: another must wait for it, or there were two reports. */
export const isBulkRunning = (): boolean => useBulk.getState().run?.progress.isOver === false

/** Begins to do something to many cases. */
export function startBulk(workspace: Workspace, step: BulkStep, caseIds: readonly string[]): void {
  const run = BulkRun.start(workspace, step, caseIds, windowPorts)
  follow(run)
  const standing = () => {
    if (useBulk.getState().run !== run) return 'over'
    return run.progress.isOver ? (canUndoBulk() ? 'ready' : 'over') : 'running'
  }
  workspace.done.add({ title: step.title, standing, undo: () => undoBulk(workspace) })
}

/** Whether the last bulk can be taken back. */
export function canUndoBulk(): boolean {
  const { run } = useBulk.getState()
  return run !== null && run.progress.isOver && !run.isUndo && run.step.back !== null && run.done.length > 0
}

/** Takes back what the last bulk did. */
export function undoBulk(workspace: Workspace): void {
  const { run } = useBulk.getState()
  const undoing = run === null || !canUndoBulk() ? null : BulkRun.undo(workspace, run, windowPorts)
  if (undoing !== null) follow(undoing)
}

/** The agent has seen what became of it, or is gone: what still runs does no more. */
export function forgetBulk(): void {
  useBulk.getState().run?.cancel()
  useBulk.setState({ run: null, version: 0 })
}
