import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { choose, isSynced, openCase, signIn, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const list = (page: Page) => page.locator('[data-area=list]')
const rows = (page: Page) => list(page).getByRole('listbox').getByRole('option')
const dialog = (page: Page) => page.getByRole('dialog')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const head = (page: Page) => page.locator('#case-panel header')
const pill = (page: Page) => page.getByLabel(/^State of the connection/)

async function go(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Selects every case that a search finds, by keys alone. Answers how many they are. */
async function selectAll(page: Page, query: string): Promise<number> {
  await page.keyboard.press('/')
  await expect(page.getByRole('search').getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(query)
  await expect(list(page).getByRole('heading')).toHaveText(`“${query}”`)
  await expect(rows(page)).not.toHaveCount(0)
  const n = await rows(page).count()
  await go(page, 'Enter', 'j', 'Control+a')
  await expect(list(page).getByText(`${n} selected`)).toBeVisible()
  return n
}

// Catches: a macro that goes to cases it does not fit, or to many without a look; an undo that leaves the replies to go out.
test('a macro goes to every selected case that it fits, says why not to the others, and is taken back with its replies, offline', async ({
  browser,
}) => {
  const { port, password } = await running()
  const wire = await openWire(port)
  const page = await browser.newPage()
  await page.goto(wire.url)
  await signIn(page, 'siti', password)
  wire.cut()
  await expect(pill(page)).toContainText('Offline since')
  const n = await selectAll(page, 'queue:"Returns PH" is:open')
  await go(page, 'm')
  await page.keyboard.type('aprobado')
  await expect(dialog(page).getByRole('option').first()).toContainText('Aprobado ang return')
  await go(page, 'Enter')
  await expect(dialog(page)).toContainText(`Apply to ${n} cases`)
  // Enter alone writes to nobody.
  await go(page, 'Enter')
  await expect(dialog(page)).toBeVisible()
  await go(page, 'Control+Enter')
  await expect(list(page).getByText(/^Macro: Aprobado ang return · \d+ cases? done/)).toBeVisible()
  await go(page, 'g', 'r')
  await expect(dialog(page).getByText(/cases? (was|were) changed/)).toBeVisible()
  await go(page, 'Escape')
  await expect(dialog(page)).toBeHidden()
  await go(page, 'z')
  await expect(list(page).getByText(/^Macro: Aprobado ang return taken back on/)).toBeVisible()
  wire.mend()
  await isSynced(page)
  await openCase(page, '10311')
  await expect(thread(page)).not.toContainText('Magandang araw po')
  await expect(thread(page)).toContainText('took a reply back before it left')
  await page.close()
  await wire.close()
})

// Catches: many cases solved past what is asked on them, a question for each of them, and a refusal that nobody can find.
test('what many cases need to be solved is asked once, and what still lacks something is left and told', async ({
  page,
}) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'siti', password)
  const n = await selectAll(page, 'queue:"Payments PH" is:open')
  await go(page, 'e')
  await expect(dialog(page)).toContainText(`Before ${n} cases are solved`)
  await choose(page, /^Outcome/, 'With the bank')
  await tabTo(page, dialog(page).getByLabel(/^Contact driver/))
  await page.keyboard.press('ArrowDown')
  await go(page, 'Control+Enter')
  await expect(list(page).getByText(/^Status: Solved · \d+ cases? done/)).toBeVisible()
  await go(page, 'Shift+Z')
  await expect(list(page).getByText(/^Status: Solved taken back on/)).toBeVisible()
  await isSynced(page)
})

// Catches a key that undoes something else than what was done last, without a word.
test('Z undoes what was done last, one step after the other, and says what it was', async ({ page }) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'ana', password)
  await openCase(page, '10314')
  await thread(page).focus()
  await go(page, 'Control+Alt+KeyD')
  await expect(head(page)).toContainText('On hold')
  await go(page, 'p')
  await page.keyboard.type('low')
  await go(page, 'Enter')
  await expect(dialog(page)).toBeHidden()
  await thread(page).focus()
  await go(page, 'z')
  await expect(page.getByText('Undone: Priority: Low (10314).')).toBeVisible()
  await expect(head(page)).toContainText('On hold')
  await go(page, 'z')
  await expect(page.getByText('Undone: Status: On hold (10314).')).toBeVisible()
  await expect(head(page)).not.toContainText('On hold')
  await isSynced(page)
})
