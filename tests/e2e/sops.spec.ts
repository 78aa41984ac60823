import { type Page, expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const dialog = (page: Page) => page.getByRole('dialog')
const next = (page: Page) => page.getByRole('region', { name: 'Next step' })
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

async function start(page: Page, login: string): Promise<void> {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, login, password)
}

/** Looks an SOP up by keys alone. */
async function openSop(page: Page, query: string, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+F')
  await page.getByRole('combobox', { name: 'Search SOPs' }).fill(query)
  await expect(page.getByRole('listbox', { name: 'SOPs' })).toHaveAttribute('data-answers', query)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
}

// Catches a change that nobody is told of, and one that is told of again after it was read.
test('an SOP says what changed since it was read, until the agent says that they have read it', async ({ page }) => {
  await start(page, 'ana')
  await openSop(page, 'arrived damaged', 'Item arrived damaged')
  const changed = page.getByRole('region', { name: 'Changed since you read version 8' })
  await expect(changed).toContainText('The packing photo is now required')
  await changed.getByRole('button', { name: 'What changed' }).press('Enter')
  await expect(changed).toContainText('a photo of the packing inside')
  await changed.getByRole('button', { name: 'I have read it' }).press('Enter')
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
  await text.getByRole('button', { name: 'Insert selection' }).press('Enter')
  await expect(writing(page)).toHaveValue(/one date/)
  await expect(writing(page)).not.toHaveValue(/voucher/)
  await expect(page.getByText('What is for the desk alone was left out.')).toBeVisible()
})

/** Writes the next version of an SOP, has it reviewed and puts it in force, by keys alone. */
async function publishNext(page: Page, title: string, more: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await dialog(page).getByRole('searchbox').fill(title)
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
  await page.getByRole('button', { name: 'Work through them on 10314' }).press('Enter')
  await expect(next(page)).toContainText('Ask for the photos')
  await expect(next(page).getByRole('button', { name: 'Done' })).toBeDisabled()
  await next(page).getByLabel('Photo of the damage').fill('In the thread, first message')
  await next(page).getByLabel('Photo of the outer box').fill('In the thread, second message')
  await next(page).getByRole('button', { name: 'Done' }).press('Enter')
  await expect(next(page)).toContainText('What is broken?')
  await isSynced(page)

  const admin = await (await browser.newContext()).newPage()
  await start(admin, 'admin')
  await publishNext(admin, 'Item arrived damaged', ' New in this version.')
  await isSynced(admin)

  await expect(page.getByText('Version 10 is in force by now')).toBeVisible()
  await next(page).getByRole('button', { name: 'Everything' }).press('Enter')
  await expect(next(page)).toContainText('Refund in full')
  await next(page).getByLabel('Amount in PHP').fill('1500')
  await expect(next(page)).toContainText('above what your role may decide')
  await next(page).getByLabel('Amount in PHP').fill('900')
  await next(page).getByRole('button', { name: 'Done' }).press('Enter')
  await next(page).getByRole('button', { name: 'Done' }).press('Enter')
  await expect(thread(page)).toContainText('finished the steps of “Item arrived damaged”, version 9')
  const before = page.getByRole('region', { name: 'Earlier on this case' })
  await before.getByRole('button', { name: 'Replay' }).press('Enter')
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
  await lead.getByRole('tab', { name: 'About' }).press('Enter')
  await lead
    .getByRole('group', { name: /Queues that ask everyone/ })
    .getByLabel('Late delivery PH')
    .press('Space')
  await isSynced(lead)

  await start(page, 'ana')
  await openCase(page, '10409')
  await page.keyboard.press('Escape')
  await thread(page).focus()
  await page.keyboard.press('i')
  await expect(page.getByText('This queue asks you to acknowledge the SOP “Parcel lost”')).toBeVisible()
  await openSop(page, 'parcel lost', 'Parcel lost')
  await page.getByRole('button', { name: 'I have read this and will follow it' }).press('Enter')
  await expect(page.getByText('Acknowledged.')).toBeVisible()
  await isSynced(page)
})
