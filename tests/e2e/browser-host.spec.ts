import { expect } from '@playwright/test'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { dialog, give, openDesk } from './by-keys.ts'
import { test } from './desk-test.ts'
import { openCase } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

// Catches: a manifest that the service or its own policy keeps from the browser, an icon that is not there, a worker that is not registered.
test('a browser may install the window as an app of its own', async ({ page, context }) => {
  await page.goto((await running()).directUrl)
  await expect(page.getByLabel('Login')).toBeFocused()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  const browser = await context.newCDPSession(page)
  const { errors, data } = await browser.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Tierdesk', display: 'standalone', start_url: '/' })
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
  // Every context of a test is a private one; nothing else may stand in the way.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
})

// Catches: a worker that keeps what the service said of cases, where anyone who opens the browser's own tools can read it.
test('what the browser keeps for an outage is the window itself, and nothing of any case', async ({ page }) => {
  await openDesk(page, await running(), 'ana')
  await openCase(page, '10311')
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return all.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/')
  expect(
    kept.filter((path) => path !== '/' && !/^\/(assets|icons)\/|^\/(index\.html|tierdesk\.webmanifest)$/.test(path)),
  ).toEqual([])
})

// Catches: agents and IT who learn only when they need it that a browser does not do it.
test('about Tierdesk says plainly what a browser cannot do', async ({ page }) => {
  await openDesk(page, await running(), 'ana')
  await give(page, 'About Tierdesk')
  const table = dialog(page).getByRole('table')
  await expect(table.getByRole('row', { name: /^Obeys what IT decides for this computer/ })).toContainText(
    'such policies do not reach a browser',
  )
  await expect(table.getByRole('row', { name: /^Locks when the screen is locked/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /^Has a window/ })).toContainText('A tab.')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
})
