import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const head = (page: Page) => page.locator('#case-panel header').first()
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' }).first()
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
const beside = (page: Page) => page.getByRole('complementary', { name: 'Beside the case' })
const dialog = (page: Page) => page.getByRole('dialog')

async function desk(page: Page, login = 'ana'): Promise<ServiceUnderTest> {
  const found = await running()
  await page.goto(found.directUrl)
  await signIn(page, login, found.password)
  return found
}

/** Chooses in the picker that is open what the words find first. */
async function pick(page: Page, words: string, option: RegExp): Promise<void> {
  await dialog(page).getByRole('combobox').fill(words)
  await expect(dialog(page).getByRole('option', { name: option }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

/** Answers the question that the form stands at by its first letters, as one does in a list of the system. */
async function answerOutcome(page: Page, number: string): Promise<void> {
  await expect(dialog(page)).toContainText(`Before ${number} can be solved`)
  await expect(dialog(page).getByLabel('Outcome')).toBeFocused()
  await page.keyboard.type('Refunded')
}

// Catches a way to solved that forgets to ask, one that asks and then forgets what was wanted, and an answer that does not reach the service.
test('a case is solved by key, by a reply and by a macro only once its form is filled in, and each goes on by itself', async ({
  page,
}) => {
  await desk(page)
  await openCase(page, '10502')
  await page.keyboard.press('e')
  await expect(dialog(page)).toContainText('1 thing is missing')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toContainText('Answer this before the case is solved.')
  await answerOutcome(page, '10502')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('10502 · Status: Solved')).toBeVisible()
  await openCase(page, '10502')
  await expect(head(page)).toContainText('Solved')

  await openCase(page, '10504')
  await writing(page).fill('We have given the amount back.')
  await page.keyboard.press('Control+Shift+Enter')
  await answerOutcome(page, '10504')
  await dialog(page).getByLabel('Contact driver').focus()
  await page.keyboard.type('Payment')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText('We have given the amount back.')).toBeVisible()
  await expect(head(page)).toContainText('Solved')

  await openCase(page, '10510')
  await page.keyboard.press('m')
  await page.keyboard.type('all done')
  await expect(page.getByText('As it will read for')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await answerOutcome(page, '10510')
  await dialog(page).getByLabel('Contact driver').focus()
  await page.keyboard.type('Account')
  await page.keyboard.press('Control+Enter')
  await expect(head(page)).toContainText('Solved')
  await isSynced(page)
})

test('driver, checklist and follow by key: the panel says them, and what is not ticked is asked for', async ({
  page,
}) => {
  await desk(page)
  await openCase(page, '10405')
  await page.keyboard.press('Alt+6')
  await page.keyboard.press('d')
  await pick(page, 'lost', /Lost or marked/)
  await expect(beside(page)).toContainText('Delivery › Lost or marked as delivered')
  await page.keyboard.press('c')
  await dialog(page).getByLabel('What is to be done').fill('Call the carrier\nTell the customer')
  await page.keyboard.press('Control+Enter')
  await expect(beside(page)).toContainText('Checklist, 0 of 2')
  await page.keyboard.press('f')
  await expect(beside(page)).toContainText('Stop following')
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page.getByRole('listbox').first()).toContainText('Liza Ocampo')
  await page.keyboard.press('e')
  await expect(dialog(page)).toContainText('Call the carrier')
  await page.keyboard.press('Space')
  await dialog(page).getByLabel('Leave out what is not ticked').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('10405 · Status: Solved')).toBeVisible()
  await openCase(page, '10405')
  await expect(beside(page)).toContainText('Left out by Ana')
  await isSynced(page)
})

test('cases are linked and put beside one another', async ({ page }) => {
  await desk(page)
  await openCase(page, '10318')
  await page.keyboard.press('Alt+6')
  await page.keyboard.press('Shift+L')
  await pick(page, '10321', /10321/)
  await expect(beside(page).getByRole('region', { name: 'Other cases' })).toContainText('10321')
  await expect(thread(page)).toContainText('You linked it with 10321')
  await page.keyboard.press('Shift+C')
  await pick(page, '10321', /10321/)
  const compared = page.getByRole('region', { name: 'Compared with 10321' })
  await expect(compared).toContainText('Status')
  await expect(compared).toContainText('You linked it with 10318')
  await expect(head(page)).toContainText('10318')
  await page.keyboard.press('Shift+X')
  await expect(compared).toBeHidden()
})

// Catches a part of a case that is lost or sent to the party again, and a number that two cases share.
test('a message becomes a case of its own, and both cases say so', async ({ page }) => {
  await desk(page)
  await openCase(page, '10311')
  await page.keyboard.press('Shift+N')
  await expect(dialog(page).getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await dialog(page).getByLabel('Subject of the new case').fill('The lid alone')
  await page.keyboard.press('Enter')
  await expect(head(page)).toContainText('The lid alone')
  await expect(head(page)).toContainText(/10311-[0-9A-Z]{5}/)
  await expect(thread(page)).toContainText('taken from 10311')
  await expect(thread(page)).toContainText('You split this case from 10311')
  await isSynced(page)
  await page.keyboard.press('[')
  await expect(thread(page)).toContainText(/You made the case 10311-[0-9A-Z]{5} from a part of this one/)
})

// Catches a merged thread that is nowhere to be read, and what a party writes to the old case getting lost.
test('two cases of one party become one: both threads are read in it, and what the party writes to the old one comes there', async ({
  page,
}) => {
  const { partyWrites } = await desk(page)
  await openCase(page, '10333')
  const words = await thread(page).getByRole('article').last().innerText()
  const text = words.split('\n').at(-1)?.slice(0, 40) ?? ''
  await page.keyboard.press('Shift+M')
  await pick(page, '10508', /10508/)
  await expect(dialog(page)).toContainText('Merge 10333 into 10508?')
  await expect(dialog(page).getByRole('button', { name: 'Merge' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(head(page)).toContainText('10508')
  await expect(thread(page)).toContainText('You merged 10333 into this case')
  await expect(thread(page)).toContainText(text)
  await isSynced(page)
  await partyWrites('10333', 'And one thing more about it.')
  await expect(thread(page)).toContainText('And one thing more about it.')
  await openCase(page, '10333')
  await expect(head(page)).toContainText('Closed')
  await expect(thread(page)).toContainText('You merged this case into 10508')
})

// Catches a form that its maker sees and nobody else, and one that asks only after the next start.
test('a supervisor makes a form, and from then on an agent is asked', async ({ browser, page }) => {
  const { directUrl, password } = await running()
  const context = await browser.newContext()
  const siti = await context.newPage()
  await siti.goto(directUrl)
  await signIn(siti, 'siti', password)
  await desk(page)
  await openCase(page, '10402')

  await siti.keyboard.press('Control+k')
  await siti.keyboard.type('forms and contact')
  await expect(siti.getByRole('option', { name: 'Forms and contact drivers' })).toBeVisible()
  await siti.keyboard.press('Enter')
  await siti.getByLabel('What to change').focus()
  await siti.keyboard.type('A new form')
  await siti.getByLabel('Name of the form').fill('Late parcels')
  await siti.getByRole('button', { name: 'Add a question' }).press('Enter')
  await siti.getByLabel('Question', { exact: true }).fill('Where is the parcel?')
  await siti.getByLabel('Needed before the case is solved', { exact: true }).press('Space')
  await siti.getByLabel('Late delivery PH').press('Space')
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('The form “Late parcels” is saved.')).toBeVisible()
  await isSynced(siti)

  await page.keyboard.press('Alt+6')
  await expect(beside(page)).toContainText('Where is the parcel?')
  await page.keyboard.press('e')
  await page.keyboard.type('At the depot')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('10402 · Status: Solved')).toBeVisible()
  await isSynced(page)
  await context.close()
})
