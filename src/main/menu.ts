import { app, Menu } from 'electron'
import { type MenuWords, menuWords } from '#shared/menu-words.ts'
import { menuTemplate } from './menu-template.ts'

/** Puts up the application menu in these words. */
export type ShowMenu = (words: MenuWords) => void

let shown: MenuWords = menuWords

/** The words that the window has given last. */
export const shownWords = (): MenuWords => shown

/** How the menu is put up; a chosen command goes to `runCommand`. */
export function menuFor(runCommand: (commandId: string) => void): ShowMenu {
  const context = { isMac: process.platform === 'darwin', isPackaged: app.isPackaged, runCommand }
  return (words) => {
    shown = words
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(context, words)))
  }
}
