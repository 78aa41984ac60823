import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { menuTemplate } from '#main/menu-template.ts'
import { type MenuWords, menuWords } from '#shared/menu-words.ts'

function allItems(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? allItems(item.submenu) : [])])
}

// Catches: a key that acts twice, once by the menu and once by the window's own registry.
test('commands in the menu carry an id and no key', () => {
  const commands = allItems(
    menuTemplate({ isMac: false, isPackaged: true, runCommand: () => undefined }, menuWords),
  ).filter((item) => item.click !== undefined)
  expect(commands.map((item) => item.id)).toEqual([
    'desk.lock',
    'palette.open',
    'shortcuts.show',
    'desk.show-health',
    'desk.about',
  ])
  expect(commands.every((item) => item.accelerator === undefined)).toBe(true)
})

// Catches: developer tools in the hands of anyone who sits down at an agent's desk.
test('developer tools are offered in development only', () => {
  const roles = (isPackaged: boolean) =>
    allItems(menuTemplate({ isMac: true, isPackaged, runCommand: () => undefined }, menuWords)).map((item) => item.role)
  expect(roles(true)).not.toContain('toggleDevTools')
  expect(roles(false)).toContain('toggleDevTools')
})

// Catches: a role without a label, which Electron says in English whatever the window speaks.
test.each([true, false])('every item is said in the words that the window gave (on a Mac: %s)', (isMac) => {
  const spoken = Object.fromEntries(Object.keys(menuWords).map((name) => [name, `said ${name}`])) as MenuWords
  const items = allItems(menuTemplate({ isMac, isPackaged: true, runCommand: () => undefined }, spoken))
  const silent = items.filter(
    ({ type, role, label }) => type !== 'separator' && role !== 'appMenu' && label === undefined,
  )
  expect(silent).toEqual([])
  expect(items.flatMap(({ label }) => (label === undefined || label.startsWith('said ') ? [] : [label]))).toEqual([])
})
