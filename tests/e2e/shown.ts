import { type Page, expect } from '@playwright/test'
import type { Tongue } from '#renderer/words/languages.ts'
import type { Settings } from '#renderer/workspace/settings-store.ts'
import { type SayIn, wordsIn } from './words-in.ts'

/** A window that shows the desk to somebody in some language. */
export interface Shown {
  readonly page: Page
  readonly say: SayIn
}

/** Has the next pages of this window speak a language and look in some way. Before the first page is loaded. */
export async function settle(page: Page, settings: Partial<Settings> & { language: Tongue }): Promise<Shown> {
  // Somebody who changes a setting in the window keeps it: this is only how it begins.
  await page.addInitScript((kept) => {
    if (localStorage.getItem('tierdesk.settings') === null) localStorage.setItem('tierdesk.settings', kept)
  }, JSON.stringify(settings))
  return { page, say: wordsIn(settings.language) }
}

/** Signs in without a PIN and waits until the desk has everything. */
export async function signInTo({ page, say }: Shown, login: string, password: string): Promise<void> {
  await page.getByLabel(say('sign-in.login')).fill(login)
  await page.getByLabel(say('sign-in.password'), { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: say('pin.skip') }).click()
  await isSyncedIn({ page, say })
}

/** Waits until the window says that the service has everything. */
export const isSyncedIn = ({ page, say }: Shown): Promise<void> =>
  expect(page.getByRole('button', { name: say('sync.label') })).toContainText(say('sync.all-synced'))

/** Finds a case by its number and opens it. */
export async function openCaseOf({ page }: Shown, number: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(number)
  await expect(page.getByRole('option', { name: new RegExp(number) }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { selected: true, name: new RegExp(number) })).toBeVisible()
}
