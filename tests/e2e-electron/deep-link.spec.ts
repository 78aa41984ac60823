import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { give } from '../e2e/by-keys.ts'
import { enterPin, signIn, storyPin } from '../e2e/story.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron, runDesktop } from './launch.ts'
import type { LaunchedDesktop } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')
test.describe.configure({ mode: 'serial' })

const userData = mkdtempSync(join(tmpdir(), 'tierdesk-links-'))
let service: ServiceUnderTest
let desk: LaunchedDesktop
let said = ''

const start = async (...args: readonly string[]): Promise<void> => {
  desk = await launchDesktop({ serviceUrl: service.directUrl, userData, args })
  desk.app.process().stderr?.on('data', (chunk) => (said += String(chunk)))
}

/** Opens a link as the system does while Tierdesk runs: it starts it once more. */
const follow = async (...args: readonly string[]): Promise<void> => {
  expect(await runDesktop({ serviceUrl: service.directUrl, userData, args })).toMatchObject({ code: 0 })
}

const tab = (page: Page, number: string) => page.getByRole('tab', { name: new RegExp(number) })
const inFront = (number: string) => expect(tab(desk.window, number)).toHaveAttribute('aria-selected', 'true')
const refusals = (): number => said.split('A link was not opened').length - 1

test.beforeAll(async () => {
  if (noElectron !== null) return
  service = await serviceUnderTest()
})

test.afterAll(async () => {
  if (noElectron !== null) return
  await desk.app.close()
  await service.remove()
  rmSync(userData, { recursive: true, force: true })
})

// Catches: a link that is lost because nobody was signed in yet, and one that shows something of a case to whoever stands at the screen.
test('a link that starts Tierdesk shows nothing until the agent has signed in, and then its case', async () => {
  await start('tierdesk://case/10311')
  await expect(desk.window.getByLabel('Login')).toBeVisible()
  expect(await desk.window.locator('body').innerText()).not.toContain('10311')
  await signIn(desk.window, 'ana', service.password, storyPin)
  await inFront('10311')
})

// Catches: a second window, a link that opens nothing in the first one, and one that is opened again by every start after it.
test('a link that is opened while Tierdesk runs opens its case in the window that is there, in front', async () => {
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.hide()))
  await follow('tierdesk://case/10314')
  await inFront('10314')
  expect(desk.app.windows()).toHaveLength(1)
  expect(
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())),
  ).toEqual([true])
  await desk.window.keyboard.press('Alt+w')
  await expect(tab(desk.window, '10314')).toHaveCount(0)
  await follow()
  await desk.window.reload()
  await expect(desk.window.getByRole('listbox').first()).toBeVisible()
  await expect(tab(desk.window, '10314')).toHaveCount(0)
})

// Catches: a click that seems to do nothing, for a case that is somebody else's or was never there.
test('a case that the agent may not see, or that is not there, is said in a sentence', async () => {
  for (const number of ['77777', '20603']) {
    await follow(`tierdesk://case/${number}`)
    const words = `The case ${number} was not opened: it is not among the cases you see. Check the link, or ask whoever gave it to you.`
    await expect(desk.window.getByText(words)).toBeVisible()
  }
})

// Catches: what any page in a browser can start: a switch for Chromium, another host, a path or a script in place of a case.
test('hostile links open nothing, and each is one line of the log without its text', async () => {
  const hostile = [
    'tierdesk://case/10402/../../settings',
    'tierdesk://case/10402?solve=yes',
    'tierdesk://case/<img src=x onerror=alert(1)>',
    'tierdesk://app/workspace/index.html',
    'tierdesk:javascript:alert(1)',
    `tierdesk://case/${'9'.repeat(5000)}`,
  ]
  const before = { tabs: await desk.window.getByRole('tab').allInnerTexts(), refusals: refusals() }
  for (const link of hostile) await follow(link)
  await expect.poll(refusals).toBe(before.refusals + hostile.length)
  // What comes after them arrives: so they have been through.
  await follow('tierdesk://case/10311')
  await inFront('10311')
  await expect(tab(desk.window, '10402')).toHaveCount(0)
  expect(desk.app.windows()).toHaveLength(1)
  expect(said).not.toMatch(/10402|onerror|javascript|99999/)
})

// Catches: a half-written form that stands over another case of a sudden.
test('a link that is opened under a dialog waits until it is closed', async () => {
  await desk.window.keyboard.press('Control+k')
  await follow('tierdesk://case/10314')
  await expect(desk.window.getByText('The case 10314 opens when this dialog is closed.')).toBeVisible()
  // What lies under a dialog has no role for who cannot use it.
  await expect(desk.window.locator('[role=tab][aria-selected=true]').first()).toContainText('10311')
  await expect(desk.window.locator('[role=tab]').filter({ hasText: '10314' })).toHaveCount(0)
  await desk.window.keyboard.press('Escape')
  await inFront('10314')
})

test('the link to a case is copied by its command', async () => {
  await give(desk.window, 'Copy the link to the case')
  await expect(desk.window.getByText('The link to 10314 is on the clipboard.')).toBeVisible()
  expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('tierdesk://case/10314')
})

// Catches: the number of a case on a locked screen, and a link that the PIN swallows.
test('a link that is opened while the desk is locked shows nothing, and opens its case after the PIN', async () => {
  await service.stop()
  await desk.app.close()
  await start('tierdesk://case/10311')
  await expect(desk.window.getByRole('heading', { name: 'The desk is locked' })).toBeVisible()
  await follow('tierdesk://case/10402')
  expect(await desk.window.locator('body').innerText()).not.toMatch(/10311|10402/)
  await enterPin(desk.window, storyPin)
  await inFront('10402')
  await expect(tab(desk.window, '10311')).toHaveCount(0)
  await service.start()
})
