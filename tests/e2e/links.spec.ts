import { expect } from '@playwright/test'
import { serviceUnderTest } from '../service-under-test.ts'
import { give } from './by-keys.ts'
import { test } from './desk-test.ts'
import { signIn } from './story.ts'

// Catches: a link that shows its case to whoever has not signed in, one that is followed again with every load, and one that a copy does not lead to.
test('a link to a case is copied by its command, and opens the case once its reader has signed in', async ({
  browser,
}) => {
  const service = await serviceUnderTest()
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto(`${service.directUrl}/#case/10311`)
  await expect(page.getByLabel('Login')).toBeVisible()
  expect(await page.locator('body').innerText()).not.toContain('10311')
  await signIn(page, 'ana', service.password)
  const tab = (number: string) => page.getByRole('tab', { selected: true, name: new RegExp(number) })
  await expect(tab('10311')).toBeVisible()
  expect(new URL(page.url()).hash).toBe('')
  await give(page, 'Copy the link to the case')
  await expect(page.getByText('The link to 10311 is on the clipboard.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${service.directUrl}/#case/10311`)
  // Followed while the window is open, as from a bookmark: first where it leads nowhere.
  await page.evaluate(() => (location.hash = '#case/77777'))
  await expect(page.getByText('The case 77777 was not opened: it is not among the cases you see.')).toBeVisible()
  await page.evaluate(() => (location.hash = '#case/10314'))
  await expect(tab('10314')).toBeVisible()
  await service.remove()
})
