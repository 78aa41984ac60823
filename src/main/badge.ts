import { app } from 'electron'

/** Shows a number on the app's icon where the system has a place for it (macOS dock, some Linux docks); 0 takes it away. */
export function setBadge(count: number): void {
  app.setBadgeCount(count)
}
