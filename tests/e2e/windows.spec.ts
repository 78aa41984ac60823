import { type BrowserContext, type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { isSynced, openCase, signIn } from './story.ts'
import { textsOn } from './texts-on.ts'

const caseNumber = '10311'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const pill = (page: Page) => page.getByLabel(/^State of the connection/)

async function reply(page: Page, text: string): Promise<void> {
  await page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox').fill(text)
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByText(text)).toBeVisible()
}

/** Another window of whoever is signed in. */
async function another(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await isSynced(page)
  await openCase(page, caseNumber)
  return page
}

// Catches: a second window that sends on its own, or does nothing; one that is left behind when the first is closed.
test('[S20] several windows of an agent: one talks to the service, the others follow, and the next one takes over', async ({
  browser,
}) => {
  const { port, directUrl, password, partyWrites } = await running()
  const wire = await openWire(port)
  const context = await browser.newContext()
  const first = await context.newPage()
  await first.goto(wire.url)
  await signIn(first, 'ana', password)
  await openCase(first, caseNumber)
  const second = await another(context, wire.url)
  const third = await another(context, wire.url)

  await reply(second, 'Written in the second window.')
  await expect(thread(first).getByText('Written in the second window.')).toBeVisible()
  await expect(thread(third).getByText('Written in the second window.')).toBeVisible()
  await isSynced(second)
  await partyWrites(caseNumber, 'Thank you, that helps.')
  for (const page of [first, second, third])
    await expect(thread(page).getByText('Thank you, that helps.')).toBeVisible()

  wire.cut()
  for (const page of [first, second, third]) await expect(pill(page)).toContainText('Offline since')
  await reply(third, 'Written in the third window, offline.')
  for (const page of [first, second, third]) await expect(pill(page)).toContainText('1 saved, will send')
  await first.close()
  await expect(thread(second).getByText('Written in the third window, offline.')).toBeVisible()
  wire.mend()
  for (const page of [second, third]) await isSynced(page)
  await reply(third, 'Written after the first window was closed.')
  for (const page of [second, third]) await isSynced(page)

  const texts = await textsOn(directUrl, password, caseNumber)
  for (const text of [
    'Written in the second window.',
    'Written in the third window, offline.',
    'Written after the first window was closed.',
  ])
    expect(texts.filter((one) => one === text)).toHaveLength(1)
  await context.close()
  await wire.close()
})

// Catches: two builds that write into one database, each in its own way.
test('[S19] a window steps back as soon as a newer build opens what lies on this computer', async ({ browser }) => {
  const { directUrl, password } = await running()
  const context = await browser.newContext()
  const old = await context.newPage()
  await old.goto(directUrl)
  await signIn(old, 'farid', password)
  const newer = await context.newPage()
  await newer.goto(`${directUrl}/livez`)
  const isOpen = await newer.evaluate(async () => {
    const name = (await indexedDB.databases()).find((database) =>
      /^tierdesk-outbox-(?!files-)/.test(database.name ?? ''),
    )?.name
    if (name === undefined) return 'no outbox'
    return new Promise<string>((resolve) => {
      const opening = indexedDB.open(name, 100_000)
      opening.addEventListener('success', () => resolve('open'))
      opening.addEventListener('error', () => resolve('refused'))
      opening.addEventListener('blocked', () => resolve('blocked'))
    })
  })
  expect(isOpen).toBe('open')
  await expect(old.getByRole('dialog', { name: 'A newer Tierdesk is open in another window' })).toBeVisible()
  await context.close()
})
