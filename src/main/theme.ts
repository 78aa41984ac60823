import { nativeTheme } from 'electron'
import type { BrowserWindow } from 'electron'
import type { CallInput } from '#shared/desktop-bridge.ts'

/** Draws the window's frame, menus and `prefers-color-scheme` in these colours. */
export function setTheme(theme: CallInput<'theme.set'>['theme']): void {
  nativeTheme.themeSource = theme
}

/** The page's own background, shown before its first paint so that a dark desk never flashes white. */
export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#0d1117' : '#f6f7f9'
}

/** Keeps the background right when the system or the person changes colours. */
export function followTheme(window: BrowserWindow): void {
  const repaint = (): void => window.setBackgroundColor(backgroundColor())
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
}
