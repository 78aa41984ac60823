import { type Locator, type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { choose, isSynced, openCase, pressButton } from './story.ts'
import { banner, openDesk, sendForm, thread, writeIn } from './by-keys.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const question = (page: Page) => page.getByRole('region', { name: 'Question to the supervisor' })
const heightOf = async (of: Locator): Promise<number> => (await of.boundingBox())?.height ?? 0
const aLine = 60

/** Asks whoever leads, to be answered within a quarter of an hour. */
async function ask(page: Page, text: string): Promise<void> {
  await thread(page).focus()
  await page.keyboard.press('Shift+P')
  await choose(page, 'Why', 'Needs an approval')
  await choose(page, 'Answer needed within', '15 min')
  await writeIn(page, 'Question', text)
  await sendForm(page)
  await isSynced(page)
}

// Catches a thread that has no room left on a small screen, and what waits for the agent folded away under what waits for somebody else.
test('of what stands above the thread the most urgent is shown whole and the rest in a line each, on a small screen, too', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 700 })
  await openDesk(page, await running(), 'ana')
  // It came back from Tier 2, and there is a dispute about it.
  await openCase(page, '10318')
  await expect(banner(page).getByRole('button', { name: 'Complete' })).toBeVisible()
  await ask(page, 'May I promise her a new machine?')

  await expect(question(page)).toContainText('May I promise her a new machine?')
  await expect(question(page)).toContainText('min left')
  expect(await heightOf(question(page))).toBeLessThan(aLine)
  await expect(banner(page).getByRole('button', { name: 'Complete' })).toBeInViewport()
  await expect(page.getByRole('region', { name: 'Write on this case' })).toBeInViewport({ ratio: 1 })
  expect(await heightOf(thread(page))).toBeGreaterThan(aLine)

  await pressButton(page, question(page).getByRole('button', { name: 'Show' }))
  await expect(question(page).getByRole('button', { name: 'Withdraw' })).toBeInViewport()
  expect(await heightOf(banner(page))).toBeLessThan(aLine)
  // The keys stay where they were.
  await page.keyboard.press('Enter')
  await expect(banner(page).getByRole('button', { name: 'Complete' })).toBeInViewport()
  expect(await heightOf(question(page))).toBeLessThan(aLine)
})

// Catches what is due in a minute below what has all day.
test('what is asked of a supervisor stands by what is due first, and each row says for how long still', async ({
  browser,
}) => {
  const [ana, page] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || page === undefined) throw new Error('no windows')
  await openDesk(ana, await running(), 'ana')
  await openCase(ana, '10405')
  await ask(ana, 'May I send another one?')
  await openDesk(page, await running(), 'siti')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  const list = page.locator('[data-area=list]')
  await expect(list.getByRole('heading')).toHaveText('Asked of you')
  await expect(list).toContainText('first to run out')
  // Ana asked a moment ago, and has given them a quarter of an hour.
  await expect(list.getByRole('option').first()).toContainText(/Answer due 1\d min left/)
  await expect(list.getByRole('option').last()).not.toContainText(/Answer due \d+ min left/)
})
