import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, signIn } from './story.ts'
import { widestView } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const header = (page: Page) => page.locator('#case-panel header')

/** Imports an export written by hand from the documentation of that system, into the service that is running. */
async function importExport(name: string): Promise<string> {
  const { folder } = await running()
  const report = join(folder, '..', `${name}-report.json`)
  const words = ['src/service/import.ts', join('tests/fixtures/imports', name), '--report', report]
  const env = { ...process.env, TIERDESK_DATA: folder }
  return (await promisify(execFile)(process.execPath, words, { env })).stdout
}

/** Finds the one case of which these words are true, in the search, and opens it. */
async function findCase(page: Page, query: string, subject: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(query)
  const found = page.locator('[data-area=list]').getByRole('option').filter({ hasText: subject })
  await expect(found).toHaveCount(1)
  for (const key of ['Enter', 'j', 'Enter']) await page.keyboard.press(key)
  await expect(header(page)).toContainText(subject)
}

/** The texts of the replies and notes on the case with this subject, as the service has them. */
async function writtenOn(subject: string): Promise<string[]> {
  const { directUrl, password } = await running()
  const rows = await widestView(directUrl, password)
  const found = rows.find(({ t, row }) => t === 'cases' && row['subject'] === subject)
  return rows
    .filter(({ t, row }) => t === 'messages' && row['caseId'] === found?.row['id'] && row['kind'] !== 'event')
    .map(({ row }) => String(row['text']))
}

// Catches an import that lands in the database and not before the agent: no thread, no names, macros that are not offered or not filled.
test('cases and macros of Chatwoot stand in the window while it is open, and are worked by keys', async ({ page }) => {
  const { directUrl, password } = await running()
  await page.goto(directUrl)
  await signIn(page, 'siti', password)
  expect(await importExport('chatwoot')).toContain('The import is finished.')
  await findCase(page, 'pedido tag:refund', 'Pedido 100-7781')
  await expect(thread(page)).toContainText('Hola, mi pedido no llegó')
  await expect(thread(page)).toContainText('Reviso con el almacén')
  await expect(header(page)).toContainText('late')

  await page.keyboard.press('m')
  await page.keyboard.type('Refund::Close')
  await expect(page.getByText('As it will read for')).toBeVisible()
  await expect(page.getByText('Done, Ariel. — Siti Lim')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText('Done, Ariel. — Siti Lim')).toBeVisible()
  await isSynced(page)
  expect(await writtenOn('Pedido 100-7781')).toEqual(
    expect.arrayContaining(['Done, Ariel. — Siti Lim', 'Money is on its way to Ariel Corte']),
  )
})

// Catches the same of another system, whose canned responses have another form and lie in folders.
test('cases and canned responses of Freshdesk stand in the window, and are worked by keys', async ({ page }) => {
  const { directUrl, password } = await running()
  expect(await importExport('freshdesk')).toContain('The import is finished.')
  await page.goto(directUrl)
  await signIn(page, 'siti', password)
  await findCase(page, '"wo ist mein paket" tag:dhl', 'Wo ist mein Paket?')
  await expect(thread(page)).toContainText('Guten Tag')
  await expect(thread(page)).toContainText('Ich schaue nach')
  await expect(thread(page).locator('img, script')).toHaveCount(0)

  await page.keyboard.press('m')
  await page.keyboard.type('Bewilligt')
  await expect(page.getByText('As it will read for')).toBeVisible()
  // What nothing here can fill holds it back, and is filled in where it was put in.
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('A placeholder has no value on this case.')).toBeVisible()
  await page.keyboard.press('Enter')
  const writing = page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
  await expect(writing).toBeFocused()
  await expect(writing).toHaveValue(/^Hallo Zoë,\s+Ticket FD-1 ist erledigt\.\s+\{\{ticket\.cf_order_number\}\}/)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.type('Bestellung 100-1')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText(/Ticket FD-1 ist erledigt\./)).toBeVisible()
  await isSynced(page)
  const written = await writtenOn('Wo ist mein Paket?')
  expect(written.filter((text) => /^Hallo Zoë,.*Bestellung 100-1$/s.test(text))).toHaveLength(1)
})

// Catches tickets of a third system without their articles, an internal article among the replies, and text modules that are not offered.
test('cases and text modules of Zammad stand in the window, and are worked by keys', async ({ page }) => {
  const { directUrl, password } = await running()
  expect(await importExport('zammad')).toContain('The import is finished.')
  await page.goto(directUrl)
  await signIn(page, 'siti', password)
  await findCase(page, 'kaffee tag:kaffee', 'Kaffee schmeckt nicht')
  await expect(thread(page)).toContainText('Er schmeckt')
  await expect(thread(page)).toContainText('Entschuldigung')
  await expect(thread(page).getByRole('article').filter({ hasText: 'Only we' })).toContainText('Internal note')
  await expect(thread(page).locator('iframe, script')).toHaveCount(0)

  await page.keyboard.press('m')
  await page.keyboard.type('Greeting::DE')
  await expect(page.getByText('As it will read for')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText('Hallo Nicole')).toBeVisible()
  await isSynced(page)
  expect(await writtenOn('Kaffee schmeckt nicht')).toEqual(
    expect.arrayContaining(['Only we\r\nsee this', 'Hallo Nicole,\nzu "ZM-22010":']),
  )
})
