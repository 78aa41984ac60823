import { type Page, expect } from '@playwright/test'
import { type CutWire, openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { openCase, pressButton, signIn } from './story.ts'

let service: ServiceUnderTest
let wire: CutWire
test.beforeAll(async () => {
  service = await serviceUnderTest()
  wire = await openWire(service.port)
})
test.afterAll(async () => {
  await wire.close()
  await service.remove()
})

const beside = (page: Page) => page.getByRole('complementary', { name: 'Beside the case' })
const address = (page: Page) => beside(page).getByText(/^[a-z-]+@example\.com$/)
const show = (page: Page) => beside(page).getByRole('button', { name: 'Show: E-mail of Maria Dela Cruz' })

/** Has the address shown for a purpose, which is chosen by its first letters. */
async function showFor(page: Page, purpose: string): Promise<void> {
  await pressButton(page, show(page))
  await expect(page.getByRole('menu')).toContainText('What do you need it for?')
  await page.keyboard.type(purpose.slice(0, 10))
  await expect(page.getByRole('menuitem', { name: purpose })).toBeFocused()
  await page.keyboard.press('Enter')
}

/** Everything that the window keeps or says of itself, but for what stands on the screen. */
const keptTexts = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([
      location.href,
      history.state,
      document.title,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
    ]),
  )

// Would catch: an address that stands there for anyone who passes, stays there, or is kept.
test('a contact detail is shown for a purpose and for a moment, by keys alone, and needs the service', async ({
  page,
}) => {
  const logged: string[] = []
  page.on('console', (message) => logged.push(message.text()))
  await page.clock.install()
  await page.goto(wire.url)
  await signIn(page, 'ana', service.password)
  await openCase(page, '10311')
  await expect(beside(page).getByText('m•••@e•••.com')).toBeVisible()
  await expect(address(page)).toHaveCount(0)

  await showFor(page, 'Call or write to them')
  await expect(address(page)).toBeVisible()
  // Another case: what is shown must not go along.
  await openCase(page, '10314')
  await expect(address(page)).toHaveCount(0)
  await openCase(page, '10311')
  await expect(address(page)).toHaveCount(0)

  await showFor(page, 'Check that it is them')
  await expect(address(page)).toBeVisible()
  await expect(beside(page).getByRole('status').filter({ hasText: '@example.com' })).toContainText(
    'Hidden again in 30 seconds',
  )
  await expect(beside(page).getByRole('button', { name: 'Hide: E-mail of Maria Dela Cruz' })).toBeFocused()
  const shown = (await address(page).textContent()) ?? ''
  await page.clock.fastForward(10_000)
  await expect(beside(page).getByRole('timer')).toHaveText(/^(1\d|20) s$/)
  expect(await keptTexts(page)).not.toContain(shown)

  // So long a leap also ends the connection: whatever needs the service comes before it.
  await page.clock.fastForward(21_000)
  await expect(address(page)).toHaveCount(0)
  await expect(beside(page).getByRole('status').filter({ hasText: 'is hidden again' })).toHaveCount(1)
  await expect(show(page)).toBeFocused()

  wire.cut()
  await expect(page.getByLabel(/^State of the connection/)).toContainText('Offline since')
  await showFor(page, 'Call or write to them')
  await expect(beside(page).getByText(/^Needs the service\./)).toBeVisible()
  await expect(address(page)).toHaveCount(0)
  expect(logged.join()).not.toContain(shown)
})
