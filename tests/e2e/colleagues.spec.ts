import { type Page, expect } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { goInThread, isSynced, openCase, signIn } from './story.ts'

// Long enough to be seen counting down, short enough to be waited for.
const leaseMs = 15_000

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> =>
  (service ??= await serviceUnderTest({ TIERDESK_LEASE_MS: String(leaseMs) }))
test.afterAll(() => service?.remove())

const number = '10409'
const panel = (page: Page) => page.locator('#case-panel')
const head = (page: Page) => panel(page).locator('header')
const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const writing = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

// Catches presence that is shown wrong on a real screen, a case lost with its agent, and a claim race with two winners.
test('two agents on one case: who looks, who types, who has it, and what becomes of that without a network', async ({
  browser,
}) => {
  const { port, directUrl, password } = await running()
  const wire = await openWire(port)
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const ana = await first.newPage()
  const siti = await second.newPage()
  await ana.goto(wire.url)
  await siti.goto(directUrl)
  await signIn(ana, 'ana', password)
  await signIn(siti, 'siti', password)

  await openCase(ana, number)
  await openCase(siti, number)
  await expect(panel(siti)).toContainText(/Ana\b.* is viewing/)
  await expect(panel(ana)).toContainText(/Siti\b.* is viewing/)
  const below = await thread(siti).boundingBox()
  await writing(ana).fill('Dear customer')
  await expect(panel(siti)).toContainText(/Ana\b.* is typing…/)
  await writing(ana).fill('')
  await expect(panel(siti)).toContainText(/Ana\b.* is viewing/)

  await ana.keyboard.press('Escape')
  await ana.keyboard.press('i')
  await expect(head(ana)).toContainText('You have it')
  await expect(head(siti)).toContainText(/Ana\b.* has it/)
  await isSynced(ana)

  wire.cut()
  await expect(head(siti)).toContainText(/not connected, returns to the queue in 0:[01]\d/)
  await expect(panel(siti)).toContainText(/Ana\b.*, seen \d+ s ago/)
  await expect(head(ana)).toContainText(/yours for 0:[01]\d more, then it returns to the queue/)
  await expect(panel(ana)).toContainText(/Siti\b.*, seen \d+ s ago/)
  // Whoever comes and goes moves nothing on the screen.
  expect(await thread(siti).boundingBox()).toEqual(below)
  await expect(head(siti)).toContainText('Nobody has it')
  await expect(head(ana)).toContainText('You had it')
  await expect(head(ana)).toContainText('may be with someone else by now; what you write is checked before it is sent')

  await siti.keyboard.press('i')
  await expect(head(siti)).toContainText('You have it')
  wire.mend()
  await expect(head(ana)).toContainText(/Siti\b.* has it/)
  await first.close()
  await second.close()
  await wire.close()
})

// Catches two windows that both go on believing that they have the case.
test('of two who take a case the later one, without a network, is told in place who has it', async ({ browser }) => {
  const { port, directUrl, password } = await running()
  const wire = await openWire(port)
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const ana = await first.newPage()
  const siti = await second.newPage()
  await ana.goto(wire.url)
  await siti.goto(directUrl)
  await signIn(ana, 'ana', password)
  await signIn(siti, 'siti', password)
  const other = '10316'
  await openCase(ana, other)
  await openCase(siti, other)
  wire.cut()
  await expect(ana.getByLabel(/^State of the connection/)).toContainText('Offline since')
  await ana.keyboard.press('i')
  await expect(head(ana)).toContainText('You have it')
  await expect(head(ana)).toContainText('taken on this computer; the service decides when it is back')
  await siti.keyboard.press('i')
  await isSynced(siti)
  wire.mend()
  await expect(head(ana)).toContainText(/Siti\b.* has it/)
  const lost = thread(ana).getByText(/Siti\b.* has this case by now/)
  await expect(lost).toBeVisible()
  await goInThread(ana, thread(ana).getByRole('button', { name: 'Discard' }))
  await ana.keyboard.press('Enter')
  await expect(lost).toBeHidden()
  await isSynced(ana)
  await first.close()
  await second.close()
  await wire.close()
})
