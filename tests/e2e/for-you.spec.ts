import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const named = '10409'
const followed = '10419'
const list = (page: Page) => page.getByRole('listbox', { name: 'For you' })
const rows = (page: Page) => list(page).getByRole('option')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const entry = (page: Page) => page.getByRole('navigation').getByRole('button', { name: /^For you/ })

async function signedIn(page: Page, url: string, login: string): Promise<void> {
  await page.goto(url)
  await signIn(page, login, (await running()).password)
}

/** Looks at everything that the demo has for this agent, so that what comes is what is counted. */
async function lookAtAll(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('y')
  while (!(await page.getByText('You have looked at everything').isVisible())) {
    const before = await rows(page).count()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(rows(page)).toHaveCount(before - 1)
    await page.keyboard.press('Escape')
  }
}

/** A note by keys, on the case in front. `at`: the first letters of whom it names. */
async function note(page: Page, text: string, at?: string): Promise<void> {
  await thread(page).focus()
  await page.keyboard.press('n')
  if (at !== undefined) {
    await page.keyboard.type(`@${at}`)
    await expect(page.getByRole('listbox', { name: 'Colleagues' })).toBeVisible()
    await page.keyboard.press('Enter')
  }
  await page.keyboard.type(text)
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText(text)).toBeVisible()
}

// Catches a colleague who is named by @ and never notices, a mark that is gone with the window, one that stays after it was looked at, and a
// passing word that shows what was written to whoever stands behind.
test('who is named finds the case in “For you” by keys, on any computer and without a network, until they looked', async ({
  browser,
}) => {
  const { port, directUrl } = await running()
  const wire = await openWire(port)
  const [first, second, third] = await Promise.all([browser.newContext(), browser.newContext(), browser.newContext()])
  const siti = await first.newPage()
  const ana = await second.newPage()
  await signedIn(siti, directUrl, 'siti')
  await signedIn(ana, wire.url, 'ana')
  await lookAtAll(ana)

  await openCase(siti, named)
  await note(siti, 'could you ask the seller?', 'ana')
  const toast = ana.getByText(`You are named in a note on ${named}.`)
  await expect(toast).toBeVisible()
  await expect(ana.getByText('could you ask the seller?')).toBeHidden()
  await expect(entry(ana)).toContainText('1')

  // Another computer of hers, which was not on when it happened.
  const other = await third.newPage()
  await signedIn(other, directUrl, 'ana')
  await expect(entry(other)).toContainText('1')

  wire.cut()
  await ana.keyboard.press('g')
  await ana.keyboard.press('y')
  await expect(rows(ana)).toHaveCount(1)
  await expect(rows(ana)).toContainText('names you')
  await ana.keyboard.press('j')
  await ana.keyboard.press('Enter')
  await expect(thread(ana).getByText('could you ask the seller?')).toBeVisible()
  await expect(thread(ana).getByText('names you')).toBeVisible()
  await expect(ana.getByText('You have looked at everything')).toBeVisible()
  await expect(entry(other)).toContainText('1')
  wire.mend()
  await isSynced(ana)
  await expect(entry(other)).not.toContainText('1')
  await Promise.all([first.close(), second.close(), third.close()])
  await wire.close()
})

// Catches a case that is followed in vain: a change while nobody was there, told by a toast that went by.
test('a followed case that changed waits in “For you”, also where the desk was closed meanwhile', async ({
  browser,
}) => {
  const { directUrl, partyWrites } = await running()
  const context = await browser.newContext()
  const ana = await context.newPage()
  await signedIn(ana, directUrl, 'ana')
  await lookAtAll(ana)
  await openCase(ana, followed)
  await ana.keyboard.press('f')
  await expect(ana.getByText(`You follow ${followed}.`)).toBeVisible()
  await isSynced(ana)
  await ana.keyboard.press('Alt+w')
  await ana.goto('about:blank')
  await partyWrites(followed, 'Is there any news?')
  await ana.goto(directUrl)
  await expect(entry(ana)).toContainText('1')
  await ana.keyboard.press('g')
  await ana.keyboard.press('y')
  await expect(rows(ana)).toContainText('new reply')
  await ana.keyboard.press('j')
  await ana.keyboard.press('Enter')
  await expect(thread(ana).getByText('Is there any news?')).toBeVisible()
  await expect(ana.getByText('You have looked at everything')).toBeVisible()
  await context.close()
})
