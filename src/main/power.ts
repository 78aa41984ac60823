import { powerMonitor } from 'electron'

/** Calls `onResumed` when the machine wakes up or is unlocked. Call once, when the app is ready. */
export function watchPower(onResumed: () => void): void {
  powerMonitor.on('resume', onResumed)
  powerMonitor.on('unlock-screen', onResumed)
}
