import { create } from 'zustand'
import type { CallOutput } from '#shared/desktop-bridge.ts'
import type { UpdateState } from '#shared/update/update-state.ts'
import { desktop } from '#renderer/desktop/desktop.ts'
import { isBulkRunning } from './bulk-store.ts'
import type { Workspace } from './workspace.ts'

interface UpdateStanding {
  readonly state: UpdateState
  /** The version that the person wants to hear of no more until the next start. */
  readonly putOff: string | null
}

/** How updates stand, as the desktop says. */
export const useUpdate = create<UpdateStanding>()(() => ({ state: { is: 'not-asked' }, putOff: null }))

const turn = (state: UpdateState): void => useUpdate.setState({ state })

/** Follows what the desktop says of updates, and tells it when one may be put in place. Answers how to stop. */
export function followUpdates(workspace: Workspace): () => void {
  const stopHearing = desktop().on('update.changed', turn)
  desktop().call('update.state').then(turn, reportError)
  let told: boolean | null = null
  const tell = (): void => {
    const isSettled = workspace.waiting().length === 0 && workspace.keeping.unsafe === 0
    if (isSettled === told) return
    told = isSettled
    // A desktop that does not hear it puts nothing in place by itself.
    desktop()
      .call('update.settle', { isSettled })
      .catch(() => undefined)
  }
  tell()
  const stopTelling = workspace.subscribe(tell)
  return () => {
    stopHearing()
    stopTelling()
  }
}

/** Looks for an update now. */
export const lookForUpdate = async (): Promise<void> => turn(await desktop().call('update.check'))

/** The banner is put off until the next start, or the next version. */
export const putOffUpdate = (): void =>
  useUpdate.setState(({ state }) => ({ putOff: state.is === 'ready' ? state.version : null }))

type Refused = NonNullable<CallOutput<'update.restart'>['refused']> | 'bulk' | 'writing' | 'not-saved' | 'waiting'

/** How long what waits is given to reach the service, milliseconds. */
const patienceMs = 20_000

/** Restarts into the update once everything is sent. Answers why it did not, with how many steps still wait; null: it does. */
export async function restartToUpdate(
  workspace: Workspace,
): Promise<{ readonly refused: Refused | null; readonly waiting: number }> {
  const refuse = (refused: Refused) => ({ refused, waiting: workspace.waiting().length })
  if (isBulkRunning()) return refuse('bulk')
  if (isWriting(document)) return refuse('writing')
  if (!(await isKept(workspace))) return refuse('not-saved')
  if (!(await isSent(workspace))) return refuse('waiting')
  // A dialog may have been opened meanwhile.
  if (isWriting(document)) return refuse('writing')
  const { refused } = await desktop().call('update.restart')
  return { refused, waiting: 0 }
}

/** The fields of dialogs that hold text which nothing keeps. The draft of a reply is kept on disk as it grows. */
export function fieldsWithText(
  page: Pick<Document, 'querySelectorAll'>,
): { readonly field: HTMLElement; readonly text: string }[] {
  const fields = page.querySelectorAll<HTMLElement>(
    '[role="dialog"] :is(textarea, input:not([type]), input[type="text"], [contenteditable="true"]):not([role="combobox"], [readonly])',
  )
  return [...fields]
    .map((field) => ({ field, text: 'value' in field ? String(field.value) : field.innerText }))
    .filter(({ text }) => text.trim() !== '')
}

/** Whether a dialog holds text that nothing keeps. */
export const isWriting = (page: Pick<Document, 'querySelectorAll'>): boolean => fieldsWithText(page).length > 0

async function isKept(workspace: Workspace): Promise<boolean> {
  try {
    await workspace.saveAgain()
    return workspace.keeping.unsafe === 0
  } catch {
    return false
  }
}

function isSent(workspace: Workspace): Promise<boolean> {
  const isEmpty = (): boolean => workspace.waiting().length === 0
  if (isEmpty()) return Promise.resolve(true)
  workspace.retryNow()
  return new Promise((resolve) => {
    const end = (sent: boolean): void => {
      clearTimeout(timer)
      forget()
      resolve(sent)
    }
    const timer = setTimeout(() => end(isEmpty()), patienceMs)
    const forget = workspace.subscribe(() => {
      if (isEmpty()) end(true)
    })
  })
}
