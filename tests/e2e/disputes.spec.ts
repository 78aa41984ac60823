import { type Page, expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { letDeadlinePass } from './let-deadline-pass.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const beside = (page: Page) => page.getByRole('complementary', { name: 'Beside the case' })
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' }).first()
const dialog = (page: Page) => page.getByRole('dialog')

async function deskOf(page: Page, login: string): Promise<void> {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, login, password)
}

/** Chooses the next step of the dispute by keys. */
async function step(page: Page, words: string): Promise<void> {
  await thread(page).focus()
  await page.keyboard.press('Shift+D')
  await dialog(page).getByRole('combobox').fill(words)
  await expect(dialog(page).getByRole('option', { name: words }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

const choose = (page: Page, label: string, option: string) =>
  dialog(page).getByLabel(label, { exact: true }).selectOption({ label: option })

/** Sends the form that is open. */
async function send(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toBeHidden()
}

// Catches a deadline that only the screen knows, an outcome that nobody sees, and a seller's silence that leaves the customer waiting.
test('a dispute is opened and put to the seller by keys; the seller is silent, and the deadline accepts for them', async ({
  page,
}) => {
  await deskOf(page, 'ana')
  await openCase(page, '10314')
  await page.keyboard.press('Alt+7')
  await expect(beside(page)).toContainText('No dispute')
  await thread(page).focus()
  await page.keyboard.press('Shift+D')
  await choose(page, 'What it is about', 'Not as described')
  await choose(page, 'What the customer wants', 'Refund')
  await expect(dialog(page)).toContainText('1 thing missing')
  await dialog(page).getByLabel('Claim').fill('The left earbud went silent after three days.')
  await send(page)
  await expect(beside(page)).toContainText('Opened')
  await step(page, 'Question to the seller')
  await dialog(page).getByLabel('Message to: Seller').fill('Please answer within two days.')
  await send(page)
  await expect(beside(page)).toContainText('Waiting for the seller')
  await expect(beside(page)).toContainText('a peer’s figure')
  await isSynced(page)
  await letDeadlinePass(await running(), '10314')
  await expect(beside(page)).toContainText('Refund due', { timeout: 20_000 })
  await expect(beside(page).getByRole('list', { name: 'What happened' })).toContainText(
    'Accepted: the seller was silent',
  )
  await expect(thread(page)).toContainText('The seller has not answered in time.')
  await expect(beside(page)).toContainText('The desk has until')
})

// Catches a judge in their own cause, an appeal without anything new, and a decision that is overturned on one screen only.
test('a dispute is decided with its reasons for both sides, appealed with new evidence, and overturned by another reviewer', async ({
  browser,
}) => {
  const [ana, ben, siti] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || ben === undefined || siti === undefined) throw new Error('no windows')
  await deskOf(ben, 'ben')
  await openCase(ben, '10318')
  await ben.keyboard.press('Alt+7')
  await expect(beside(ben)).toContainText('Under review')
  await step(ben, 'Decision')
  await choose(ben, 'Outcome', 'For the seller')
  await dialog(ben).getByLabel('Clause', { exact: true }).fill('Step 4: what comes back used is not refunded.')
  await dialog(ben).getByLabel('Reasons').fill('Residue was found when it was opened.')
  await expect(dialog(ben).getByLabel('What the customer is told')).toHaveValue(/No money is paid back[\s\S]*Residue/)
  await send(ben)
  await expect(beside(ben)).toContainText('Decided, appeal possible')
  await isSynced(ben)

  await deskOf(ana, 'ana')
  await openCase(ana, '10318')
  await ana.keyboard.press('Alt+7')
  await expect(thread(ana)).toContainText('We have decided for the seller.')
  await step(ana, 'Appeal')
  await dialog(ana).getByLabel('Grounds').fill('Nobody had looked at the pump.')
  await dialog(ana).getByLabel('What it is', { exact: true }).fill('Report of the service workshop')
  await dialog(ana).getByLabel('What it shows').fill('The pump has never built up pressure.')
  await send(ana)
  await expect(beside(ana)).toContainText('Appeal under review')
  await isSynced(ana)

  await expect(beside(ben)).toContainText('Appeal under review')
  await ben.keyboard.press('Escape')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+D')
  await expect(dialog(ben).getByRole('option', { name: 'Decision on the appeal' })).toContainText('another reviewer')
  await ben.keyboard.press('Escape')

  await deskOf(siti, 'siti')
  await openCase(siti, '10318')
  await siti.keyboard.press('Alt+7')
  await step(siti, 'Decision on the appeal')
  await choose(siti, 'Outcome', 'For the customer')
  await expect(dialog(siti).getByLabel('The customer gets')).toHaveValue('8990')
  await dialog(siti).getByLabel('Clause', { exact: true }).fill('Step 2: what never worked is refunded.')
  await dialog(siti).getByLabel('Reasons').fill('The workshop found a pump that never worked.')
  await send(siti)
  await expect(beside(siti)).toContainText('Final, to be carried out')
  await expect(beside(siti)).toContainText('overturned')
  await expect(beside(ana)).toContainText('Final, to be carried out')

  // What was decided is paid out by whoever may, and the dispute is carried out when the money has gone.
  await isSynced(siti)
  await ben.keyboard.press('Escape')
  await step(ben, 'Have it paid out')
  await expect(dialog(ben)).toContainText('Within your limit')
  await expect(dialog(ben).getByLabel('Reason')).toHaveValue('Step 2: what never worked is refunded.')
  await send(ben)
  await expect(beside(siti)).toContainText('Carried out', { timeout: 15_000 })
  await expect(thread(siti)).toContainText('The money has gone out')
  await expect(thread(siti)).toContainText('Refund of')

  // What a seller may see has nothing of the customer's own.
  await expect(beside(siti)).toContainText('Report on the water filter at home')
  await beside(siti).getByLabel('How it is shown').selectOption({ label: 'As the seller may see it' })
  await expect(beside(siti)).toContainText('Note of the seller’s supplier')
  await expect(beside(siti)).not.toContainText('Report on the water filter at home')
  await expect(beside(siti)).not.toContainText('Ben Cruz')
})
