import { applyDisplay, speakAsSet } from './apply-display.ts'
import { beginStart } from './begin-start.ts'
import { desktop } from './desktop/desktop.ts'
import { keepShell } from './desktop/keep-shell.ts'
import { keepInside } from './keep-inside.ts'
import { followCertificate } from './workspace/certificate-store.ts'
import { followProxy } from './workspace/proxy-store.ts'
import { watchErrors } from './workspace/recent-errors.ts'

/** Starts the window: colours, then the disk, the words and the screen at once. */
export async function start(): Promise<void> {
  watchErrors()
  keepInside()
  followProxy()
  followCertificate()
  // Before the first paint, so that nothing flashes in the wrong colours.
  applyDisplay()
  // The disk is read while the code of the screen, which is most of the code, is loaded and run.
  const begun = beginStart()
  const [{ draw }] = await Promise.all([import('./draw.tsx'), speakAsSet()])
  draw(begun)
  // After everything else: the first picture does not wait for it. Where the browser refuses, the window works all the same, online.
  await keepShell(desktop()).catch((error: unknown) => reportError(error))
}
