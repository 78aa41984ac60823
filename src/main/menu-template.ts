import type { MenuItemConstructorOptions } from 'electron'
import type { MenuWords } from '#shared/menu-words.ts'

/** What the menu is built for. `runCommand` gets the id of a command of the window's registry. */
export interface MenuContext {
  readonly isMac: boolean
  readonly isPackaged: boolean
  readonly runCommand: (commandId: string) => void
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/** The application menu. Accelerators of commands belong to the window's registry, so none is set here: a key must not act twice. */
export function menuTemplate(context: MenuContext, words: MenuWords): Item[] {
  const command = (label: string, commandId: string): Item => ({
    id: commandId,
    label,
    click: () => context.runCommand(commandId),
  })
  const leave: Item = context.isMac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit }
  const help: Item = {
    role: 'help',
    label: words.help,
    submenu: [
      command(words.palette, 'palette.open'),
      command(words.keys, 'shortcuts.show'),
      command(words.health, 'desk.show-health'),
      // On a Mac it stands in the menu of the app.
      ...(context.isMac ? [] : [separator, command(words.about, 'desk.about')]),
    ],
  }
  const file: Item = { label: words.file, submenu: [command(words.lock, 'desk.lock'), separator, leave] }
  const forMac = context.isMac ? [appMenu(command(words.about, 'desk.about'), words)] : []
  return [...forMac, file, editMenu(words), viewMenu(context, words), windowMenu(context, words), help]
}

// Every role comes with a label in English, so each has one here.
const appMenu = (about: Item, words: MenuWords): Item => ({
  role: 'appMenu',
  submenu: [
    about,
    separator,
    { role: 'services', label: words.services },
    separator,
    { role: 'hide', label: words.hide },
    { role: 'hideOthers', label: words['hide-others'] },
    { role: 'unhide', label: words['show-all'] },
    separator,
    { role: 'quit', label: words.quit },
  ],
})

const editMenu = (words: MenuWords): Item => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words['select-all'] },
  ],
})

function viewMenu(context: MenuContext, words: MenuWords): Item {
  const forDevelopers: Item[] = context.isPackaged ? [] : [separator, { role: 'toggleDevTools' }]
  return {
    label: words.view,
    submenu: [
      { role: 'reload', label: words.reload },
      separator,
      { role: 'resetZoom', label: words['reset-zoom'] },
      { role: 'zoomIn', label: words['zoom-in'] },
      { role: 'zoomOut', label: words['zoom-out'] },
      ...moreZoomKeys(words),
      separator,
      { role: 'togglefullscreen', label: words['full-screen'] },
      ...forDevelopers,
    ],
  }
}

/** Electron has Ctrl and plus alone, which takes Shift on most layouts; browsers have these too. */
const moreZoomKeys = (words: MenuWords): Item[] => {
  const hidden = { visible: false, acceleratorWorksWhenHidden: true }
  return [
    { role: 'zoomIn', label: words['zoom-in'], accelerator: 'CommandOrControl+=', ...hidden },
    { role: 'zoomIn', label: words['zoom-in'], accelerator: 'CommandOrControl+numadd', ...hidden },
    { role: 'zoomOut', label: words['zoom-out'], accelerator: 'CommandOrControl+numsub', ...hidden },
    { role: 'resetZoom', label: words['reset-zoom'], accelerator: 'CommandOrControl+num0', ...hidden },
  ]
}

function windowMenu(context: MenuContext, words: MenuWords): Item {
  const forMac: Item[] = context.isMac
    ? [{ role: 'zoom', label: words.zoom }, separator, { role: 'front', label: words.front }]
    : [{ role: 'close', label: words.close }]
  return { role: 'window', label: words.window, submenu: [{ role: 'minimize', label: words.minimize }, ...forMac] }
}
