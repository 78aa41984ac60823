import { type Page, expect } from '@playwright/test'
import { serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { signIn } from './story.ts'

const listRow = '[data-area="list"] [role="option"]'
const pictureRow = '[data-area="picture"] li'
const pictureKept = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('tierdesk.first-screen.')).length)

/** Keeps the window from its databases until `tierdeskGoOn` is called: a disk that takes its time. */
const slowDisk = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const waits = new Promise<void>((resolve) => Reflect.set(globalThis, 'tierdeskGoOn', resolve))
    const request = navigator.locks.request.bind(navigator.locks) as (...given: unknown[]) => Promise<unknown>
    navigator.locks.request = async (name: string, ...rest: unknown[]) => {
      if (/^tierdesk-[0-9a-f-]{36}$/.test(name)) await waits
      return request(name, ...rest)
    }
  })

// Would catch: a start that shows nothing until everything is read, a picture whose rows jump or can be acted on, and one that outlives a
// sign-out.
test('the desk of last time is shown until its rows are read, takes no key or click, and is gone after signing out', async ({
  page,
}) => {
  const service = await serviceUnderTest()
  try {
    await page.goto(service.directUrl)
    await signIn(page, 'ana', service.password)
    const allOpen = await page.getByRole('button', { name: /^All open/ }).elementHandle()
    // In one go, so that the picture that comes next is of this list.
    await page.evaluate((button) => {
      for (const name of Object.keys(localStorage)) if (name.includes('first-screen')) localStorage.removeItem(name)
      if (button instanceof HTMLElement) button.click()
    }, allOpen)
    await expect.poll(() => pictureKept(page)).toBe(1)
    await slowDisk(page)
    await page.reload()
    const seen = page.locator(pictureRow)
    await expect(seen.first()).toBeVisible()
    const [text, place] = [await seen.first().innerText(), await seen.first().boundingBox()]
    // As many as can be seen: each line that is not would be time in which nothing is.
    const fitting = Math.ceil((page.viewportSize()?.height ?? 0) / (place?.height ?? 1))
    expect(await seen.count()).toBe(fitting)
    await page.keyboard.press('Enter')
    await page.keyboard.press('e')
    await seen.first().click({ force: true })
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.evaluate(() => (Reflect.get(globalThis, 'tierdeskGoOn') as () => void)())
    const row = page.locator(listRow).first()
    await expect(row).toBeVisible()
    await expect(seen).toHaveCount(0)
    expect([await row.innerText(), await row.boundingBox()]).toEqual([text, place])
    await expect(page.locator(`${listRow}[aria-selected="true"]`)).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Command, case number, party or SOP')).toBeFocused()
    await page.keyboard.type('Sign out')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Login')).toBeVisible()
    expect(await pictureKept(page)).toBe(0)
  } finally {
    await service.remove()
  }
})
