import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const composer = (page: Page) => page.getByRole('region', { name: 'Write on this case' })
const writing = (page: Page) => composer(page).getByRole('textbox')
const dialog = (page: Page) => page.getByRole('dialog')
const options = (page: Page) => dialog(page).getByRole('option')
const head = (page: Page) => page.locator('#case-panel header')

async function start(page: Page, login: string): Promise<void> {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, login, password)
}

/** Opens the list of macros and looks for one, by keys alone. */
async function pick(page: Page, query: string): Promise<void> {
  await thread(page).focus()
  await page.keyboard.press('m')
  await dialog(page).getByRole('combobox').fill(query)
}

// Catches a macro that is applied where it must not be, and one that fails without a word why.
test('a macro whose conditions do not hold says which one, cannot be applied, and is not hidden', async ({ page }) => {
  await start(page, 'ana')
  await openCase(page, '10311')
  await pick(page, 'duitnow')
  await expect(options(page).first()).toContainText('Only in MY')
  await expect(dialog(page)).toContainText('Not on this case: Only in MY')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toBeVisible()
  await dialog(page).getByRole('combobox').fill('proof of hand-over')
  await expect(options(page).first()).toContainText('Only for a seller')
})

// Catches a question that is not asked, a text in the wrong language, a dry run that tells something else than what is done, an undo that is none.
test('a macro asks its questions, chooses the language of the party, tells what it will change, and is taken back in ten seconds', async ({
  page,
}) => {
  await start(page, 'ana')
  await openCase(page, '10409')
  await pick(page, 'goodwill')
  await expect(dialog(page)).toContainText('the language of the party')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toContainText('Still to answer: Amount of the voucher, What went wrong')
  await dialog(page).getByLabel('Amount of the voucher').fill('200')
  await tabTo(page, dialog(page).getByLabel('What went wrong'))
  await page.keyboard.type('the delay')
  await expect(dialog(page)).toContainText('goodwill: nothing → 200')
  await expect(dialog(page)).toContainText('Tags: + goodwill')
  await expect(dialog(page)).toContainText('adds the note “Voucher of 200 for the delay')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toBeHidden()
  await expect(page.getByText('Macro “Goodwill voucher” applied.')).toBeVisible()
  // The macro goes on to the next case: the one it was applied to is looked at again.
  await expect(page.getByRole('tab', { selected: true, name: /10409/ })).toHaveCount(0)
  await tabTo(page, page.getByRole('button', { name: 'Undo' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Undone: Macro: Payments::Goodwill voucher (10409).')).toBeVisible()
  await openCase(page, '10409')
  await expect(thread(page)).toContainText('took a reply back before it left')
  await expect(thread(page)).toContainText('took the note beside it back')
  await expect(thread(page)).not.toContainText('Voucher of 200 for the delay')
  await expect(head(page)).not.toContainText('goodwill')
  await isSynced(page)
})

test('macros are found by folder, stacked on each other, and go out as one', async ({ page }) => {
  await start(page, 'ana')
  await openCase(page, '10314')
  await pick(page, 'Returns::')
  await expect(options(page).filter({ hasText: 'Ask for photos' })).toBeVisible()
  await expect(options(page).filter({ hasText: 'Filipino' })).toContainText('1 macro')
  await dialog(page).getByRole('combobox').fill('Returns::photos')
  await page.keyboard.press('Enter')
  await expect(writing(page)).toHaveValue(/two photos/)
  await page.keyboard.press('Control+;')
  await dialog(page).getByRole('combobox').fill('no answer from you')
  await page.keyboard.press('Enter')
  await expect(writing(page)).toHaveValue(/two photos[^]*have not heard back/)
  await expect(composer(page)).toContainText('Macros: Ask for photos + No answer from you yet')
  await expect(composer(page)).toContainText('Tags: + awaiting-photos, + reminded')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page)).toContainText('have not heard back')
  await expect(head(page)).toContainText('Pending')
  await isSynced(page)
})

// Catches a search that puts a mention in a text before a macro of that name, one that forgets what was used last, and a macro that takes the place of what is written.
test('a macro is found by its title first, then by its text, the one used last before all; and comes in where the cursor stands', async ({
  page,
}) => {
  await start(page, 'ana')
  await openCase(page, '10502')
  await pick(page, 'refund')
  const names = (): Promise<string[]> =>
    options(page).evaluateAll((rows) => rows.map((row) => row.querySelector('[dir=auto]')?.textContent ?? ''))
  await expect.poll(async () => (await names())[0]).toMatch(/^Refund/)
  const order = (await names()).map((name) => (/^refund/i.test(name) ? 0 : /refund/i.test(name) ? 1 : 3))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(new Set(order)).toEqual(new Set([0, 1, 3]))
  await expect(options(page).first()).toContainText('Refund is on its way')

  await dialog(page).getByRole('combobox').fill('refund with')
  await expect(options(page).first()).toContainText('Refund with its reference')
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await page.keyboard.type('Before. After.')
  for (let letter = 0; letter < 'After.'.length; letter++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Control+;')
  await dialog(page).getByRole('combobox').fill('which order')
  await page.keyboard.press('Enter')
  await expect(writing(page)).toHaveValue(/^Before\. [^]+order[^]+After\.$/i)
  await expect(composer(page)).toContainText('Which order is it')
})

test('a favourite is kept on a key on every computer and applied by it; a macro without a text changes the case and writes nothing', async ({
  page,
  browser,
}) => {
  await start(page, 'ana')
  await openCase(page, '10318')
  await pick(page, 'order number into the subject')
  await page.keyboard.press('Control+Shift+Digit3')
  await expect(page.getByText('is on Ctrl+Shift+3 now')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await thread(page).focus()
  await page.keyboard.press('Control+Shift+Digit3')
  await expect(head(page)).toContainText('Order PH-70325: Espresso machine')
  await tabTo(page, page.getByRole('button', { name: 'Undo' }))
  await page.keyboard.press('Enter')
  await expect(head(page)).not.toContainText('Order PH-70325:')
  // The way to the button led through the thread, and up in it.
  await thread(page).focus()
  await page.keyboard.press('End')
  await expect(thread(page)).toContainText('You applied the macro')
  await isSynced(page)
  // Another computer of hers has it, too.
  const other = await (await browser.newContext()).newPage()
  await start(other, 'ana')
  await openCase(other, '10318')
  await thread(other).focus()
  await other.keyboard.press('Control+Shift+Digit3')
  await expect(head(other)).toContainText('Order PH-70325: Espresso machine')
  await other.close()
})

// Catches a draft that everyone gets before it was read by a second person, one that is lost, and a version that cannot be brought back.
test('a macro is written, tried on a case, reviewed by somebody else, published, and compared with what it was', async ({
  browser,
}) => {
  const { directUrl, password } = await running()
  const open = async (login: string): Promise<Page> => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(directUrl)
    await signIn(page, login, password)
    return page
  }
  const siti = await open('siti')
  await openCase(siti, '10402')
  await thread(siti).focus()
  await siti.keyboard.press('g')
  await siti.keyboard.press('o')
  await dialog(siti).getByLabel('Find by title').fill('please look once more')
  await dialog(siti)
    .getByRole('button', { name: /Please look once more/ })
    .press('Enter')
  await dialog(siti)
    .getByLabel('Text', { exact: true })
    .fill('Hello {{party.first_name}}, is it with the {{input.who}}?')
  await expect(dialog(siti)).toContainText('The text names an answer that no question asks for.')
  await dialog(siti).getByRole('button', { name: 'Add a question' }).press('Enter')
  await dialog(siti).getByLabel('Question', { exact: true }).fill('Who may have it?')
  await dialog(siti).getByLabel('Name, as in input.name').fill('who')
  await expect(dialog(siti)).toContainText(/Hello \w+, is it with the \{\{input\.who\}\}\?/)
  await siti.keyboard.press('Control+s')
  await expect(siti.getByText('Draft kept.')).toBeVisible()
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Waits for somebody else to review it.')).toBeVisible()
  await expect(dialog(siti).getByRole('button', { name: 'Publish' })).toHaveCount(0)
  await siti.keyboard.press('Escape')

  // Its author tries it before it is in force.
  await pick(siti, 'please look once')
  await expect(options(siti).filter({ hasText: 'version 1, by Siti Lim' })).toBeVisible()
  await siti.keyboard.press('Escape')
  await isSynced(siti)

  const alex = await open('admin')
  await alex.keyboard.press('g')
  await alex.keyboard.press('o')
  await dialog(alex)
    .getByRole('button', { name: /Please look once more.*Siti Lim/ })
    .press('Enter')
  await expect(dialog(alex).getByLabel('Title', { exact: true })).toBeDisabled()
  await dialog(alex).getByRole('button', { name: 'Publish' }).press('Enter')
  await expect(alex.getByText('Published. Everyone it is for has it with the next sync.')).toBeVisible()
  await dialog(alex).getByRole('tab', { name: 'Versions (2)' }).press('Enter')
  await dialog(alex).getByRole('button', { name: 'Compare' }).last().press('Enter')
  await expect(dialog(alex)).toContainText('Differs from the form in: Text, Questions to the agent')
  await isSynced(alex)

  // Tier 1 has it now, and nothing of how it came to be.
  const ana = await open('ana')
  await openCase(ana, '10402')
  await pick(ana, 'please look once')
  await expect(options(ana)).toHaveCount(1)
  await expect(dialog(ana)).toContainText('Asks: Who may have it?')
})

test('an agent writes a macro of their own, publishes it alone, and nobody else has it', async ({ page }) => {
  await start(page, 'farid')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(dialog(page).getByLabel('Find by title')).toBeVisible()
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true)
  await page.keyboard.press('Alt+n')
  await dialog(page).getByLabel('Title', { exact: true }).fill('Mine::Good night')
  await dialog(page).getByLabel('Text', { exact: true }).fill('Good night, {{party.first_name}}.')
  await expect(dialog(page).getByLabel('For', { exact: true }).getByRole('option')).toHaveText(['Me alone'])
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Published.')).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: /Good night/ })).toBeVisible()
  await isSynced(page)
})

// Catches numbers that stand still, or count what was not used.
test('how often a macro was used stands in its preview, and goes up with its use', async ({ page }) => {
  await start(page, 'ana')
  const uses = async (): Promise<number> => {
    await openCase(page, '10417')
    await pick(page, 'looking into it')
    const words = await dialog(page)
      .getByText(/used (?:once |\d+ times )?in 90 days/)
      .first()
      .textContent()
    return words === null || words.includes('not used') ? 0 : Number(/used (\d+) times/.exec(words)?.[1] ?? 1)
  }
  const before = await uses()
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toBeHidden()
  await isSynced(page)
  // The service gathers uses once in a while, and at each start; a window asks for them at its own.
  const it = await running()
  await it.stop()
  await it.start()
  await expect(async () => {
    await page.reload()
    await isSynced(page)
    expect(await uses()).toBe(before + 1)
  }).toPass()
})
