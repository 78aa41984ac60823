import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { test } from './desk-test.ts'
import { letClocksEnd } from './let-deadline-pass.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())
/** One whose clocks stand: after a change of what is promised those of every case are worked out anew for a while, also what a story has set. */
async function anew(): Promise<ServiceUnderTest> {
  await service?.remove()
  service = undefined
  return running()
}

const dialog = (page: Page) => page.getByRole('dialog')
const list = (page: Page) => page.locator('[data-area=list]')
const rows = (page: Page) => list(page).getByRole('listbox').getByRole('option')
const head = (page: Page) => page.locator('#case-panel header')
const clocks = (page: Page) => page.getByRole('region', { name: 'Clocks' })
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })

/** Searches for a text, by keys alone, and waits until the list shows what it finds. */
async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await expect(list(page).getByRole('heading')).toHaveText(`“${text}”`)
  await page.keyboard.press('Enter')
}

/** Goes on from field to field until the one with this label has the keys. */
async function tabTo(page: Page, label: string): Promise<void> {
  const field = dialog(page).getByLabel(label, { exact: true })
  await expect(field).toBeVisible()
  const isThere = (): Promise<boolean> => field.evaluate((element) => element === document.activeElement)
  for (let n = 0; n < 100 && !(await isThere()); n++) await page.keyboard.press('Tab')
  await expect(field).toBeFocused()
}

/** Promises a first answer within two hours on what came wrong, before everything else. */
async function promise(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill('Clocks and calendars')
  await expect(page.getByRole('option', { name: 'Clocks and calendars' }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await tabTo(page, 'What to change')
  // The first that begins with it.
  await page.keyboard.press('a')
  await expect(dialog(page).getByLabel('What to change')).toHaveValue('new-policy')
  await tabTo(page, 'Name')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page).getByText('Give it a name.')).toBeVisible()
  await tabTo(page, 'Name')
  await page.keyboard.type('Wrong items')
  await tabTo(page, 'Place in the order')
  await page.keyboard.type('1')
  await tabTo(page, 'Tags')
  await page.keyboard.type('wrong-item')
  await tabTo(page, 'First reply')
  await page.keyboard.type('2h 2h 2h 2h')
  await tabTo(page, 'Counts business hours only: First reply')
  await page.keyboard.press('Space')
  await tabTo(page, 'Resolution')
  await page.keyboard.type('20h 20h 20h 20h')
  await tabTo(page, 'Counts business hours only: Resolution')
  await page.keyboard.press('Space')
  await tabTo(page, 'Raises the case after the end')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0m 1h')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('“Wrong items” is saved.')).toBeVisible()
  await page.keyboard.press('Escape')
}

// Catches: deadlines that cases which are open already do not get, or that nobody hears of; lists that cannot be put in their order; and
// clocks that wait for the network before they hear that the party was answered.
test('what a supervisor promises holds at once; an agent works by it, also without a network', async ({ browser }) => {
  const { directUrl, password, port } = await running()
  const context = await browser.newContext()
  const siti = await context.newPage()
  await siti.goto(directUrl)
  await signIn(siti, 'siti', password)
  await promise(siti)
  await search(siti, 'is:raised')
  await expect(rows(siti).filter({ hasText: "Got someone else's parcel" })).toContainText(/First reply.* over/)
  await context.close()

  const other = await browser.newContext()
  const wire = await openWire(port)
  const ana = await other.newPage()
  await ana.goto(wire.url)
  await signIn(ana, 'ana', password)
  await search(ana, 'tag:wrong-item sort:due')
  await expect(rows(ana)).toHaveText([/Mylene Torres/, /Ang size|ang size/])
  await search(ana, 'tag:wrong-item due:<3h -is:overdue')
  await expect(rows(ana)).toHaveCount(1)
  await openCase(ana, '10329')
  await ana.keyboard.press('Alt+6')
  await expect(clocks(ana)).toContainText('Raised, level 2')
  await expect(clocks(ana)).toContainText(/First reply.* over/)
  await expect(thread(ana)).toContainText('Time ran out: First reply. The case was raised to level 2')
  await expect(head(ana)).toContainText(/First reply: .* over · with the agent/)

  wire.cut()
  await ana.keyboard.press('r')
  await ana.keyboard.type('We send you the right one today.')
  await ana.keyboard.press('Control+Enter')
  await expect(clocks(ana)).toContainText(/First reply.*Missed by/)
  await expect(head(ana)).toContainText(/Resolution: .* left · with the agent/)
  await ana.keyboard.press('Escape')
  await ana.keyboard.press('Control+Alt+KeyP')
  await expect(head(ana)).toContainText(/Resolution: Stands still, .* left · with the customer/)
  wire.mend()
  await isSynced(ana)
  await expect(head(ana)).toContainText(/Resolution: Stands still, .* left · with the customer/)
  await expect(clocks(ana)).toContainText(/First reply.*Missed by/)
  await wire.close()
  await other.close()
})

/** How many minutes the clock in the head of the case says are left. */
async function minutesLeft(page: Page): Promise<number> {
  const text = (await head(page).textContent()) ?? ''
  const found = /: (?:(\d+) h )?(\d+) (h|min) left/.exec(text)
  if (found === null) throw new Error(`No clock in: ${text}`)
  const [, hours = '0', last = '0', unit] = found
  return Number(hours) * 60 + Number(last) * (unit === 'h' ? 60 : 1)
}

/** Lets minutes pass while somebody is there: a desk that nobody touches is locked. */
async function pass(page: Page, minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 5) {
    await page.keyboard.press('Shift')
    await page.clock.runFor(Math.min(left, 5) * 60_000)
  }
}

// Catches a promise that breaks without a word, and a countdown that goes by a clock which anybody may set.
test('an agent is warned before the end; the countdown is right without a network and on a computer whose clock is wrong', async ({
  page,
}) => {
  const desk = await anew()
  const wire = await openWire(desk.port)
  await page.clock.install()
  await page.goto(wire.url)
  await signIn(page, 'ana', desk.password)
  await openCase(page, '10405')
  await letClocksEnd(desk, '10405', { inMs: 180 * 60_000, warnMs: 180 * 60_000 - 1000 })
  await expect(page.getByText(/Next reply of 10405 is close: .* left/)).toBeVisible()
  await isSynced(page)
  wire.cut()
  await expect(page.getByLabel(/^State of the connection/)).toContainText('Offline since')
  const before = await minutesLeft(page)

  // Somebody sets the computer's clock: half a day ahead, and back again.
  const wall = await page.evaluate(() => Date.now())
  for (const wrong of [12, -12]) {
    await page.clock.setSystemTime(wall + wrong * 3_600_000)
    await page.keyboard.press('Shift')
    await page.clock.runFor(20_000)
    expect(Math.abs((await minutesLeft(page)) - before)).toBeLessThanOrEqual(2)
  }
  await pass(page, 120)
  expect(Math.abs((await minutesLeft(page)) - (before - 120))).toBeLessThanOrEqual(3)
  await pass(page, 55)
  // Nobody but the window can say so now; what is said in passing is gone after six seconds.
  const over = page.getByText('Time ran out on 10405: Next reply')
  for (let n = 0; n < 200 && !(await over.isVisible()); n++) {
    await page.keyboard.press('Shift')
    await page.clock.runFor(4000)
  }
  await expect(over).toBeVisible()
  await pass(page, 10)
  await expect(head(page)).toContainText(/Next reply: \d+ min over/)
  await wire.close()
})
