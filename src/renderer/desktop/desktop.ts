import type { DesktopBridge } from '#shared/desktop-bridge.ts'
import { browserDesktop } from './browser-desktop.ts'
import type { Desktop } from './desktop-api.ts'
import { electronDesktop } from './electron-desktop.ts'

declare global {
  interface Window {
    readonly tierdesk?: DesktopBridge
  }
}

let ours: Desktop | null = null

/** The desktop this window runs on; the same object every time. */
export function desktop(): Desktop {
  ours ??= window.tierdesk === undefined ? browserDesktop() : electronDesktop(window.tierdesk)
  return ours
}
