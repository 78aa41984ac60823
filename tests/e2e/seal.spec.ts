import { type BrowserContext, type Page, expect } from '@playwright/test'
import { type CutWire, openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { asAdmin, deviceOf } from './as-admin.ts'
import { test } from './desk-test.ts'
import { enterPin, isSynced, openCase, pressButton, setPin, signIn } from './story.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const pin = '271828'

/** A window over a wire that can be cut. */
interface Seat {
  readonly wire: CutWire
  readonly context: BrowserContext
  /** Closes the page and opens it again, as a restart of the window does. */
  readonly restart: () => Promise<Page>
}

async function takeSeat(context: BrowserContext): Promise<Seat & { readonly page: Page }> {
  const { port } = await running()
  const wire = await openWire(port)
  let page = await context.newPage()
  await page.goto(wire.url)
  return {
    wire,
    context,
    page,
    restart: async () => {
      await page.close()
      page = await context.newPage()
      await page.goto(wire.url)
      return page
    },
  }
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name })
const list = (page: Page) => page.getByRole('listbox').first()

/** What lies in the stores of the browser that keep plain text. */
const clearText = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]))

// Would catch: a desk that opens for anyone who has the computer, or for nobody when the network is gone.
test('without a network the desk opens with the PIN alone, by keys alone', async ({ context }) => {
  const { password } = await running()
  const { page, wire, restart } = await takeSeat(context)
  await signIn(page, 'ana', password, pin)
  wire.cut()
  const again = await restart()
  await expect(heading(again, 'The desk is locked')).toBeVisible()
  await expect(again.getByLabel('PIN', { exact: true })).toBeFocused()
  await again.keyboard.type('000001')
  await again.keyboard.press('Enter')
  await expect(again.getByText('That is not the PIN. 4 tries are left.')).toBeVisible()
  await again.keyboard.type(pin)
  await again.keyboard.press('Enter')
  await expect(list(again)).toBeVisible()
  await openCase(again, '10311')
  await wire.close()
})

// Would catch: a locked desk that stays locked although the service is back.
test('a locked desk opens by itself as soon as the service answers', async ({ context }) => {
  const { password } = await running()
  const { page, wire, restart } = await takeSeat(context)
  await signIn(page, 'farid', password)
  wire.cut()
  const again = await restart()
  await expect(again.getByText('No PIN is set on this computer.')).toBeVisible()
  await expect(again.getByLabel('PIN', { exact: true })).toBeHidden()
  wire.mend()
  await isSynced(again)
  await wire.close()
})

// Would catch: a screen that stays until somebody presses a button, because the browser did not give a database for a moment.
test('a desk that the browser did not open is tried again by itself', async ({ context }) => {
  const { password } = await running()
  const { page, wire } = await takeSeat(context)
  await signIn(page, 'farid', password)
  // The next page cannot open the cache; the one after it can.
  await page.evaluate(() => sessionStorage.setItem('breaks', 'once'))
  await page.addInitScript(() => {
    if (sessionStorage.getItem('breaks') === null) return
    sessionStorage.removeItem('breaks')
    const open = indexedDB.open.bind(indexedDB)
    indexedDB.open = (name, version) => {
      if (name.startsWith('tierdesk-cache')) throw new DOMException('Held by another page.', 'UnknownError')
      return open(name, version)
    }
  })
  await page.reload()
  await expect(page.getByText('This computer could not open its copy of the cases')).toBeVisible()
  await isSynced(page)
  await wire.close()
})

// Would catch: a sixth guess, and a desk that is lost for good after five.
test('after five wrong tries the PIN opens nothing, and the service does', async ({ context }) => {
  const { password } = await running()
  const { page, wire, restart } = await takeSeat(context)
  await signIn(page, 'ana', password, pin)
  wire.cut()
  const again = await restart()
  for (let left = 4; left > 0; left--) {
    await enterPin(again, '000001')
    await expect(again.getByText(left === 1 ? /One try is left/ : `${left} tries are left`)).toBeVisible()
  }
  await enterPin(again, '000001')
  await expect(again.getByText(/The PIN was wrong five times/)).toBeVisible()
  const later = await restart()
  await expect(later.getByText(/The PIN was wrong five times/)).toBeVisible()
  wire.mend()
  // The old PIN is gone, so the window asks for another.
  await expect(heading(later, 'Choose a PIN for this computer')).toBeVisible()
  await setPin(later, '314159')
  await isSynced(later)
  await wire.close()
})

test('a PIN that is short, easily guessed or mistyped is not taken, with the reason', async ({ context }) => {
  const { password } = await running()
  const { page, wire } = await takeSeat(context)
  await page.getByLabel('Login').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Choose a PIN for this computer')).toBeVisible()
  await setPin(page, '12345')
  await expect(page.getByText('Choose at least 6 digits or letters.')).toBeVisible()
  await setPin(page, '123456')
  await expect(page.getByText(/among the first that anyone would try/)).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill(pin)
  await page.getByLabel('The same PIN again').fill('271829')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The two are not the same.')).toBeVisible()
  await page.getByLabel('The same PIN again').fill(pin)
  await page.keyboard.press('Enter')
  await isSynced(page)
  // Another one later, from the palette.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('PIN')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Set the PIN of this computer' })).toBeVisible()
  await setPin(page, '314159')
  await expect(page.getByText('The PIN is set.')).toBeVisible()
  await wire.close()
})

const databases = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name = '' }) => name.replace(/-[0-9a-f-]{36}$/, '')))

// Would catch: a stolen computer that keeps its cases, and an agent's unsent work that a wipe takes along.
test('a computer that is told to forget closes at once, keeps nothing that opens, and can be reinstated', async ({
  context,
}) => {
  const { password } = await running()
  const { page, wire, restart } = await takeSeat(context)
  await signIn(page, 'ana', password, pin)
  const deviceId = await deviceOf(page)
  expect(await asAdmin(await running(), `/api/devices/${deviceId}/wipe`)).toBe(204)
  await expect(page.getByText('This computer has forgotten its cases')).toBeVisible()
  await expect.poll(() => databases(page)).toEqual(expect.not.arrayContaining(['tierdesk-cache']))
  expect(await databases(page)).toEqual(expect.arrayContaining(['tierdesk-outbox', 'tierdesk-vault']))

  await pressButton(page, page.getByRole('button', { name: 'Sign in', exact: true }))
  await page.getByLabel('Login').fill('ana')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/An administrator has had this computer forget its cases/)).toBeVisible()

  expect(await asAdmin(await running(), `/api/devices/${deviceId}/reinstate`)).toBe(204)
  const again = await restart()
  await signIn(again, 'ana', password)
  await openCase(again, '10311')
  await wire.close()
})

// Would catch: a computer that was off when it was told to forget, and opens as if nothing had happened.
test('a computer that was off when it was told to forget does so at its next contact', async ({ context }) => {
  const { password } = await running()
  const { page, wire, restart } = await takeSeat(context)
  await signIn(page, 'ana', password, pin)
  const deviceId = await deviceOf(page)
  wire.cut()
  expect(await asAdmin(await running(), `/api/devices/${deviceId}/wipe`)).toBe(204)
  const locked = await restart()
  await enterPin(locked, pin)
  await expect(list(locked)).toBeVisible()
  wire.mend()
  await expect(locked.getByText('This computer has forgotten its cases')).toBeVisible()
  wire.cut()
  const later = await restart()
  await expect(heading(later, 'Sign in to Tierdesk')).toBeVisible()
  await wire.close()
})

// Would catch: a token or a name that lies where any program of this user can read it.
test('neither the session nor the agent’s name lies in clear text in the browser’s own storage', async ({
  context,
}) => {
  const { password } = await running()
  const { page, wire } = await takeSeat(context)
  await signIn(page, 'ana', password, pin)
  const text = await clearText(page)
  expect(text).toContain('tierdesk.device')
  for (const secret of ['Ana', 'token', 'agent', pin]) expect(text).not.toContain(secret)
  await wire.close()
})
