import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { test } from './desk-test.ts'
import { letExpire } from './let-deadline-pass.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase, pressButton, tabTo } from './story.ts'
import { beside, dialog, openDesk, openSop, pill, thread, turnTo, write } from './by-keys.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const next = (page: Page) => page.getByRole('region', { name: 'Next step' })
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

const start = async (page: Page, login: string): Promise<void> => openDesk(page, await running(), login)

// Catches a change that nobody is told of, and one that is told of again after it was read.
test('an SOP says what changed since it was read, until the agent says that they have read it', async ({ page }) => {
  await start(page, 'ana')
  await openSop(page, 'arrived damaged', 'Item arrived damaged')
  const changed = page.getByRole('region', { name: 'Changed since you read version 8' })
  await expect(changed).toContainText('The packing photo is now required')
  await pressButton(page, changed.getByRole('button', { name: 'What changed' }))
  await expect(changed).toContainText('a photo of the packing inside')
  // As one reads it: what came is marked within its sentence, and no sign of how it is written is in the way.
  await expect(changed.locator('ins')).toContainText([/the packing inside/])
  await expect(changed).not.toContainText(/\*\*|^#|## /)
  await pressButton(page, changed.getByRole('button', { name: 'I have read it' }))
  await expect(changed).toBeHidden()
  await isSynced(page)
})

// Catches an internal passage that goes to a party because somebody marked the whole page.
test('a passage goes into the reply without what is for the desk alone', async ({ page }) => {
  await start(page, 'ana')
  await openCase(page, '10311')
  await openSop(page, 'parcel is late', 'Parcel is late')
  const text = page.getByRole('region', { name: 'Parcel is late' })
  await expect(text.getByRole('region', { name: /^Internal/ })).toContainText('Do not offer a voucher')
  await text.getByRole('heading', { name: 'Say it well' }).evaluate((heading) => {
    const body = heading.closest('[lang]')
    if (body !== null) document.getSelection()?.selectAllChildren(body)
  })
  await pressButton(page, text.getByRole('button', { name: 'Insert selection' }))
  await expect(writing(page)).toHaveValue(/one date/)
  await expect(writing(page)).not.toHaveValue(/voucher/)
  await expect(page.getByText('What is for the desk alone was left out.')).toBeVisible()
})

/** Writes the next version of an SOP, has it reviewed and puts it in force, by keys alone. */
async function publishNext(page: Page, title: string, more: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await write(page, dialog(page).getByRole('searchbox'), title)
  await dialog(page)
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .press('Enter')
  const text = dialog(page).getByLabel('Text', { exact: true })
  await expect(text).toHaveValue(/This demo’s own policy|This demo's own policy/)
  await text.press('Control+End')
  await page.keyboard.type(more)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('In review').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Published.')).toBeVisible()
}

// Catches steps that change under the hands of somebody who is in the middle of them.
test('an SOP that is changed while an agent is in the middle of its steps stays for them as it was, and says so', async ({
  page,
  browser,
}) => {
  await start(page, 'ana')
  await openCase(page, '10314')
  await openSop(page, 'arrived damaged', 'Item arrived damaged')
  await page.keyboard.press('Alt+s')
  await pressButton(page, page.getByRole('button', { name: 'Work through them on 10314' }))
  await expect(next(page)).toContainText('Ask for the photos')
  await expect(next(page).getByRole('button', { name: 'Done' })).toBeDisabled()
  await write(page, next(page).getByLabel('Photo of the damage'), 'In the thread, first message')
  await write(page, next(page).getByLabel('Photo of the outer box'), 'In the thread, second message')
  await pressButton(page, next(page).getByRole('button', { name: 'Done' }))
  await expect(next(page)).toContainText('What is broken?')
  await isSynced(page)

  const admin = await (await browser.newContext()).newPage()
  await start(admin, 'admin')
  await publishNext(admin, 'Item arrived damaged', ' New in this version.')
  await isSynced(admin)

  await expect(page.getByText('Version 10 is in force by now')).toBeVisible()
  await pressButton(page, next(page).getByRole('button', { name: 'Everything' }))
  await expect(next(page)).toContainText('Refund in full')
  await write(page, next(page).getByLabel('Amount in PHP'), '1500')
  await expect(next(page)).toContainText('above what your role may decide')
  await write(page, next(page).getByLabel('Amount in PHP'), '900')
  await pressButton(page, next(page).getByRole('button', { name: 'Done' }))
  await pressButton(page, next(page).getByRole('button', { name: 'Done' }))
  await expect(thread(page)).toContainText('finished the steps of “Item arrived damaged”, version 9')
  const before = page.getByRole('region', { name: 'Earlier on this case' })
  await pressButton(page, before.getByRole('button', { name: 'Replay' }))
  await expect(before).toContainText('1 of 4')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(before).toContainText(/900/)
  await isSynced(page)
})

// Catches a queue that gives out cases to somebody who has not read what it asks for.
test('a queue that asks for an SOP gives no case before it is acknowledged', async ({ page, browser }) => {
  const lead = await (await browser.newContext()).newPage()
  await start(lead, 'siti')
  await openSop(lead, 'parcel lost', 'Parcel lost')
  await turnTo(lead, beside(lead).getByRole('tablist', { name: 'Parcel lost' }), 'About')
  const gates = lead.getByRole('group', { name: /Queues that ask everyone/ })
  await tabTo(lead, gates.getByLabel('Late delivery PH'))
  await lead.keyboard.press('Space')
  await isSynced(lead)

  await start(page, 'ana')
  await openCase(page, '10409')
  await page.keyboard.press('Escape')
  await thread(page).focus()
  await page.keyboard.press('i')
  await expect(page.getByText('This queue asks you to acknowledge the SOP “Parcel lost”')).toBeVisible()
  await openSop(page, 'parcel lost', 'Parcel lost')
  await pressButton(page, page.getByRole('button', { name: 'I have read this and will follow it' }))
  await expect(page.getByText('Acknowledged.')).toBeVisible()
  await isSynced(page)
  await page.keyboard.press('Escape')
  await thread(page).focus()
  await page.keyboard.press('i')
  await expect(page.locator('#case-panel header')).toContainText('You have it')
  await isSynced(page)
})

// Catches a rule that is over and still followed, because the window that shows it hears of nothing.
test('an SOP that expires is withdrawn by itself, also from a desk without a network that has it open', async ({
  page,
}) => {
  const desk = await running()
  const wire = await openWire(desk.port)
  await page.clock.install()
  await openDesk(page, desk, 'ana', wire.url)
  await letExpire(desk, 'Marked delivered, but the customer has nothing', 40)
  await openSop(page, 'marked delivered', 'Marked delivered, but the customer has nothing')
  await isSynced(page)
  wire.cut()
  await expect(pill(page)).toContainText('Offline since')
  await expect(beside(page).getByRole('heading', { name: 'Marked delivered, but' })).toBeVisible()
  // Somebody is there all the time: a desk that nobody touches is locked.
  for (let minutes = 0; minutes < 42; minutes += 6) {
    await page.keyboard.press('Shift')
    await page.clock.fastForward('06:00')
  }
  await expect(beside(page)).toContainText('This SOP is no longer in force for you')
  await wire.close()
})
