import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { beside, dialog, openDesk, openSop, pill, turnTo, write } from './by-keys.ts'
import { test } from './desk-test.ts'
import { choose, isSynced, openCase, pressButton, tabTo } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

/** Opens the place where SOPs are looked after, at one of its parts. */
async function openEditor(page: Page, part: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(dialog(page)).toBeVisible()
  await turnTo(page, dialog(page).getByRole('tablist', { name: 'SOPs' }), part)
}

/** Opens an SOP there, by what is typed of its title. */
async function openInEditor(page: Page, title: string, mark: RegExp = /./): Promise<void> {
  await write(page, dialog(page).getByRole('searchbox'), title)
  const line = dialog(page)
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .filter({ hasText: mark })
  await pressButton(page, line.first())
  await expect(dialog(page).getByLabel('Text', { exact: true })).toHaveValue(/./)
}

/** How often an SOP was opened on cases, as the report of use says. */
async function openedOnCases(page: Page, title: string): Promise<number> {
  const row = dialog(page).getByRole('row').filter({ hasText: title })
  return Number(await row.getByRole('cell').nth(1).textContent())
}

const closeDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

// Catches a word of an agent that reaches nobody, or is answered where they never see it, and searches in vain that nobody counts.
test('what an agent misses in an SOP lands with its owner, also from without a network; the answer comes back to the agent', async ({
  browser,
}) => {
  const desk = await running()
  const wire = await openWire(desk.port)
  const [ana, wei] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (ana === undefined || wei === undefined) throw new Error('no windows')
  await openDesk(wei, desk, 'wei')
  await openEditor(wei, 'Use')
  const before = await openedOnCases(wei, 'Parcel is late')
  await closeDialog(wei)

  await openDesk(ana, desk, 'ana', wire.url)
  await openCase(ana, '10506')
  wire.cut()
  await expect(pill(ana)).toContainText('Offline since')
  await openSop(ana, 'parcel is late', 'Parcel is late')
  await turnTo(ana, beside(ana).getByRole('tablist', { name: 'Parcel is late' }), 'About')
  await pressButton(ana, beside(ana).getByRole('button', { name: 'Something is missing' }))
  await write(ana, beside(ana).getByLabel('Say what, in a sentence'), 'Nothing is said about strikes at the port.')
  await pressButton(ana, beside(ana).getByRole('button', { name: 'Send to its owner' }))
  await expect(ana.getByText('Goes to Wei Ong.')).toBeVisible()
  const mine = beside(ana).getByRole('list', { name: 'What you said of it' })
  await expect(mine).toContainText('No answer yet')
  await ana.keyboard.press('Control+Shift+F')
  await ana.keyboard.press('Control+a')
  await ana.keyboard.type('zeppelin')
  await pressButton(ana, beside(ana).getByRole('button', { name: 'Tell the knowledge desk' }))
  await expect(ana.getByText('Goes to the knowledge desk.')).toBeVisible()
  wire.mend()
  await isSynced(ana)

  await openEditor(wei, 'What agents say')
  const heard = dialog(wei).getByRole('region', { name: 'What agents say' }).getByRole('listitem')
  const said = heard.filter({ hasText: 'Nothing is said about strikes at the port.' })
  await expect(said).toContainText('Parcel is late')
  await expect(said).toContainText('Ana Reyes')
  await expect(dialog(wei).getByRole('listitem').filter({ hasText: 'zeppelin' })).toContainText('once')
  await write(wei, said.getByLabel('What came of it'), 'A passage on strikes comes on Monday.')
  await wei.keyboard.press('Enter')
  await expect(said).toContainText('Wei Ong answered: A passage on strikes comes on Monday.')
  await turnTo(wei, dialog(wei).getByRole('tablist', { name: 'SOPs' }), 'Use')
  await expect.poll(() => openedOnCases(wei, 'Parcel is late')).toBe(before + 1)
  await isSynced(wei)

  await openSop(ana, 'parcel is late', 'Parcel is late')
  await turnTo(ana, beside(ana).getByRole('tablist', { name: 'Parcel is late' }), 'About')
  await expect(mine).toContainText('Wei Ong answered: A passage on strikes comes on Monday.')
  await wire.close()
})

// Catches a version that its own author puts in force, one that is sent back without a word, and a comparison of neighbours only.
test('a version is written by one, sent back and published by another; any two versions are put beside one another', async ({
  browser,
}) => {
  const desk = await running()
  const [siti, wei, ana] = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  if (siti === undefined || wei === undefined || ana === undefined) throw new Error('no windows')
  await openDesk(siti, desk, 'siti')
  await openEditor(siti, 'Write and review')
  await openInEditor(siti, 'Item arrived damaged')
  const text = dialog(siti).getByLabel('Text', { exact: true })
  await tabTo(siti, text)
  await siti.keyboard.press('Control+End')
  await siti.keyboard.type('\n\nA dent alone is no damage.')
  await expect(dialog(siti).getByRole('region', { name: 'Beside the SOP' })).toContainText('A dent alone is no damage.')
  await siti.keyboard.press('Control+Enter')
  await expect(siti.getByText('Waits for somebody else to review it.')).toBeVisible()
  // Whoever wrote it does not put it in force.
  await expect(dialog(siti).getByRole('button', { name: /^Publish/ })).toHaveCount(0)
  await isSynced(siti)

  await openDesk(wei, desk, 'wei')
  await openEditor(wei, 'Write and review')
  await openInEditor(wei, 'Item arrived damaged', /In review/)
  await write(wei, dialog(wei).getByLabel('What should change?'), 'Say which dents.')
  await pressButton(wei, dialog(wei).getByRole('button', { name: 'Send back' }))
  await expect(dialog(siti).getByRole('status').last()).toContainText('Wei Ong: Say which dents.')
  await tabTo(siti, text)
  await siti.keyboard.press('Control+End')
  await siti.keyboard.press('Backspace')
  await siti.keyboard.type(' of the box.')
  await siti.keyboard.press('Control+Enter')
  await isSynced(siti)

  await closeDialog(wei)
  await openEditor(wei, 'Write and review')
  await openInEditor(wei, 'Item arrived damaged', /In review/)
  await wei.keyboard.press('Control+Enter')
  await expect(wei.getByText('Published.')).toBeVisible()
  await isSynced(wei)

  await openDesk(ana, desk, 'ana')
  await openSop(ana, 'arrived damaged', 'Item arrived damaged')
  const changed = beside(ana).getByRole('region', { name: 'Changed since you read version 8' })
  await expect(changed).toBeVisible()
  await turnTo(ana, beside(ana).getByRole('tablist', { name: 'Item arrived damaged' }), 'About')
  const versions = beside(ana).getByRole('region', { name: 'Versions' })
  const pick = async (label: string, version: string): Promise<void> => {
    await tabTo(ana, versions.getByLabel(label, { exact: true }))
    await ana.keyboard.type(version)
  }
  // Neither is the one in force, nor the one before it.
  await pick('With', 'Version 9')
  await pick('Compare', 'Version 8')
  await expect(versions).toContainText('a photo of the packing inside')
  await expect(versions).not.toContainText('A dent alone is no damage')
  await pick('With', 'Version 10')
  await expect(versions).toContainText('a photo of the packing inside')
  await expect(versions).toContainText('A dent alone is no damage of the box.')
  await isSynced(ana)
})

/** An export of a Help Center with one article, as another system writes it. */
async function importArticle(title: string, body: string): Promise<string> {
  const { folder } = await running()
  const exported = join(folder, '..', 'help-center')
  await mkdir(exported, { recursive: true })
  const article = {
    id: 4711,
    translation_group: 4711,
    title,
    body,
    locale: 'en-us',
    updated_at: '2026-01-01T00:00:00Z',
  }
  await writeFile(join(exported, 'articles.ndjson'), `${JSON.stringify(article)}\n`)
  const words = ['src/service/import.ts', exported, '--from', 'zendesk', '--report', join(folder, '..', 'report.json')]
  const env = { ...process.env, TIERDESK_DATA: folder }
  return (await promisify(execFile)(process.execPath, words, { env })).stdout
}

// Catches an article of somebody else's rules that agents follow before anybody here has said where it holds.
test('an article of another Help Center comes as a draft, gets its owner and its day, and is found by agents once it is published', async ({
  browser,
}) => {
  const desk = await running()
  const [wei, ana] = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
  if (wei === undefined || ana === undefined) throw new Error('no windows')
  await openDesk(ana, desk, 'ana')
  await openDesk(wei, desk, 'wei')
  expect(
    await importArticle('Stroopwafel melts', '<h2>In summer</h2><p>Send it <b>cooled</b>.</p><script>x</script>'),
  ).toContain('The import is finished.')

  await openEditor(wei, 'Write and review')
  await openInEditor(wei, 'Stroopwafel melts', /Draft/)
  await expect(dialog(wei).getByLabel('Text', { exact: true })).toHaveValue(/## In summer\s+Send it \*\*cooled\*\*\./)
  await expect(dialog(wei).getByRole('status').last()).toContainText('To be published it needs an owner.')
  await choose(wei, 'Owner', 'Wei Ong')
  await expect(dialog(wei).getByRole('status').last()).toContainText('it needs a day ahead')
  await tabTo(wei, dialog(wei).getByLabel('Review by'))
  await wei.keyboard.type('12312030')
  await wei.keyboard.press('Control+Enter')
  await expect(wei.getByText('Waits for somebody else to review it.')).toBeVisible()
  await isSynced(wei)
  await ana.keyboard.press('Control+Shift+F')
  await ana.keyboard.type('stroopwafel')
  await expect(ana.getByText('No SOP fits')).toBeVisible()

  const alex = await (await browser.newContext()).newPage()
  await openDesk(alex, desk, 'admin')
  await openEditor(alex, 'Write and review')
  await openInEditor(alex, 'Stroopwafel melts', /In review/)
  await alex.keyboard.press('Control+Enter')
  await expect(alex.getByText('Published.')).toBeVisible()
  await isSynced(alex)
  await expect(ana.getByRole('listbox', { name: 'SOPs' })).toContainText('Stroopwafel melts')
})
