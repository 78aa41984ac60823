import { app } from 'electron'

/** Claims this profile: true when this is the only Tierdesk on it. `onSecond` runs here when the person starts another one, with its arguments. */
export function claimSingleInstance(onSecond: (args: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', (_event, args) => onSecond(args))
  return true
}
