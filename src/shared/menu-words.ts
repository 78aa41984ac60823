import { z } from 'zod'

/** What the application menu of the desktop app says, in English: until the window has told how its own language says it. */
export const menuWords = {
  about: 'About Tierdesk',
  services: 'Services',
  hide: 'Hide Tierdesk',
  'hide-others': 'Hide others',
  'show-all': 'Show all',
  file: 'File',
  close: 'Close the window',
  quit: 'Quit Tierdesk',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  'select-all': 'Select all',
  view: 'View',
  reload: 'Load the window again',
  'reset-zoom': 'Actual size',
  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  'full-screen': 'Full screen',
  window: 'Window',
  minimize: 'Minimise',
  zoom: 'Zoom',
  front: 'Bring all to the front',
  help: 'Help',
  palette: 'Find a command, a case or an SOP',
  keys: 'Show all keys',
  health: 'Connection and safekeeping',
  'no-suggestions': 'No suggestions',
  lock: 'Lock the desk',
} as const

type MenuName = keyof typeof menuWords

const names = Object.keys(menuWords) as [MenuName, ...MenuName[]]

/** The words of the menu in one language: every one of them. */
export const MenuWords = z.record(z.enum(names), z.string().min(1).max(100))
export type MenuWords = Readonly<Record<MenuName, string>>
