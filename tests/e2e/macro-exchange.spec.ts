import { readFile } from 'node:fs/promises'
import { type Page, expect, test } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase, pressButton, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
test.afterAll(() => service?.remove())

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
  service = await serviceUnderTest()
  await page.goto(service.directUrl)
  await signIn(page, 'siti', service.password)
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
  await ana.goto(service.directUrl)
  await signIn(ana, 'ana', service.password)
  await openCase(ana, '10311')
  await ana.getByRole('region', { name: 'Thread' }).focus()
  await ana.keyboard.press('m')
  await ana.keyboard.type('ask for photos')
  await expect(ana.getByText('As it will read for')).toBeVisible()
  await expect(dialog(ana)).not.toContainText('From the other workspace.')
  await other?.close()
})
