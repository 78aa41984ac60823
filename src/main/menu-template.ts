import type { MenuItemConstructorOptions } from 'electron'

/** What the menu is built for. `runCommand` gets the id of a command of the window's registry. */
export interface MenuContext {
  readonly isMac: boolean
  readonly isPackaged: boolean
  readonly runCommand: (commandId: string) => void
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The application menu. Accelerators of commands belong to the window's registry, so none is set here: a key must not act twice. */
export function menuTemplate(context: MenuContext): MenuItemConstructorOptions[] {
  const command = (label: string, commandId: string): MenuItemConstructorOptions => ({
    id: commandId,
    label,
    click: () => context.runCommand(commandId),
  })
  const file: MenuItemConstructorOptions = { label: 'File', submenu: [{ role: context.isMac ? 'close' : 'quit' }] }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      command('Find a command', 'palette.open'),
      command('Keyboard shortcuts', 'shortcuts.show'),
      command('Connection and safekeeping', 'desk.show-health'),
    ],
  }
  const appMenu: MenuItemConstructorOptions[] = context.isMac ? [{ role: 'appMenu' }] : []
  return [...appMenu, file, { role: 'editMenu' }, viewMenu(context), { role: 'windowMenu' }, help]
}

function viewMenu(context: MenuContext): MenuItemConstructorOptions {
  const forDevelopers: MenuItemConstructorOptions[] = context.isPackaged ? [] : [separator, { role: 'toggleDevTools' }]
  return {
    label: 'View',
    submenu: [
      { role: 'reload' },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...forDevelopers,
    ],
  }
}
