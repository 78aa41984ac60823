import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
test.beforeAll(async () => void (service = await serviceUnderTest()))
test.afterAll(() => service?.remove())

/** What a reason reads like: learnt from history, or from what the case and the macro or SOP have in common. */
const reason =
  /used (once|\d+ times)|used by you|helped (once|\d+ times)|same words: |fits the words|for this queue|in the language of the case|used often|for [A-Z]{2}|from the folder/

/** The best macro for the open case goes into the reply, by keys alone; answers its reason. */
async function insertBest(page: Page): Promise<string> {
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: 'Macros' })
  await expect(dialog.getByText('Best for this case')).toBeVisible()
  const best = dialog.getByRole('option').first()
  await expect(best).toContainText(reason)
  const why = (await best.textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')).not.toBeEmpty()
  // Leaves the composer, so that the next key is a command again.
  await page.keyboard.press('Escape')
  return why
}

// Would catch: suggestions without a reason, ones that need the service, and ones that a hand must leave the keyboard for.
test('the likely macro and SOP for a case stand there with their reasons and are taken by keys, with and without a network', async ({
  browser,
}) => {
  if (service === undefined) throw new Error('The service did not start.')
  const wire = await openWire(service.port)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(wire.url)
  await signIn(page, 'ana', service.password)
  await openCase(page, '10402')
  await insertBest(page)
  await page.keyboard.press('Control+Shift+F')
  const beside = page.getByRole('complementary', { name: 'Beside the case' })
  await expect(beside.getByText('For this case')).toBeVisible()
  const sop = beside.getByRole('option').first()
  await expect(sop).toContainText(reason)
  await page.keyboard.press('Enter')
  await expect(beside.getByRole('article')).toBeVisible()
  await page.keyboard.press('Escape')
  wire.cut()
  await expect(page.getByLabel(/^State of the connection/)).toContainText('Offline since')
  await openCase(page, '10314')
  await insertBest(page)
  await context.close()
  await wire.close()
})
