import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { lookFor } from './macro-keys.ts'
import { enterPin, isSynced, openCase, pressButton, signIn, storyPin, tabTo } from './story.ts'
import { textsOn } from './texts-on.ts'

let service: ServiceUnderTest | undefined
test.afterAll(() => service?.remove())

const dialog = (page: Page) => page.getByRole('dialog')
const beside = (page: Page) => page.getByRole('complementary', { name: 'Beside the case' })
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const next = (page: Page) => page.getByRole('region', { name: 'Next step' })
const pill = (page: Page) => page.getByLabel(/^State of the connection/)

// Catches any of what a case is worked with that lies with the service alone: its texts, the dispute and its clock, the SOP and its steps, macros.
test('a case, the clock of its dispute, the steps of an SOP and a macro are worked in one window that was started without a network', async ({
  browser,
}) => {
  service = await serviceUnderTest()
  const { port, directUrl, password } = service
  const wire = await openWire(port)
  const context = await browser.newContext()
  const before = await context.newPage()
  await before.goto(wire.url)
  await signIn(before, 'ana', password, storyPin)
  wire.cut()
  await expect(pill(before)).toContainText('Offline since')
  await before.close()
  const page = await context.newPage()
  await page.goto(wire.url)
  await enterPin(page, storyPin)
  await expect(pill(page)).toContainText('Offline since')

  // Never opened on this computer before.
  await openCase(page, '10318')
  await expect(thread(page)).toContainText('The video is uploaded since yesterday night')
  await page.keyboard.press('Alt+7')
  await expect(beside(page)).toContainText('Under review')
  await expect(beside(page)).toContainText(/The desk has until|over since/)

  await page.keyboard.press('Control+Shift+F')
  await expect(page.getByRole('combobox', { name: 'Search SOPs' })).toBeFocused()
  await page.keyboard.type('arrived damaged')
  await expect(page.getByRole('listbox', { name: 'SOPs' })).toHaveAttribute('data-answers', 'arrived damaged')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Item arrived damaged' })).toBeVisible()
  await page.keyboard.press('Alt+s')
  await pressButton(page, page.getByRole('button', { name: 'Work through them on 10318' }))
  for (const label of ['Photo of the damage', 'Photo of the outer box']) {
    await tabTo(page, next(page).getByLabel(label))
    await page.keyboard.type('In the thread')
  }
  await pressButton(page, next(page).getByRole('button', { name: 'Done' }))
  await expect(next(page)).toContainText('What is broken?')

  await lookFor(page, '10318', 'looking into it')
  await expect(page.getByText('As it will read for')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toBeHidden()
  await expect(thread(page).getByText('Saved on this computer, will send').first()).toBeVisible()
  await expect(pill(page)).toContainText(/\d saved, will send/)
  wire.mend()
  await isSynced(page)
  expect((await textsOn(directUrl, password, '10318')).join('\n')).toContain('I have your message in front of me')
  await context.close()
  await wire.close()
})
