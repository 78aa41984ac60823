import { readFile } from 'node:fs/promises'
import { type BrowserContext, type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { canaries, workWithCanaries } from './canaries.ts'
import { test } from './desk-test.ts'
import { enterPin, isSynced, openCase, pressButton, signIn, tabTo } from './story.ts'
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

/** Opens a page of the same origin that runs nothing of ours, loses there the one database of such a name, and closes it. */
async function loseDatabase(context: BrowserContext, origin: string, name: RegExp): Promise<void> {
  const blank = await context.newPage()
  await context.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await blank.goto(`${origin}/blank`)
  const lost = await blank.evaluate(async (pattern) => {
    const names = (await indexedDB.databases()).map(({ name: one = '' }) => one)
    const found = names.filter((one) => new RegExp(pattern).test(one))
    for (const one of found) {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(one)
        request.addEventListener('success', () => resolve())
        request.addEventListener('error', () => reject(request.error ?? new Error(one)))
      })
    }
    return found.length
  }, name.source)
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
  await loseDatabase(context, wire.url, /^tierdesk-outbox-(?!files-)/)

  page = await context.newPage()
  await page.goto(wire.url)
  await enterPin(page, pin)
  await expect(page.getByText(/Everything was restored from the second place/)).toBeVisible()
  await openCase(page, '10311')
  await expect(thread(page).getByText(text)).toBeVisible()
  await pressButton(page, page.getByRole('button', { name: 'Details' }))
  await expect(health(page)).toContainText('1 step waits')
  await expect(health(page)).toContainText('reported to the service with the next connection')
  // It would be tried without the button, too, a while later: so the key is over it when there is a network again.
  await tabTo(page, health(page).getByRole('button', { name: 'Try now' }))
  wire.mend()
  await page.keyboard.press('Enter')
  await expect(health(page)).toContainText('Connected since')
  await expect(health(page)).toContainText('the service knows of it')
  await pressButton(page, health(page).getByRole('button', { name: 'I have read this' }))
  await expect(health(page)).toContainText('Nothing.')
  await page.keyboard.press('Escape')
  await isSynced(page)
  expect((await textsOn(directUrl, password, '10311')).filter((one) => one === text)).toHaveLength(1)
  await page.reload()
  await isSynced(page)
  await expect(page.getByText(/restored from the second place/)).toBeHidden()
  await wire.close()
})

// Would catch: a lost copy that is fetched anew without a word, so that nobody ever hears of a disk that loses things.
test('[S11] a lost copy of the cases is fetched anew, told and reported, and a first start is not', async ({
  context,
}) => {
  const { directUrl, password } = await running()
  let page = await context.newPage()
  await page.goto(directUrl)
  await signIn(page, 'ben', password, pin)
  await pressButton(page, page.getByLabel(/^State of the connection/))
  await expect(health(page)).toContainText('Nothing you wrote is lost.')
  await expect(health(page)).toContainText('Nothing.')
  await page.close()
  await loseDatabase(context, directUrl, /^tierdesk-cache-/)
  page = await context.newPage()
  await page.goto(directUrl)
  await isSynced(page)
  await expect(page.getByText(/The copy of the cases on this computer was gone\. It is fetched anew/)).toBeVisible()
  await pressButton(page, page.getByRole('button', { name: 'Details' }))
  await expect(health(page)).toContainText('the service knows of it')
})

/** From now on this origin may keep nothing more, until the returned function is called. */
async function fillDisk(page: Page, origin: string): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  return async () => {
    await browser.send('Storage.overrideQuotaForOrigin', { origin })
  }
}

// Would catch: a full disk told in passing only, a window that can be left with what is nowhere else, and one that asks when nothing is at stake.
test('[S9] what a full disk refuses is told until there is room, and the window asks before it is left', async ({
  context,
}) => {
  const { port, password } = await running()
  const wire = await openWire(port)
  const page = await context.newPage()
  await page.goto(wire.url)
  await signIn(page, 'farid', password, pin)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.locator('#case-panel header')).toBeVisible()
  wire.cut()
  const makeRoom = await fillDisk(page, wire.url)
  const banner = page.getByRole('alert').filter({ hasText: 'not on this computer’s disk' })
  let replies = 0
  // The browser goes by what it last knew of the room for up to half a minute.
  await expect(async () => {
    await reply(page, `Written on a full disk, ${++replies}.`)
    await expect(banner).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await pressButton(page, banner.getByRole('button', { name: 'Keep again' }))
  await expect(page.getByText('The disk still refuses.')).toBeVisible()

  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await makeRoom()
  await pressButton(page, banner.getByRole('button', { name: 'Keep again' }))
  await expect(banner).toBeHidden()

  let questions = 0
  page.on('dialog', () => questions++)
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
  expect(questions).toBe(0)
  await wire.close()
})

// Would catch: a file for IT with a text, a name or a key in it, and a page that leaves out what IT asks for first.
test('a diagnostics file says how the desk does, and holds nothing of people or their work', async ({ context }) => {
  const { port, password } = await running()
  const wire = await openWire(port)
  const page = await context.newPage()
  await page.goto(wire.url)
  await signIn(page, 'ana', password, pin)
  await workWithCanaries(page, wire, await running())
  await thread(page).focus()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(health(page)).toContainText('The oldest waits since')
  await expect(health(page)).toContainText('agree on the time')
  await expect(health(page)).toContainText(wire.url)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    pressButton(page, health(page).getByRole('button', { name: 'Save a diagnostics file' })),
  ])
  expect(download.suggestedFilename()).toMatch(/^tierdesk-diagnostics-.*\.json$/)
  const text = await readFile(await download.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    host: { platform: 'browser' },
    window: { sync: { connection: 'offline' }, drafts: 1, clockAheadMs: expect.any(Number) },
  })
  const named = [...canaries, 'Ana', pin, password].filter((one) => text.toLowerCase().includes(one.toLowerCase()))
  expect(named).toEqual([])
  await wire.close()
})
