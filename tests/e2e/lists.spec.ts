import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest, withMovingClock } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest(withMovingClock))
test.afterAll(() => service?.remove())

const list = (page: Page) => page.locator('[data-area=list]')
const rows = (page: Page) => list(page).getByRole('listbox').getByRole('option')
const field = (page: Page) => page.getByRole('search').getByRole('combobox')
const offers = (page: Page) => page.getByRole('listbox', { name: 'Completions of the search' }).getByRole('option')
const inNavigation = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name })
const pill = (page: Page) => page.getByLabel(/^State of the connection/)

async function go(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Searches for a text, by keys alone, and waits until the list shows what it finds. */
async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/')
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await expect(list(page).getByRole('heading')).toHaveText(`“${text.trim()}”`)
}

// Catches: completion that the keys do not reach, a mistake that is not said, and a message in the archive that nobody finds.
test('a search is completed by keys, says what it does not understand, and goes on in the messages', async ({
  page,
}) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'ana', password)
  await page.keyboard.press('/')
  await page.keyboard.type('que')
  await expect(offers(page)).toHaveText([/^queue:/])
  await page.keyboard.press('Tab')
  await page.keyboard.type('ret')
  await page.keyboard.press('ArrowDown')
  await expect(offers(page).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('queue:"Returns PH" ')
  await page.keyboard.type('-is:unass')
  await go(page, 'Tab')
  await expect(field(page)).toHaveValue('queue:"Returns PH" -is:unassigned ')
  await expect(rows(page)).not.toHaveCount(0)
  for (const text of await rows(page).allTextContents()) expect(text).toContain('PH')
  await page.keyboard.type('priority:hihg ')
  await expect(list(page).getByText('priority has low, normal, high, urgent; “hihg” is none of them.')).toBeVisible()
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true')
  await go(page, 'Escape', 'Escape')
  // Said in the middle of a thread, in no subject and no last message.
  await search(page, 'wrong truck in Pasig')
  await expect(list(page).getByText('In messages')).toBeVisible()
  const inMessage = rows(page).filter({ hasText: 'wrong truck in Pasig' })
  await expect(inMessage).toHaveCount(1)
  await expect(inMessage.locator('mark').filter({ hasText: 'truck' })).toHaveText('truck')
  await go(page, 'Enter', 'j', 'Enter')
  await expect(page.getByRole('tab', { selected: true, name: /10402/ })).toBeVisible()
})

// Catches: a field that finds nothing, finds what it should not, or needs the network for what lies on this computer.
test('cases are found by number, order, party, tag and date, by keys and also without a network', async ({
  browser,
}) => {
  const { port, password } = await running()
  const wire = await openWire(port)
  const page = await browser.newPage()
  await page.goto(wire.url)
  await signIn(page, 'ana', password)
  wire.cut()
  await expect(pill(page)).toContainText('Offline since')
  for (const query of [
    'id:10311',
    'order:70214',
    'party:"maria dela cruz"',
    'dented lid',
    'tag:damaged queue:"Returns PH" dented',
  ]) {
    await search(page, query)
    await expect(rows(page).filter({ hasText: 'Rice cooker arrived with a dented lid' })).toHaveCount(1)
    // Below them stands the way to the texts of messages, which is the service's.
    const cases = rows(page).filter({ hasNotText: /^In messages/ })
    for (const text of await cases.allTextContents()) expect(text).toContain('Maria Dela Cruz')
  }
  await search(page, 'id:10311 created:<1h')
  await expect(rows(page)).toHaveCount(0)
  await search(page, 'id:10311 -created:<1h')
  await expect(rows(page)).toHaveCount(1)
  await go(page, 'Enter', 'j', 'Enter')
  await expect(page.getByRole('tab', { selected: true, name: /10311/ })).toBeVisible()
  await page.close()
  await wire.close()
})

// Catches: a view that is not counted, does not follow what changes, or cannot be reached, changed or removed by keys.
test('a search becomes a view with a count that follows every change, and goes again', async ({ page }) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'ana', password)
  await search(page, 'is:mine is:open priority:urgent')
  await expect(rows(page)).not.toHaveCount(0)
  const n = await rows(page).count()
  await go(page, 'Enter', 'Shift+V')
  const dialog = page.getByRole('dialog')
  await page.keyboard.type('Burning')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(list(page).getByRole('heading')).toHaveText('Burning')
  await expect(inNavigation(page, /^Burning/)).toContainText(String(n))
  await go(page, 'j', 'p')
  await page.keyboard.type('low')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(n - 1)
  await expect(inNavigation(page, /^Burning/)).toContainText(String(n - 1))
  // Round the views: the first one, then this.
  await go(page, 'g', 'm', 'g', 'v', 'g', 'v')
  await expect(inNavigation(page, /^Burning/)).toHaveAttribute('aria-current', 'page')
  await go(page, 'Shift+V')
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Burning now')
  await page.keyboard.press('Enter')
  await expect(inNavigation(page, /^Burning now/)).toBeVisible()
  await go(page, 'Shift+V')
  await page.getByRole('button', { name: 'Remove the view' }).press('Enter')
  await expect(inNavigation(page, /^Burning/)).toHaveCount(0)
  // One that somebody shared is not changed but copied, and whom it cannot be shared with is said.
  await inNavigation(page, /^VIP and urgent/).press('Enter')
  await go(page, 'Shift+V')
  await expect(dialog).toContainText('“VIP and urgent” is shared, so those who lead change it.')
  await expect(dialog).toContainText('You cannot share it')
  await expect(dialog.getByRole('button', { name: 'Remove the view' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await isSynced(page)
})

// Catches: a snoozed case that stays where it is worked, one that a reply does not bring back, and a snooze that needs the network.
test('a case is put aside by keys, also offline, and comes back at its time or when the party writes', async ({
  browser,
}) => {
  const { port, password, partyWrites, aMinutePasses } = await running()
  const wire = await openWire(port)
  const page = await browser.newPage()
  await page.goto(wire.url)
  await signIn(page, 'ana', password)
  await go(page, 'g', 'm')
  const mine = await rows(page).count()
  const aside = async (subject: string, time: string): Promise<void> => {
    await search(page, subject)
    await go(page, 'Enter', 'j', 'h')
    await page.keyboard.type(time)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  wire.cut()
  await expect(pill(page)).toContainText('Offline since')
  await aside('left earbud', '1m')
  await go(page, 'g', 'z')
  await expect(rows(page).filter({ hasText: 'Left earbud' })).toHaveCount(1)
  wire.mend()
  await isSynced(page)
  await aside('air fryer', 'until they')
  await go(page, 'g', 'm')
  await expect(rows(page)).toHaveCount(mine - 2)
  await go(page, 'g', 'z')
  await expect(rows(page).filter({ hasText: 'Air fryer' })).toContainText('until a reply')
  await partyWrites('10405', 'Is there any news of the air fryer?')
  await expect(page.getByText('10405 is back because the party wrote')).toBeVisible()
  await go(page, 'g', 'm')
  await expect(rows(page).filter({ hasText: 'Air fryer' })).toContainText('they replied')
  // Not before its time: only then does the clock of the service, and nothing else, bring it back.
  await expect(rows(page)).toHaveCount(mine - 1)
  aMinutePasses()
  await expect(page.getByText(/is back from its snooze: Left earbud/)).toBeVisible()
  await expect(rows(page)).toHaveCount(mine)
  await page.close()
  await wire.close()
})

// Catches: a bulk that changes other cases than those that were selected, cannot be taken back, or hides what was refused.
test('what was selected by keys is changed as one, reported with what was refused, and taken back', async ({
  browser,
}) => {
  const { port, password } = await running()
  const wire = await openWire(port)
  const page = await browser.newPage()
  await page.goto(wire.url)
  await signIn(page, 'ana', password)
  await search(page, 'is:mine queue:"Returns PH" is:open')
  await expect(rows(page)).not.toHaveCount(0)
  const n = await rows(page).count()
  await page.keyboard.press('Enter')
  await go(page, 'j', 'x', 'Shift+J')
  await expect(list(page).getByText('2 selected')).toBeVisible()
  await go(page, 'Control+a')
  await expect(list(page).getByText(`${n} selected`)).toBeVisible()
  wire.cut()
  await expect(pill(page)).toContainText('Offline since')
  // One of them has an open escalation, which refuses to be solved.
  await go(page, 'e')
  await expect(list(page).getByText(`Status: Solved · ${n - 1} cases done, 1 refused`)).toBeVisible()
  await go(page, 'g', 'r')
  const report = page.getByRole('dialog')
  await expect(report.getByText(`${n - 1} cases were changed`)).toBeVisible()
  await expect(report.getByText(/^1 case: An escalation is open on this case/)).toBeVisible()
  await expect(report.getByRole('listitem')).toHaveCount(1)
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/^tierdesk-bulk-.*\.csv$/)
  await go(page, 'Escape')
  await expect(rows(page)).toHaveCount(1)
  await go(page, 'Shift+Z')
  await expect(list(page).getByText(`Status: Solved taken back on ${n - 1} cases`)).toBeVisible()
  await expect(rows(page)).toHaveCount(n)
  wire.mend()
  await isSynced(page)
  await expect(rows(page)).toHaveCount(n)
  await page.close()
  await wire.close()
})
