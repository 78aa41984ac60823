import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { beside, choose, dialog, openDesk, pill, sendForm, thread, write, writeIn } from './by-keys.ts'
import { test } from './desk-test.ts'
import { letDeadlinePass } from './let-deadline-pass.ts'
import { isSynced, openCase, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const deskOf = async (page: Page, login: string, url?: string): Promise<void> =>
  openDesk(page, await running(), login, url)

/** Chooses the next step of the dispute by keys. */
async function step(page: Page, words: string): Promise<void> {
  await thread(page).focus()
  await page.keyboard.press('Shift+D')
  await expect(dialog(page).getByRole('combobox')).toBeFocused()
  await page.keyboard.type(words)
  await expect(dialog(page).getByRole('option', { name: words }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Opens the dispute of a case. */
async function open(page: Page, number: string, about: string, claim: string): Promise<void> {
  await openCase(page, number)
  await page.keyboard.press('Alt+7')
  await expect(beside(page)).toContainText('No dispute')
  await thread(page).focus()
  await page.keyboard.press('Shift+D')
  await choose(page, 'What it is about', about)
  await choose(page, 'What the customer wants', 'Refund')
  await expect(dialog(page)).toContainText('1 thing missing')
  await writeIn(page, 'Claim', claim)
  await sendForm(page)
  await expect(beside(page)).toContainText('Opened')
}

/** Looks at the dispute as one of its sides may see it. */
async function lookAs(page: Page, view: string): Promise<void> {
  const list = beside(page).getByLabel('How it is shown')
  await tabTo(page, list)
  const chosen = list.locator('option:checked')
  await page.keyboard.press('Home')
  for (let n = 0; n < 3 && (await chosen.textContent()) !== view; n++) await page.keyboard.press('ArrowDown')
  await expect(chosen).toHaveText(view)
}

// Catches a deadline that only the screen knows, an outcome that nobody sees, and a seller's silence that leaves the customer waiting.
test('a dispute is opened and put to the seller by keys; the seller is silent, and the deadline accepts for them', async ({
  page,
}) => {
  await deskOf(page, 'ana')
  await open(page, '10314', 'Not as described', 'The left earbud went silent after three days.')
  await step(page, 'Ask the seller')
  await writeIn(page, 'Message to: Seller', 'Please answer within two days.')
  await sendForm(page)
  await expect(page.getByText('Noted on the dispute: Question to the seller.')).toBeVisible()
  await expect(beside(page)).toContainText('Waiting for the seller')
  await expect(beside(page)).toContainText('a peer’s figure')
  await isSynced(page)
  await letDeadlinePass(await running(), '10314')
  await expect(beside(page)).toContainText('Refund due')
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
  await step(ben, 'Decide')
  await choose(ben, 'Outcome', 'For the seller')
  await writeIn(ben, 'Clause', 'Step 4: what comes back used is not refunded.')
  await writeIn(ben, 'Reasons', 'Residue was found when it was opened.')
  await expect(dialog(ben).getByLabel('What the customer is told')).toHaveValue(/No money is paid back[\s\S]*Residue/)
  await sendForm(ben)
  await expect(beside(ben)).toContainText('Decided, appeal possible')
  await isSynced(ben)

  await deskOf(ana, 'ana')
  await openCase(ana, '10318')
  await ana.keyboard.press('Alt+7')
  await expect(thread(ana)).toContainText('We have decided for the seller.')
  await step(ana, 'Take up an appeal')
  await writeIn(ana, 'Grounds', 'Nobody had looked at the pump.')
  // What was there before is nothing new.
  await expect(dialog(ana)).toContainText('2 things missing')
  await writeIn(ana, 'What it is', 'Report of the service workshop')
  await writeIn(ana, 'What it shows', 'The pump has never built up pressure.')
  await sendForm(ana)
  await expect(beside(ana)).toContainText('Appeal under review')
  await isSynced(ana)

  await expect(beside(ben)).toContainText('Appeal under review')
  await ben.keyboard.press('Escape')
  await thread(ben).focus()
  await ben.keyboard.press('Shift+D')
  await expect(dialog(ben).getByRole('option', { name: 'Decide the appeal' })).toContainText('another reviewer')
  await ben.keyboard.press('Escape')

  await deskOf(siti, 'siti')
  await openCase(siti, '10318')
  await siti.keyboard.press('Alt+7')
  await step(siti, 'Decide the appeal')
  await choose(siti, 'Outcome', 'For the customer')
  await expect(dialog(siti).getByLabel('The customer gets')).toHaveValue('8990')
  await writeIn(siti, 'Clause', 'Step 2: what never worked is refunded.')
  await writeIn(siti, 'Reasons', 'The workshop found a pump that never worked.')
  await sendForm(siti)
  await expect(beside(siti)).toContainText('Final, to be carried out')
  await expect(beside(siti)).toContainText('overturned')
  await expect(beside(ana)).toContainText('Final, to be carried out')

  // What was decided is paid out by whoever may, and the dispute is carried out when the money has gone.
  await isSynced(siti)
  await ben.keyboard.press('Escape')
  await step(ben, 'Have it paid out')
  await expect(dialog(ben)).toContainText('Within your limit')
  await expect(dialog(ben).getByLabel('Reason')).toHaveValue('Step 2: what never worked is refunded.')
  await sendForm(ben)
  await expect(beside(siti)).toContainText('Carried out')
  await expect(thread(siti)).toContainText('The money has gone out')
  await expect(thread(siti)).toContainText('Refund of')

  // What a seller may see has nothing of the customer's own.
  await expect(beside(siti)).toContainText('Report on the water filter at home')
  await lookAs(siti, 'As the seller may see it')
  await expect(beside(siti)).toContainText('Note of the seller’s supplier')
  await expect(beside(siti)).not.toContainText('Report on the water filter at home')
  await expect(beside(siti)).not.toContainText('Ben Cruz')
})

interface Shown {
  readonly of: string
  readonly what: string
  readonly shows: string
  readonly seenBy: string
  readonly file?: string
}

/** Writes down what a side shows. */
async function addEvidence(page: Page, { of, what, shows, seenBy, file }: Shown): Promise<void> {
  await step(page, 'Add evidence')
  await choose(page, 'Whose it is', of)
  await writeIn(page, 'What it is', what)
  await writeIn(page, 'What it shows', shows)
  if (file !== undefined) await choose(page, 'File of the thread', file)
  await choose(page, 'Who may see it', seenBy)
  await sendForm(page)
}

// Catches evidence that the other side finds, a file that could be another one later, and a side that is never told why.
test('what each side shows is kept with its fingerprint for whom it is meant, also without a network; both read why it was decided so', async ({
  browser,
}) => {
  const wire = await openWire((await running()).port)
  const [ana, siti] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || siti === undefined) throw new Error('no windows')
  await deskOf(ana, 'ana', wire.url)
  await openCase(ana, '10311')
  await expect(thread(ana)).toContainText('lid.png')
  wire.cut()
  await expect(pill(ana)).toContainText('Offline since')
  await open(ana, '10311', 'Damaged', 'The lid came with a dent.')
  await addEvidence(ana, {
    of: 'Customer',
    what: 'Photo of the lid',
    shows: 'A dent at the rim',
    seenBy: 'Both sides',
    file: 'lid.png',
  })
  const lid = createHash('sha256')
    .update(await readFile('resources/demo/files/lid.png'))
    .digest('hex')
  await expect(beside(ana)).toContainText(`fingerprint ${lid.slice(0, 12)}`)
  await addEvidence(ana, {
    of: 'Seller',
    what: 'Purchase price of the lid',
    shows: '210 pesos',
    seenBy: 'Seller only',
  })
  await addEvidence(ana, {
    of: 'The desk',
    what: 'Earlier claims',
    shows: 'Two within a year',
    seenBy: 'The desk only',
  })
  await lookAs(ana, 'As the customer may see it')
  await expect(beside(ana)).toContainText('Photo of the lid')
  await expect(beside(ana)).not.toContainText('Purchase price')
  await expect(beside(ana)).not.toContainText('Earlier claims')
  await lookAs(ana, 'As the seller may see it')
  await expect(beside(ana)).toContainText('Purchase price of the lid')
  await expect(beside(ana)).toContainText('Photo of the lid')
  await expect(beside(ana)).not.toContainText('Earlier claims')
  await lookAs(ana, 'As the desk sees it')
  await expect(beside(ana)).toContainText('Earlier claims')
  wire.mend()
  await isSynced(ana)

  await step(ana, 'Ask the seller')
  await writeIn(ana, 'Message to: Seller', 'Will you take it back?')
  await sendForm(ana)
  await step(ana, 'Seller rejects')
  await write(ana, dialog(ana).getByRole('textbox'), 'The box was whole when it left.')
  await sendForm(ana)
  await step(ana, 'Customer asks us to decide')
  await write(ana, dialog(ana).getByRole('textbox'), 'Please decide.')
  await sendForm(ana)
  await isSynced(ana)
  // An agent of Tier 1 reads who decides.
  await thread(ana).focus()
  await ana.keyboard.press('Shift+D')
  await expect(dialog(ana).getByRole('option', { name: 'Decide' })).toHaveAttribute('aria-disabled', 'true')
  await ana.keyboard.press('Escape')

  await deskOf(siti, 'siti')
  await openCase(siti, '10311')
  await siti.keyboard.press('Alt+7')
  await expect(beside(siti)).toContainText('Purchase price of the lid')
  await step(siti, 'Decide')
  await choose(siti, 'Outcome', 'Shared')
  await writeIn(siti, 'The customer gets', '400')
  await writeIn(siti, 'Clause', 'Step 3: a part is refunded as a part.')
  await writeIn(siti, 'Reasons', 'Only the lid is dented.')
  await writeIn(siti, 'What the seller is told', 'You bear 400 pesos: only the lid is dented.')
  await sendForm(siti)
  await expect(thread(ana)).toContainText('the customer gets ₱400.00 back from the seller')
  await expect(thread(ana)).toContainText('You bear 400 pesos: only the lid is dented.')
  await expect(thread(ana)).toContainText('Maria Dela Cruz (customer)')
  await expect(thread(ana)).toContainText('Bahay Kusina Supply (seller)')
  await isSynced(siti)
  await wire.close()
})
