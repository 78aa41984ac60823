import AxeBuilder from '@axe-core/playwright'
import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { logins } from './reach.ts'
import { leave, screens } from './screens.ts'
import { settle, signInTo } from './shown.ts'
import { enterPin, isSynced, setPin } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

/** The looks a window can have, as they stand on its root element (apply-display.ts puts them there). */
const looks = [
  { theme: 'light', contrast: 'usual' },
  { theme: 'dark', contrast: 'usual' },
  { theme: 'light', contrast: 'more' },
  { theme: 'dark', contrast: 'more' },
] as const

/**
 * What axe finds, by rule, with the first places of each. The looks differ in their colours alone: all rules look at the first one, those
 * about colours at the others too. A dialog or a menu makes everything around it inert, so what is around it is not looked at again.
 */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const look of looks) {
    await page.evaluate((chosen) => Object.assign(document.documentElement.dataset, chosen), look)
    const axe = new AxeBuilder({ page })
    // The size of targets is part of WCAG 2.2 AA, and not on by default in axe.
    if (look === looks[0]) axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    else axe.options({ resultTypes: ['violations'] }).withRules(['color-contrast', 'link-in-text-block'])
    for (const cover of ['dialog', 'menu'] as const) {
      if (await page.getByRole(cover).isVisible()) axe.include(`[role=${cover}]`)
    }
    const { violations } = await axe.analyze()
    const name = `${look.theme}, ${look.contrast} contrast`
    found.push(...violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${name}: ${id}: ${html}`)))
  }
  return found
}

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
