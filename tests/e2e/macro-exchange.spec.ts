import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type Page, expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { leaveDialog, lookFor, publishAsReviewer, writeOver } from './macro-keys.ts'
import { choose, isSynced, openCase, pressButton, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
let elsewhere: ServiceUnderTest | undefined
const staging = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
const production = async (): Promise<ServiceUnderTest> => (elsewhere ??= await serviceUnderTest())
test.afterAll(() => Promise.all([service?.remove(), elsewhere?.remove()]))

const dialog = (page: Page) => page.getByRole('dialog').last()

interface MacroFile {
  readonly macros: readonly { readonly content: { title: string; template: string } }[]
}

/** Opens what macros are written in, by keys. */
async function openEditor(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(dialog(page).getByLabel('Find by title')).toBeVisible()
}

// Catches an export that leaves something out, a file that puts itself in force, and one that changes what is the same already.
test('macros go to a file and come from one by keys: what differs becomes a draft, and what is no such file is refused in words', async ({
  page,
}) => {
  const { directUrl, password } = await staging()
  await page.goto(directUrl)
  await signIn(page, 'siti', password)
  await openEditor(page)
  const saving = page.waitForEvent('download')
  await pressButton(page, dialog(page).getByRole('button', { name: 'Export' }))
  const saved = await saving
  expect(saved.suggestedFilename()).toMatch(/^macros-\d{4}-\d\d-\d\d\.json$/)
  await expect(page.getByText(/^\d+ macros written to a file\.$/)).toBeVisible()
  const text = await readFile(await saved.path(), 'utf8')
  const file = JSON.parse(text) as MacroFile
  const one = file.macros.find(({ content }) => content.title.endsWith('Ask for photos'))
  if (one === undefined) throw new Error('The macro is not in the file.')
  one.content.template = `${one.content.template}\n\nFrom the other workspace.`
  const files = ['This is no such file.', JSON.stringify(file)]
  page.on('filechooser', (chooser) => {
    void chooser.setFiles([
      { name: 'macros.json', mimeType: 'application/json', buffer: Buffer.from(files.shift() ?? '') },
    ])
  })

  const bring = dialog(page).getByRole('button', { name: 'Import' })
  await pressButton(page, bring)
  await expect(page.getByText('This file is not JSON. Choose one that was exported from Tierdesk.')).toBeVisible()
  await pressButton(page, bring)
  await expect(dialog(page)).toContainText(`${file.macros.length} macros in the file`)
  await expect(dialog(page).getByText('Differs from the one here')).toHaveCount(1)
  await pressButton(page, dialog(page).getByRole('button', { name: 'Take in 1 as a draft' }))
  await expect(page.getByText('1 draft taken in.')).toBeVisible()
  const drafted = dialog(page).getByRole('button', { name: /Ask for photos Draft/ })
  await expect(drafted).toBeVisible()
  await pressButton(page, drafted)
  await expect(dialog(page).getByLabel('Text', { exact: true })).toHaveValue(/From the other workspace\.$/)
  await page.keyboard.press('Escape')
  await isSynced(page)

  // A draft is not in force: whoever answers has the text of before.
  const other = await page.context().browser()?.newContext()
  const ana = await other?.newPage()
  if (ana === undefined) throw new Error('No second window could be opened.')
  await ana.goto(directUrl)
  await signIn(ana, 'ana', password)
  await openCase(ana, '10311')
  await ana.getByRole('region', { name: 'Thread' }).focus()
  await ana.keyboard.press('m')
  await ana.keyboard.type('ask for photos')
  await expect(ana.getByText('As it will read for')).toBeVisible()
  await expect(dialog(ana)).not.toContainText('From the other workspace.')
  await other?.close()
})

const name = 'Exchange::Good to go'
const text = 'Hello {{party.first_name}}, all is well with {{order.number}}.'

async function pageAt({ directUrl, password }: ServiceUnderTest, browser: Browser, login: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(directUrl)
  await signIn(page, login, password)
  return page
}

/** Writes the macro in the workspace where things are tried, and has it published. */
async function writeAndPublish(siti: Page, alex: Page): Promise<void> {
  await openEditor(siti)
  await siti.keyboard.press('Alt+n')
  await writeOver(siti, dialog(siti).getByLabel('Title', { exact: true }), name)
  await choose(siti, 'For', 'Everyone')
  await writeOver(siti, dialog(siti).getByLabel('Text', { exact: true }), text)
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Waits for somebody else to review it.')).toBeVisible()
  await isSynced(siti)
  await publishAsReviewer(alex, /Good to go.*Siti Lim/)
  await isSynced(alex)
}

// Catches a macro that was tried and cannot be taken over, one that is in force the moment its file is read, and files that another help
// desk cannot read.
test('a macro that was tried in one workspace is taken over into another by its file, reviewed there, and used; and goes to other help desks', async ({
  browser,
}) => {
  const [from, to] = [await staging(), await production()]
  const writer = await pageAt(from, browser, 'siti')
  const publisher = await pageAt(from, browser, 'admin')
  await writeAndPublish(writer, publisher)
  const saving = writer.waitForEvent('download')
  await pressButton(writer, dialog(writer).getByRole('button', { name: 'Export' }))
  const file = await readFile(await (await saving).path())
  await leaveDialog(writer)

  const siti = await pageAt(to, browser, 'siti')
  siti.on('filechooser', (chooser) => {
    void chooser.setFiles([{ name: 'macros.json', mimeType: 'application/json', buffer: file }])
  })
  await openEditor(siti)
  await pressButton(siti, dialog(siti).getByRole('button', { name: 'Import' }))
  await expect(dialog(siti).getByRole('listitem').filter({ hasText: 'Good to go' })).toContainText('New')
  await pressButton(siti, dialog(siti).getByRole('button', { name: 'Take in 1 as a draft' }))
  await expect(siti.getByText('1 draft taken in.')).toBeVisible()
  await pressButton(siti, dialog(siti).getByRole('button', { name: /Good to go Draft/ }))
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Waits for somebody else to review it.')).toBeVisible()
  await leaveDialog(siti)
  const alex = await pageAt(to, browser, 'admin')
  await publishAsReviewer(alex, /Good to go.*Siti Lim/)
  const ana = await pageAt(to, browser, 'ana')
  await lookFor(ana, '10409', 'good to go')
  await expect(ana.getByText('As it will read for')).toBeVisible()
  await ana.keyboard.press('Control+Enter')
  await expect(ana.getByRole('region', { name: 'Thread' })).toContainText(/Hello \w+, all is well with PH-\d+\./)

  // Those who look after the service write the files; every format is held by tests/service/export.
  for (const system of ['zendesk', 'chatwoot']) {
    const folder = join(from.folder, '..', `to-${system}`)
    const words = ['src/service/export-macros.ts', folder, '--to', system]
    const env = { ...process.env, TIERDESK_DATA: from.folder }
    const { stdout } = await promisify(execFile)(process.execPath, words, { env })
    expect(stdout).toMatch(/^\d+ macros, written to /)
    const texts = await Promise.all((await readdir(folder)).map((one) => readFile(join(folder, one), 'utf8')))
    expect(texts.join('\n')).toContain('all is well with')
  }
  for (const page of [writer, publisher, siti, alex, ana]) {
    await isSynced(page)
    await page.context().close()
  }
})
