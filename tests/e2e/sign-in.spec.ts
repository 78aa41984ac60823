import { expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSyncedIn, settle } from './shown.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

// Would catch a refusal that comes from the service in English, a password that has to be found again, and a way in that needs the mouse.
test('a sign-in is refused and then taken by keys alone, in the language of the window', async ({ page }) => {
  const { directUrl, password } = await running()
  const shown = await settle(page, { language: 'th' })
  const { say } = shown
  await page.goto(directUrl)
  await expect(page.getByLabel(say('sign-in.login'))).toBeFocused()
  await page.keyboard.type('ana')
  await page.keyboard.press('Tab')
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await expect(page.getByText(say('service.wrong-login'))).toBeVisible()
  // What was typed is selected, so that the next letter replaces it.
  await expect(page.getByLabel(say('sign-in.password'), { exact: true })).toBeFocused()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: say('pin.choose-title') })).toBeVisible()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('button', { name: say('pin.skip') })
  for (let stops = 0; stops < 10 && !(await skip.evaluate((button) => button === document.activeElement)); stops++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await isSyncedIn(shown)
})
