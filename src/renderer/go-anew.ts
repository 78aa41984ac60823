import type { Entered } from './begin-start.ts'
import { desktop } from './desktop/desktop.ts'
import { noteNextPage } from './workspace/next-page.ts'

/**
 * Has the window loaded anew, in the app in a new process, so that nothing of what it held is left; false where this page stays. A
 * desktop that refuses it leaves the page to itself.
 */
export async function goAnew(): Promise<boolean> {
  try {
    return (await desktop().call('window.renew')).isGoing
  } catch (error) {
    reportError(error)
    window.location.reload()
    return true
  }
}

/** Leaves nothing of a desk that was closed in memory: the page that is loaded anew stands where this one was to. Resolves only where this page stays. */
export async function standAnew(entered: Entered): Promise<Entered> {
  // Tried again here, and by the next page where it fails again.
  if (entered.at === 'failed') return entered
  const isToldOn = entered.at === 'sign-in' || entered.at === 'wiped' || entered.at === 'account-closed'
  noteNextPage(isToldOn ? entered : null)
  if (await goAnew()) return new Promise<never>(() => undefined)
  noteNextPage(null)
  return entered
}
