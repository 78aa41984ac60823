import { type BrowserContext, type Page, expect } from '@playwright/test'
import { type CutWire, openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { asAdmin, deviceOf } from './as-admin.ts'
import { dialog, pill, writeIn } from './by-keys.ts'
import { canaries, workWithCanaries } from './canaries.ts'
import { test } from './desk-test.ts'
import { heapTexts } from './heap-texts.ts'
import { enterPin, isSynced, openCase, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const pin = '271828'
const lockKeys = 'Control+Shift+L'

async function openOver(context: BrowserContext): Promise<{ page: Page; wire: CutWire }> {
  const wire = await openWire((await running()).port)
  const page = await context.newPage()
  await page.goto(wire.url)
  return { page, wire }
}

const box = (page: Page) => page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
const isLocked = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { name: 'The desk is locked' })).toBeVisible()
const pinField = (page: Page) => page.getByLabel('PIN', { exact: true })
/** The window's own files are here, so that it may be loaded anew without a network. */
const shellIsKept = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)

// Would catch: a lock that a reload or the service opens, a guess that is not counted, a half-written reply that is gone, an agent who has
// to look for their case.
test('a desk is locked and opened by keys, and is as it was', async ({ context }) => {
  const { password } = await running()
  const { page, wire } = await openOver(context)
  await signIn(page, 'ana', password, pin)
  await openCase(page, '10402')
  await openCase(page, '10311')
  await page.keyboard.press('r')
  await page.keyboard.type('Half a reply, not')
  await page.keyboard.press(lockKeys)
  await isLocked(page)
  await expect(page.locator('body')).not.toContainText('10311')
  // The service is there all the time, and opens nothing.
  await page.reload()
  await isLocked(page)
  await expect(pinField(page)).toBeFocused()
  await page.keyboard.type('000001')
  await page.keyboard.press('Enter')
  await expect(page.getByText('That is not the PIN. 4 tries are left.')).toBeVisible()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { selected: true, name: /10311/ })).toBeVisible()
  await expect(page.getByRole('tab', { name: /10402/ })).toBeVisible()
  await expect(box(page)).toHaveValue('Half a reply, not')
  await expect(box(page)).toBeFocused()
  await isSynced(page)
  await page.reload()
  await isSynced(page)
  await wire.close()
})

// Would catch: rows, texts or keys that stay in memory, or a store that is not sealed, behind a screen that says "locked".
test('a locked desk holds no text of a case in memory or in the browser, and opens by PIN without a network', async ({
  context,
}) => {
  const { page, wire } = await openOver(context)
  await signIn(page, 'ana', (await running()).password, pin)
  await shellIsKept(page)
  await workWithCanaries(page, wire, await running())
  // The search finds what the open desk holds, so that finding nothing means something.
  expect((await heapTexts(page, canaries)).length).toBeGreaterThan(3)
  await page.keyboard.press(lockKeys)
  await isLocked(page)
  expect(await heapTexts(page, canaries)).toEqual([])
  const kept = await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]))
  for (const text of canaries) expect(kept).not.toContain(text)
  expect(await page.title()).toBe('Tierdesk')
  await enterPin(page, pin)
  await expect(box(page)).toHaveValue(/canary-of-a-draft/)
  await expect(pill(page)).toContainText('1 saved, will send')
  wire.mend()
  await isSynced(page)
  await wire.close()
})

// Would catch: a desk without a PIN that anybody opens, or that says nothing of why nobody can.
test('without a PIN a sign-in opens a locked desk, and where the service is gone that is said', async ({ context }) => {
  const { password } = await running()
  const { page, wire } = await openOver(context)
  await signIn(page, 'ana', password)
  await shellIsKept(page)
  await openCase(page, '10311')
  await page.keyboard.press('n')
  await page.keyboard.type('Half a note')
  wire.cut()
  await expect(pill(page)).toContainText('Offline since')
  await page.keyboard.press(lockKeys)
  await isLocked(page)
  await expect(page.getByText('No PIN is set on this computer, so only a sign-in opens the desk.')).toBeVisible()
  await expect(page.getByText('The service cannot be reached now, so a sign-in has to wait')).toBeVisible()
  wire.mend()
  await expect(page.getByText('The service cannot be reached now, so a sign-in has to wait')).toBeHidden()
  const signInButton = page.getByRole('button', { name: 'Sign in', exact: true })
  await expect(signInButton).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByLabel('Login').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { selected: true, name: /10311/ })).toBeVisible()
  await expect(box(page)).toHaveValue('Half a note')
  await wire.close()
})

// Would catch: an hour's work in a form that is gone, because the lock closed its dialog.
test('what stood in a dialog when the desk was locked is shown afterwards', async ({ context }) => {
  const { page, wire } = await openOver(context)
  await signIn(page, 'ana', (await running()).password, pin)
  await openCase(page, '10402')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+E')
  await writeIn(page, 'What should Tier 2 decide or do?', 'Half of what Tier 2 is to decide')
  await page.keyboard.press(lockKeys)
  await enterPin(page, pin)
  const left = dialog(page).filter({ hasText: 'What stood in the dialog when the desk was locked' })
  await expect(left.getByLabel(/What should Tier 2 decide/)).toHaveValue('Half of what Tier 2 is to decide')
  await page.keyboard.press('Escape')
  await expect(left).toBeHidden()
  await wire.close()
})

// Would catch: a desk that stays open when its agent has gone, and a second window that stays open behind the first.
test('windows that nobody touches are locked together, and opened together', async ({ context }) => {
  const wire = await openWire((await running()).port)
  const first = await context.newPage()
  await first.clock.install()
  await first.goto(wire.url)
  await signIn(first, 'ana', (await running()).password, pin)
  const second = await context.newPage()
  await second.goto(wire.url)
  await isSynced(second)
  await first.clock.fastForward('09:00')
  await first.keyboard.press('Shift')
  await first.clock.fastForward('09:00')
  await expect(pill(first)).toBeVisible()
  await expect(pill(second)).toBeVisible()
  await first.clock.fastForward('02:00')
  await isLocked(first)
  await expect(first.getByText('Locked because nobody used this computer for 10 minutes.')).toBeVisible()
  await isLocked(second)
  await second.keyboard.type(pin)
  await second.keyboard.press('Enter')
  await isSynced(second)
  await isSynced(first)
  await wire.close()
})

// Would catch: a stolen computer that keeps its cases because it was locked when it was told to forget them.
test('a locked computer forgets its cases when it is told to', async ({ context }) => {
  const { page, wire } = await openOver(context)
  await signIn(page, 'farid', (await running()).password, pin)
  await shellIsKept(page)
  const deviceId = await deviceOf(page)
  wire.cut()
  await page.keyboard.press(lockKeys)
  await isLocked(page)
  expect(await asAdmin(await running(), `/api/devices/${deviceId}/wipe`)).toBe(204)
  wire.mend()
  await expect(page.getByText('This computer has forgotten its cases')).toBeVisible()
  await wire.close()
})
