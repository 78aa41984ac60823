import { type Page, expect } from '@playwright/test'
import { type Shown, openCaseOf } from './shown.ts'
import type { SayIn } from './words-in.ts'

/** Tier 1, Tier 2 and a supervisor of the demo. */
export const logins = ['ana', 'ben', 'siti'] as const
type Login = (typeof logins)[number]

/** One thing the window can show, and the keys that lead to it from the desk. Two presses of Esc lead back. */
export interface Screen {
  readonly name: string
  readonly login: Login
  readonly reach: (shown: Shown) => Promise<void>
  /** Keys that lead back besides Esc. */
  readonly back?: readonly string[]
}

/** What lies over the desk. */
export const dialog = (page: Page) => page.getByRole('dialog')
/** Waits until something lies over the desk. */
export const isOpen = (page: Page): Promise<void> => expect(dialog(page)).toBeVisible()

/** Gives a command that has no key by its name in the palette. */
export async function give({ page, say }: Shown, title: Parameters<SayIn>[0]): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill(say(title))
  await expect(page.getByRole('option', { name: say(title) }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** A dialog that has no key, by its name. */
export const byCommand =
  (title: Parameters<SayIn>[0]) =>
  async (shown: Shown): Promise<void> => {
    await give(shown, title)
    await isOpen(shown.page)
  }

/** A dialog over an open case, by its key. */
export const onCase =
  (number: string, key: string) =>
  async (shown: Shown): Promise<void> => {
    await openCaseOf(shown, number)
    await shown.page.keyboard.press(key)
    await isOpen(shown.page)
  }

/** Presses keys one after the other. */
export async function byKeysAlone(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** A dialog by its keys. */
export const byKeys =
  (...keys: string[]) =>
  async ({ page }: Shown): Promise<void> => {
    await byKeysAlone(page, ...keys)
    await isOpen(page)
  }

/** Tier 2 holds an escalation: only then can it be returned or handed back. */
export async function hold(shown: Shown): Promise<void> {
  await openCaseOf(shown, '10602')
  await shown.page.keyboard.press('Shift+A')
}

/** A step of Tier 2 on what it holds. */
export const heldBy = (title: Parameters<SayIn>[0]) => (shown: Shown) => hold(shown).then(() => byCommand(title)(shown))

/** A tab beside an open case. */
export const context =
  (digit: number, number = '10311') =>
  async (shown: Shown) => {
    await openCaseOf(shown, number)
    await shown.page.keyboard.press(`Alt+${digit}`)
  }

const pin = '271828'

/** Sets a PIN, where the desk is to be opened by one. */
export async function havePin(shown: Shown): Promise<void> {
  const { page, say } = shown
  await byCommand('commands.set-pin')(shown)
  await dialog(page).getByLabel(say('pin.new'), { exact: true }).fill(pin)
  await dialog(page).getByLabel(say('pin.again')).fill(pin)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
}

/** Locks the desk by its key, whatever lies over it. */
export async function lock({ page, say }: Shown): Promise<void> {
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('heading', { name: say('unlock.title') })).toBeVisible()
}

/** Opens it again by the PIN. */
export async function unlock({ page, say }: Shown): Promise<void> {
  await page.getByLabel(say('unlock.pin'), { exact: true }).fill(pin)
  await page.keyboard.press('Enter')
}
