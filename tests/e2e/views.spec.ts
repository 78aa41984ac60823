import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const list = (page: Page) => page.locator('[data-area=list]')
const rows = (page: Page) => list(page).getByRole('listbox').getByRole('option')
const dialog = (page: Page) => page.getByRole('dialog')
const inNavigation = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name })

// Catches a view that its maker alone sees, one that stands in another order than was chosen, and one that anybody may change.
test('a supervisor shares a view in an order of its own, by keys; an agent goes round to it and makes of it one of their own', async ({
  browser,
}) => {
  const { directUrl, password } = await running()
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const [siti, ana] = await Promise.all([first.newPage(), second.newPage()])
  for (const [page, login] of [
    [siti, 'siti'],
    [ana, 'ana'],
  ] as const) {
    await page.goto(directUrl)
    await signIn(page, login, password)
  }
  await siti.keyboard.press('/')
  await siti.keyboard.type('queue:"Late delivery PH" is:open')
  await siti.keyboard.press('Enter')
  await siti.keyboard.press('Shift+V')
  await siti.keyboard.type('Parcels by number')
  await tabTo(siti, dialog(siti).getByLabel('Order by'))
  await siti.keyboard.type('Number: low')
  await tabTo(siti, dialog(siti).getByLabel('Who sees it'))
  await siti.keyboard.type('Every')
  await siti.keyboard.press('Enter')
  await expect(dialog(siti)).toBeHidden()
  await isSynced(siti)

  await expect(inNavigation(ana, /^Parcels by number/)).toBeVisible()
  await ana.keyboard.press('Escape')
  await expect(async () => {
    await ana.keyboard.press('g')
    await ana.keyboard.press('v')
    await expect(inNavigation(ana, /^Parcels by number/)).toHaveAttribute('aria-current', 'page', { timeout: 1000 })
  }).toPass()
  await expect(list(ana)).toContainText('lowest number first')
  await expect(rows(ana).first()).toContainText('Tablet for my daughter')
  await ana.keyboard.press('Shift+V')
  await expect(dialog(ana).getByLabel('Name')).toHaveValue('Parcels by number')
  await expect(dialog(ana)).toContainText('is shared, so those who lead change it')
  await ana.keyboard.press('Control+a')
  await ana.keyboard.type('Parcels of mine')
  await ana.keyboard.press('Enter')
  await expect(dialog(ana)).toBeHidden()
  await expect(inNavigation(ana, /^Parcels of mine/)).toHaveAttribute('aria-current', 'page')
  await expect(inNavigation(ana, /^Parcels by number/)).toBeVisible()
  await isSynced(ana)
  await expect(inNavigation(siti, /^Parcels by number/)).toBeVisible()
  await expect(inNavigation(siti, /^Parcels of mine/)).toHaveCount(0)
  await first.close()
  await second.close()
})
