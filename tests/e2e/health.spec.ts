import { type BrowserContext, type Page, expect, test } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { enterPin, isSynced, openCase, signIn } from './story.ts'
import { textsOn } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const pin = '271828'
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const health = (page: Page) => page.getByRole('dialog', { name: 'Connection and safekeeping' })

async function reply(page: Page, text: string): Promise<void> {
  await page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox').fill(text)
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText(text)).toBeVisible()
}

/** Opens a page of the same origin that runs nothing of ours, loses the database there, and closes it. */
async function loseOutbox(context: BrowserContext, origin: string): Promise<void> {
  const blank = await context.newPage()
  await context.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await blank.goto(`${origin}/blank`)
  const lost = await blank.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    const outboxes = names.filter((name) => name.startsWith('tierdesk-outbox-'))
    for (const name of outboxes) {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name)
        request.addEventListener('success', () => resolve())
        request.addEventListener('error', () => reject(request.error ?? new Error(name)))
      })
    }
    return outboxes.length
  })
  expect(lost).toBe(1)
  await blank.close()
}

// Would catch: a lost database taken for a first start, work lost with it, and an agent who is not told, or told without end.
test('[S10][S11] work in a lost database comes back from the second place, is told once and sent once', async ({
  context,
}) => {
  const { port, password, directUrl } = await running()
  const wire = await openWire(port)
  const text = 'Kept in the second place alone.'
  let page = await context.newPage()
  await page.goto(wire.url)
  await signIn(page, 'ana', password, pin)
  await openCase(page, '10311')
  wire.cut()
  await reply(page, text)
  await expect(thread(page).getByText('Saved on this computer, will send')).toBeVisible()
  await page.close()
  await loseOutbox(context, directUrl.replace(/:\d+$/, `:${new URL(wire.url).port}`))

  page = await context.newPage()
  await page.goto(wire.url)
  await enterPin(page, pin)
  await expect(page.getByText(/Everything was restored from the second place/)).toBeVisible()
  await openCase(page, '10311')
  await expect(thread(page).getByText(text)).toBeVisible()
  await page.getByRole('button', { name: 'Details' }).click()
  await expect(health(page)).toContainText('1 step waits')
  await expect(health(page)).toContainText('reported to the service with the next connection')
  wire.mend()
  await health(page).getByRole('button', { name: 'Try now' }).click()
  await expect(health(page)).toContainText('Connected since')
  await expect(health(page)).toContainText('the service knows of it')
  await health(page).getByRole('button', { name: 'I have read this' }).click()
  await expect(health(page)).toContainText('Nothing.')
  await page.keyboard.press('Escape')
  await isSynced(page)
  expect((await textsOn(directUrl, password, '10311')).filter((one) => one === text)).toHaveLength(1)
  await page.reload()
  await isSynced(page)
  await expect(page.getByText(/restored from the second place/)).toBeHidden()
  await wire.close()
})

// Would catch: a full disk told in passing only, a window that can be left with what is nowhere else, and one that asks when nothing is at stake.
test('[S9] what a full disk refuses is told until there is room again, and the window asks before it is left', async ({
  context,
}) => {
  const { port, password } = await running()
  const wire = await openWire(port)
  const page = await context.newPage()
  await page.goto(wire.url)
  await signIn(page, 'farid', password, pin)
  wire.cut()
  const browser = await context.newCDPSession(page)
  const origin = new URL(wire.url).origin
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await page.getByRole('listbox').first().getByRole('option').first().click()
  await reply(page, 'Written on a full disk.')
  const banner = page.getByRole('alert').filter({ hasText: 'One step is not on this computer’s disk' })
  await expect(banner).toBeVisible()

  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await expect(banner).toBeVisible()
  await banner.getByRole('button', { name: 'Keep again' }).click()
  await expect(page.getByText('The disk still refuses.')).toBeVisible()

  await browser.send('Storage.overrideQuotaForOrigin', { origin })
  await banner.getByRole('button', { name: 'Keep again' }).click()
  await expect(banner).toBeHidden()
  await expect(thread(page).getByText('Saved on this computer, will send')).toBeVisible()
  page.on('dialog', () => expect('a question').toBe('none'))
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
  await wire.close()
})
