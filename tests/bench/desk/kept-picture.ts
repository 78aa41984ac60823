import type { Page } from '@playwright/test'

/** Shows the list of this name, and waits until it is what the next start shows first. */
export async function keptPicture(page: Page, list: RegExp): Promise<void> {
  const button = await page.getByRole('button', { name: list }).elementHandle()
  // In one go: the picture that comes next is of this list.
  await page.evaluate((shown) => {
    for (const name of Object.keys(localStorage)) if (name.includes('first-screen')) localStorage.removeItem(name)
    if (shown instanceof HTMLElement) shown.click()
  }, button)
  await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes('first-screen')))
}
