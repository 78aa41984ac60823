import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const head = (page: Page) => page.locator('#case-panel header')
const options = (page: Page) => page.getByRole('dialog').getByRole('option')
const beside = (page: Page) => page.getByRole('complementary', { name: 'Beside the case' })

async function start(page: Page, number: string): Promise<ServiceUnderTest> {
  const found = await running()
  await page.goto(found.directUrl)
  await signIn(page, 'ana', found.password)
  await openCase(page, number)
  return found
}

/** Presses the key of a list, finds in it and takes what is found first. */
async function choose(page: Page, key: string, typed: string, shown: RegExp): Promise<void> {
  await page.keyboard.press(key)
  await page.keyboard.type(typed)
  await expect(options(page).first()).toContainText(shown)
  await page.keyboard.press('Enter')
}

// Catches a fact of a case that only the mouse can change, and a tag that is written anew though it is there under another spelling.
test('status, priority, tags, queue and who has it are set by keys, by what is typed of their names', async ({
  page,
}) => {
  await start(page, '10321')
  await choose(page, 's', 'hold', /On hold/)
  await expect(head(page)).toContainText('On hold')
  await page.keyboard.press('Control+Alt+o')
  await expect(head(page)).toContainText('Open')
  await choose(page, 'p', 'urg', /Urgent/)
  await expect(head(page)).toContainText('Urgent')

  // The tag that is there already comes first; what was typed may become a new one.
  await choose(page, 'l', 'deliv', /delivered-not-received/)
  await page.keyboard.type('strap came off')
  await expect(options(page)).toContainText(['New tag “strap-came-off”'])
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  // Those that have no room in the head are said on hover.
  await expect(head(page).getByTitle(/delivered-not-received, strap-came-off/)).toBeVisible()
  await page.keyboard.press('l')
  await page.keyboard.type('faulty')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await expect(head(page).getByRole('button', { name: /^Tags/ })).not.toContainText('faulty')

  await page.keyboard.press('Shift+I')
  await expect(head(page)).toContainText('Nobody has it')
  await choose(page, 'a', 'joy', /Joy/)
  await expect(head(page)).toContainText(/Joy\b.* has it/)
  await choose(page, 'a', 'ana', /Ana/)
  await expect(head(page)).toContainText('You have it')
  await choose(page, 'v', 'late', /Late delivery PH/)
  await expect(head(page)).toContainText('Late delivery PH')
  await isSynced(page)
})

// Catches a history that shows only this case's, or that the keys do not lead on from.
test('what was there before with the party and the order is seen beside the case, and opened by keys', async ({
  page,
}) => {
  await start(page, '10333')
  await page.keyboard.press('Alt+5')
  await expect(beside(page)).toContainText('Why is cash on delivery off for me?')
  await page.keyboard.press('Shift+O')
  await expect(options(page).first()).toContainText('10508')
  // With Ctrl beside the one that is open, alone in its place.
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Compared with 10508' })).toBeVisible()
  await page.keyboard.press('Shift+X')
  await page.keyboard.press('Shift+O')
  await expect(options(page).first()).toContainText('10508')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { selected: true, name: /10508/ })).toBeVisible()
})

// Catches a message that its reader cannot read and nobody says why.
test('a message in a language that its reader does not have says which one it is', async ({ page }) => {
  const { partyWrites } = await start(page, '10311')
  const thread = page.getByRole('region', { name: 'Thread' })
  await partyWrites('10311', 'ฝาหม้อหุงข้าวบุบตอนที่ได้รับสินค้า อยากขอเปลี่ยนเป็นใบใหม่ค่ะ')
  await expect(thread.getByRole('article').last()).toContainText('Written in Thai')
  await partyWrites('10311', 'Could you please send me a new lid for the rice cooker?')
  await expect(thread.getByRole('article').last()).toContainText('a new lid')
  await expect(thread.getByRole('article').last()).not.toContainText('Written in')
})
