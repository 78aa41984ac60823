import { type BrowserWindow, Menu } from 'electron'
import { contextMenuTemplate } from './context-menu-template.ts'
import { shownWords } from './menu.ts'

/** Puts up a menu where the person clicks with the other button: how a word may be meant, and the clipboard. */
export function offerContextMenu(window: BrowserWindow): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, asked) => {
    const template = contextMenuTemplate(asked, shownWords(), (word) => webContents.replaceMisspelling(word))
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}
