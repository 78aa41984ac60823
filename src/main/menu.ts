import { app, Menu } from 'electron'
import { menuTemplate } from './menu-template.ts'

/** Puts up the application menu; a chosen command goes to `runCommand`. */
export function showMenu(runCommand: (commandId: string) => void): void {
  const context = { isMac: process.platform === 'darwin', isPackaged: app.isPackaged, runCommand }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(context)))
}
