import { type ElectronApplication, type Page, expect, test } from '@playwright/test'
import fc from 'fast-check'
import { desktopCalls } from '#shared/desktop-bridge.ts'
import { dialog, pill, writeIn } from '../e2e/by-keys.ts'
import { enterPin, isSynced, openCase, signIn, storyPin } from '../e2e/story.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { hostileArgs } from '../shared/mutations/hostile/hostile-args.ts'
import { type Call, makeCalls } from './bridge-calls.ts'
import { noElectron } from './launch.ts'
import { box, idleFor, isLocked, isRunning, onDesk, processOf } from './locked-desk.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

const lockKeys = 'Control+Shift+L'

/** From now on it is noted what happens to the window itself, and what of it stops. */
const noteWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate((electron) => {
    const noted: string[] = []
    Object.assign(globalThis, { noted })
    const [window] = electron.BrowserWindow.getAllWindows()
    // Each by its name: every event of a window has its own types.
    const hear = window?.on.bind(window) as unknown as (name: string, heard: () => void) => void
    const ofWindow = ['blur', 'close', 'closed', 'hide', 'maximize', 'minimize', 'move', 'resize', 'show', 'unmaximize']
    for (const name of ofWindow) hear(name, () => noted.push(name))
    window?.webContents.on('did-navigate', (_event, url) => noted.push(`page: ${url}`))
    window?.webContents.on('render-process-gone', (_event, { reason }) => noted.push(`process: ${reason}`))
    electron.app.on('browser-window-created', () => noted.push('another window'))
  })

/** What was noted, and how the window stands. */
const windowNow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => ({
    noted: Reflect.get(globalThis, 'noted') as string[],
    windows: BrowserWindow.getAllWindows().map((window) => ({
      id: window.id,
      bounds: window.getBounds(),
      isVisible: window.isVisible(),
      isFocused: window.isFocused(),
      zoom: window.webContents.getZoomFactor(),
      canGoBack: (window.webContents as unknown as { canGoBack(): boolean }).canGoBack(),
    })),
  }))

/** What a window that is loaded anew shows, one after the other. */
const pages = ['page: data:text/html,<title>Tierdesk</title>', 'page: app://workspace/index.html']

const hasKeys = (window: Page): Promise<boolean> => window.evaluate(() => document.hasFocus())

// Would catch: a lock that makes another window of it, brings one to the front that somebody has put away, takes the keys from the PIN, or
// leads back to an empty page.
test('the window stays where and as it is while it is locked, in front or put away, and the PIN can be typed at once', async () => {
  await onDesk({ port: (await running()).port }, async ({ app, window }) => {
    await signIn(window, 'ana', (await running()).password, storyPin)
    await app.evaluate(({ BrowserWindow }) => {
      const [first] = BrowserWindow.getAllWindows()
      first?.setBounds({ x: 40, y: 30, width: 1100, height: 700 })
      first?.webContents.setZoomLevel(1)
      first?.focus()
    })
    await expect.poll(async () => (await windowNow(app)).windows[0]?.bounds.width).toBe(1100)
    await noteWindow(app)
    const before = await windowNow(app)
    const hadKeys = await hasKeys(window)
    await window.keyboard.press(lockKeys)
    await isLocked(window)
    expect(await windowNow(app)).toEqual({ ...before, noted: pages })
    expect(await hasKeys(window)).toBe(hadKeys)
    await expect(window.getByLabel('PIN', { exact: true })).toBeFocused()
    await window.keyboard.type(storyPin)
    await window.keyboard.press('Enter')
    await isSynced(window)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await idleFor(app, 600)
    await isLocked(window)
    expect((await windowNow(app)).windows[0]).toMatchObject({ isVisible: false })
  })
})

// Would catch: a note that was called saved and ends with the process, a draft or a dialog of which the last words are gone, a step that is
// sent twice by the desk that is opened again.
test('what was saved, half written and in a dialog a moment before the lock is there again, and is sent once', async () => {
  const { port, password, directUrl } = await running()
  await onDesk({ port }, async ({ app, window, wire }) => {
    await signIn(window, 'ana', password, storyPin)
    wire.cut()
    await expect(pill(window)).toContainText('Offline since')
    const saved: string[] = []
    for (const round of [1, 2, 3]) {
      const before = await processOf(app)
      await openCase(window, '10402')
      await window.keyboard.press('n')
      const text = `Saved right before lock ${round}.`
      saved.push(text)
      await box(window).fill(text)
      await window.keyboard.press('Control+Enter')
      await window.keyboard.type(`Half of what comes after ${round}`)
      await window.keyboard.press(lockKeys)
      await isLocked(window)
      expect(isRunning(before)).toBe(false)
      await enterPin(window, storyPin)
      await expect(pill(window)).toContainText(`${round} saved, will send`)
      await expect(box(window)).toHaveValue(`Half of what comes after ${round}`)
      await box(window).fill('')
    }
    await window.keyboard.press('Escape')
    await window.keyboard.press('Shift+E')
    await writeIn(window, 'What should Tier 2 decide or do?', 'Half of what Tier 2 is to decide')
    await window.keyboard.press(lockKeys)
    await enterPin(window, storyPin)
    const left = dialog(window).filter({ hasText: 'What stood in the dialog when the desk was locked' })
    await expect(left.getByLabel(/What should Tier 2 decide/)).toHaveValue('Half of what Tier 2 is to decide')
    wire.mend()
    await isSynced(window)
    const texts = await textsOn(directUrl, password, '10402')
    expect(texts.filter((text) => saved.includes(text)).toSorted()).toEqual(saved)
  })
})

// Would catch: a switch that somebody starts it with, by which the empty page shares the process of the cases and nothing ends it.
test('the process ends also where Chromium was told not to keep sites apart, and that is no crash', async () => {
  const args = ['--disable-site-isolation-trials']
  await onDesk({ port: (await running()).port, args }, async ({ app, window }) => {
    let said = ''
    app.process().stderr?.on('data', (chunk) => (said += String(chunk)))
    await signIn(window, 'ana', (await running()).password)
    await noteWindow(app)
    const before = await processOf(app)
    await window.keyboard.press(lockKeys)
    // Playwright cannot follow a page whose process was ended: it is asked through the program.
    await expect.poll(async () => (await windowNow(app)).noted).toContain(pages[1])
    expect(isRunning(before)).toBe(false)
    const shown = (): Promise<string> =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        return String(await contents?.executeJavaScript('document.body.innerText'))
      })
    await expect.poll(shown).toContain('The desk is locked')
    expect((await windowNow(app)).noted).toEqual([pages[0], 'process: killed', pages[1]])
    expect(said).not.toContain('The window stopped')
  })
})

// Would catch: a call that shows what it is given, a page in a loop that has a process begun for each of thousands of calls, two that hinder each other.
test('the call that has the window loaded anew takes nothing, leads to our own page alone, and does so a few times at most', async () => {
  await onDesk({ port: (await running()).port }, async ({ app, window }) => {
    const inputs = fc.sample(
      hostileArgs(desktopCalls['window.renew'].input, () => fc.uuid()),
      200,
    )
    // No more of them than are let through.
    const odd = inputs.filter((input) => input !== undefined).slice(0, 4)
    expect(
      await makeCalls(
        window,
        odd.map((input): Call => ['window.renew', input]),
      ),
    ).toEqual(odd.map(() => 'bad-input'))
    await noteWindow(app)
    await window.evaluate(() => {
      Object.assign(globalThis, { isOld: true })
      const bridge = Reflect.get(globalThis, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
      // The page is gone before most of them are answered.
      for (let count = 0; count < 1500; count++) bridge.call('window.renew', undefined).catch(() => undefined)
    })
    // Asked of a page that goes, this is answered by nobody.
    const isOld = (): Promise<boolean> => window.evaluate(() => Reflect.has(globalThis, 'isOld')).catch(() => true)
    await expect.poll(isOld).toBe(false)
    await expect(window.getByLabel('Login')).toBeVisible()
    const { noted, windows } = await windowNow(app)
    expect(noted).toEqual(pages)
    expect(windows).toHaveLength(1)
  })
})
