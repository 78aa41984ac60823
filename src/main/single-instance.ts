import { app } from 'electron'

/** Claims this profile: true when this is the only Tierdesk on it. `onSecond` runs here when the person starts another one. */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', onSecond)
  return true
}
