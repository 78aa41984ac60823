import { type Locator, type Page, expect } from '@playwright/test'
import { openCase, pressButton, tabTo } from './story.ts'

const dialog = (page: Page) => page.getByRole('dialog')

/** Opens the list of macros on a case and looks for one, by keys alone. */
export async function lookFor(page: Page, caseNumber: string, query: string): Promise<void> {
  await openCase(page, caseNumber)
  await page.keyboard.press('m')
  await expect(dialog(page).getByRole('combobox')).toBeFocused()
  await page.keyboard.type(query)
}

/** Closes what lies over the desk. */
export async function leaveDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

/** Opens the place where macros are written. */
export async function openEditor(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(dialog(page).getByLabel('Find by title')).toBeFocused()
}

/** Goes to a field and writes over what stands in it. */
export async function writeOver(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

/** Publishes as its reviewer what somebody else has asked to have read. */
export async function publishAsReviewer(page: Page, title: RegExp): Promise<void> {
  await openEditor(page)
  await pressButton(page, dialog(page).getByRole('button', { name: title }).first())
  await pressButton(page, dialog(page).getByRole('button', { name: 'Publish' }))
  await expect(page.getByText('Published. Everyone it is for has it with the next sync.').last()).toBeVisible()
  await leaveDialog(page)
}
