import { app, Menu } from 'electron'
import type { MenuWords } from '#shared/menu-words.ts'
import { menuTemplate } from './menu-template.ts'

/** Puts up the application menu in these words. */
export type ShowMenu = (words: MenuWords) => void

/** How the menu is put up; a chosen command goes to `runCommand`. */
export function menuFor(runCommand: (commandId: string) => void): ShowMenu {
  const context = { isMac: process.platform === 'darwin', isPackaged: app.isPackaged, runCommand }
  return (words) => Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(context, words)))
}
