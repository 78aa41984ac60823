import { isBulkRunning, useBulk } from './bulk-store.ts'
import { useScreen } from './screen-store.ts'
import type { Workspace } from './workspace.ts'

/** How long to wait until a disk that refused something is tried again, in milliseconds. */
const pause = 3000

/** Resolves when no bulk is under way: the rest of one that was cut off would be done by nobody. */
export function bulkIsOver(): Promise<void> {
  if (!isBulkRunning()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = useBulk.subscribe(() => {
      if (isBulkRunning()) return
      stop()
      resolve()
    })
  })
}

/**
 * Lets go of an open desk once everything that was done on it is on disk, and `note`, which writes down that it is locked, before all:
 * whoever ends the program in the middle finds it locked. What the disk refuses is offered again and again, with `held` told, and never
 * given up. The parts of the desk must be gone from the screen by then, so that what they kept to themselves is with the workspace.
 */
export async function shutDesk(workspace: Workspace, note: () => Promise<unknown>, held: () => void): Promise<void> {
  while (!(await isKept(workspace, note))) {
    held()
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  await workspace.close()
  useScreen.getState().reset()
}

async function isKept(workspace: Workspace, note: () => Promise<unknown>): Promise<boolean> {
  try {
    await note()
    // Once more, whatever became of them before: one that the disk refused is in memory alone.
    await Promise.all(workspace.drafts().map((draft) => workspace.saveDraft(draft)))
    await isSaved(workspace)
    return true
  } catch (error) {
    reportError(error)
    return false
  }
}

/** Resolves when every step is on disk or with the service; rejects where the disk refuses one. */
async function isSaved(workspace: Workspace): Promise<void> {
  if (workspace.keeping.unsafe > 0) await workspace.saveAgain()
  if (workspace.isAllSaved) return
  await new Promise<void>((resolve, reject) => {
    const stop = workspace.subscribe(() => {
      const isRefused = workspace.keeping.unsafe > 0
      if (!isRefused && !workspace.isAllSaved) return
      stop()
      if (isRefused) reject(new Error('The disk refused a step.'))
      else resolve()
    })
  })
}
