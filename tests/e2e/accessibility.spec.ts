import { expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { findings } from './axe-findings.ts'
import { test } from './desk-test.ts'
import { logins } from './reach.ts'
import { leave, screens } from './screens.ts'
import { settle, signInTo } from './shown.ts'
import { enterPin, isSynced, setPin } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

// Two cores, many screens: how long it takes says nothing.
test.setTimeout(900_000)

for (const login of logins) {
  // Would catch: a control without a name, a text too pale to read, a region that the keyboard cannot reach, a button too small to hit.
  // Every dialog is among the screens: the type checker misses one that is not.
  test(`axe finds nothing on the screens of ${login}, light, dark and in high contrast`, async ({ page }) => {
    const { directUrl, password } = await running()
    const shown = await settle(page, { language: 'en' })
    await page.goto(directUrl)
    await signInTo(shown, login, password)
    const found: { screen: string; faults: string[] }[] = []
    for (const screen of screens.filter((one) => one.login === login)) {
      await screen.reach(shown)
      const faults = await findings(page)
      if (faults.length > 0) found.push({ screen: screen.name, faults })
      await leave(shown, screen)
    }
    expect(found).toEqual([])
  })
}

test('axe finds nothing on sign-in, PIN and the locked desk', async ({ page, context }) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await expect(page.getByLabel('Login')).toBeVisible()
  const found = await findings(page)
  await page.getByLabel('Login').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Choose a PIN for this computer' })).toBeVisible()
  await setPin(page, '123456')
  found.push(...(await findings(page)))
  await setPin(page, '271828')
  await isSynced(page)
  await context.route('**/api/share', (route) => route.abort())
  await page.reload()
  await enterPin(page, '000001')
  await expect(page.getByText('4 tries are left')).toBeVisible()
  found.push(...(await findings(page)))
  expect(found).toEqual([])
})
