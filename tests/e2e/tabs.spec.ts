import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const tabs = (page: Page) => page.getByRole('tablist', { name: 'Open cases' }).getByRole('tab')
const inFront = (page: Page, number: string) => page.getByRole('tab', { selected: true, name: new RegExp(number) })
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

async function start(page: Page): Promise<void> {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'ana', password)
}

// Catches a draft that goes with its tab, or stands on another case; and a tab that only the mouse can turn or close.
test('cases stand in tabs that are turned and closed by keys, and each keeps what was written on it, also over a restart', async ({
  page,
}) => {
  await start(page)
  await openCase(page, '10311')
  await page.keyboard.press('r')
  await page.keyboard.type('For the first one.')
  await openCase(page, '10314')
  await page.keyboard.press('n')
  await page.keyboard.type('For the second one.')
  await openCase(page, '10318')
  await expect(tabs(page)).toHaveCount(3)
  // While writing, too.
  await page.keyboard.press('r')
  await page.keyboard.press('Alt+Comma')
  await expect(inFront(page, '10314')).toBeVisible()
  await expect(writing(page)).toHaveValue('For the second one.')
  await page.keyboard.press('[')
  await expect(inFront(page, '10311')).toBeVisible()
  await page.keyboard.press('r')
  await expect(writing(page)).toHaveValue('For the first one.')
  // Round about, from the first to the last.
  await page.keyboard.press('Alt+Comma')
  await expect(inFront(page, '10318')).toBeVisible()
  await page.keyboard.press(']')
  await expect(inFront(page, '10311')).toBeVisible()
  await page.keyboard.press('Alt+w')
  await expect(tabs(page)).toHaveCount(2)
  await expect(tabs(page).filter({ hasText: '10311' })).toHaveCount(0)
  // With the focus on the tabs themselves: the arrows turn, Delete closes.
  await tabTo(page, page.getByRole('tab', { selected: true, name: /^10/ }))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Delete')
  await expect(tabs(page)).toHaveCount(1)

  await page.reload()
  await isSynced(page)
  await openCase(page, '10311')
  await page.keyboard.press('r')
  await expect(writing(page)).toHaveValue('For the first one.')
})

// Catches panes that only the mouse can widen, and widths that the next start forgets.
test('the panes are made wider and narrower by the arrow keys, and stay so', async ({ page }) => {
  await start(page)
  const line = page.getByRole('separator', { name: 'Resize the panes beside this line' }).first()
  const width = async (): Promise<number> => (await page.locator('[data-area=list]').boundingBox())?.width ?? 0
  const before = await width()
  await tabTo(page, line)
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight')
  await expect.poll(width).toBeGreaterThan(before + 20)
  const after = await width()
  await page.reload()
  await isSynced(page)
  await expect.poll(width).toBeCloseTo(after, 0)
})
