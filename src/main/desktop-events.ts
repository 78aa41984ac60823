import type { BrowserWindow } from 'electron'
import type { DesktopEvent, EventPayload } from '#shared/desktop-bridge.ts'

/** Sends one event to the window; an event to a window that is gone is dropped, for nobody is left to hear it. */
export function sendEvent<E extends DesktopEvent>(window: BrowserWindow, name: E, payload: EventPayload<E>): void {
  if (!window.isDestroyed()) window.webContents.send('tierdesk:event', name, payload)
}
