import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest, withMovingClock } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { choose, isSynced, openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const head = (page: Page) => page.locator('#case-panel header')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })

// Catches cases that wait for ever where nobody is free, ones that move though somebody could set it otherwise, and a move that nobody is told of.
test('a supervisor lets a queue overflow: what nobody is free for moves on after a while, and says why', async ({
  page,
}) => {
  service = await serviceUnderTest(withMovingClock)
  await page.goto(service.directUrl)
  await signIn(page, 'siti', service.password)
  await openCase(page, '10506')
  await expect(head(page)).toContainText('Payments PH')
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill('Queues: who is given')
  await expect(page.getByRole('option', { name: 'Queues: who is given' }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  const list = dialog(page).getByRole('listbox', { name: 'Queues' })
  await expect(list).toBeFocused()
  const row = list.getByRole('option', { name: 'Payments PH', selected: true })
  for (let n = 0; n < 40 && (await row.count()) === 0; n++) await page.keyboard.press('ArrowDown')
  await expect(row).toBeVisible()
  await page.keyboard.press('Enter')
  await choose(page, 'When nobody is free', 'Late delivery PH')
  const minutes = dialog(page).getByLabel('After minutes')
  await tabTo(page, minutes)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Payments PH is saved.')).toBeVisible()
  await expect(dialog(page).getByRole('region', { name: 'Changes' })).toContainText('Late delivery PH')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()

  await expect(head(page)).toContainText('Payments PH')
  for (const _ of [1, 2, 3]) service.aMinutePasses()
  await expect(head(page)).toContainText('Late delivery PH')
  await expect(thread(page)).toContainText(
    /Nobody was free in Payments PH for \d+ min, so the case moved to Late delivery PH/,
  )
  await isSynced(page)
})
