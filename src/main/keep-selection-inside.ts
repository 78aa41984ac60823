import { type BrowserWindow, clipboard } from 'electron'

/** The clipboard of what is only selected, which newer versions of Electron have as a property and older ones by name. */
interface SelectionClipboard {
  readonly selection?: { clear(): unknown }
  clear(type?: 'selection'): unknown
}

/** On Linux whatever is selected can be pasted by the middle button elsewhere: it is taken away when the window is left. */
export function keepSelectionInside(window: BrowserWindow): void {
  if (process.platform !== 'linux') return
  const both: SelectionClipboard = clipboard
  window.on('blur', () => void (both.selection === undefined ? both.clear('selection') : both.selection.clear()))
}
