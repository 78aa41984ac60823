import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type LaunchedDesktop, launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

const userData = mkdtempSync(join(tmpdir(), 'tierdesk-hardened-'))
let desk: LaunchedDesktop

test.beforeAll(async () => {
  if (noElectron !== null) return
  // As an installed desk sees itself. What it is started from here is a folder.
  const firstModule = join(userData, 'as-installed.cjs')
  writeFileSync(firstModule, `Object.defineProperty(require('electron').app, 'isPackaged', { get: () => true })`)
  desk = await launchDesktop({ serviceUrl: 'http://127.0.0.1:9', userData: join(userData, 'profile'), firstModule })
})

test.afterAll(async () => {
  if (noElectron !== null) return
  await desk.app.close()
  rmSync(userData, { recursive: true, force: true })
})

// Catches: a preference that drifts, in whatever window there is; the names are Chromium's own.
test('every page of the desk runs with the preferences that are written down, and no others that matter', async () => {
  const all = await desk.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((contents) =>
        (contents as unknown as Record<'getLastWebPreferences', () => object>).getLastWebPreferences(),
      ),
  )
  expect(all).toHaveLength(1)
  expect(all[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
  })
  // Never set is never on.
  const named = [
    'nodeIntegrationInWorker',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'commandLineSwitches',
    'partition',
    'session',
  ]
  const preferences = all[0] as Record<string, unknown>
  expect(named.filter((name) => Boolean(preferences[name]))).toEqual([])
})

// Catches: whoever sits down at an agent's desk and reads every case by the console.
test('developer tools do not open in what is installed, by no way', async () => {
  const { tools, roles } = await desk.app.evaluate(async ({ BrowserWindow, Menu }) => {
    const rolesOf = (menu: Electron.Menu | null): string[] =>
      (menu?.items ?? []).flatMap((item) => [String(item.role ?? ''), ...rolesOf(item.submenu ?? null)])
    const ours = BrowserWindow.getAllWindows()
    // Nothing was taken from this one: once its tools have opened, which were asked for last, ours would have too.
    const other = new BrowserWindow({ show: false })
    await other.loadURL('data:text/html,<title>Another window</title>')
    for (const { webContents } of ours) webContents.openDevTools({ mode: 'detach' })
    const opened = new Promise<void>((resolve) => other.webContents.once('devtools-opened', () => resolve()))
    other.webContents.openDevTools({ mode: 'detach' })
    await opened
    const have = [...ours, other].map(({ webContents }) => webContents.isDevToolsOpened())
    other.destroy()
    return { tools: have, roles: rolesOf(Menu.getApplicationMenu()) }
  })
  expect(tools).toEqual([false, true])
  expect(roles.length).toBeGreaterThan(5)
  expect(roles).not.toContain('toggledevtools')
})

// Catches: another page within the page, with preferences of its own; and a redirect that nobody judged.
test('a webview that asks to be attached is refused, and so is every redirect', async () => {
  const before = await desk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  await desk.window.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'app://workspace/index.html')
    document.body.append(view)
  })
  const refused = await desk.app.evaluate(({ BrowserWindow, webContents }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const isRefused = (name: string): boolean => {
      let isPrevented = false
      contents?.emit(name, { preventDefault: () => (isPrevented = true), url: 'app://workspace/index.html' }, {}, {})
      return isPrevented
    }
    return {
      webview: isRefused('will-attach-webview'),
      redirect: isRefused('will-redirect'),
      contents: webContents.getAllWebContents().length,
    }
  })
  expect(refused).toEqual({ webview: true, redirect: true, contents: before })
})

// Catches: reports of crashes, which hold what stood in the window, sent to anybody or kept where anybody finds them.
test('no reporter of crashes runs', async () => {
  const reports = await desk.app.evaluate(({ crashReporter }) => crashReporter.getUploadedReports().length)
  expect(reports).toBe(0)
  const parameters = await desk.app.evaluate(({ crashReporter }) => {
    try {
      return Object.keys(crashReporter.getParameters())
    } catch {
      // It says so where it was never started.
      return []
    }
  })
  expect(parameters).toEqual([])
})

// Catches: scripts that live on beside the page and answer for it (CVE-2026-34778).
test('no service worker can be registered in the window', async () => {
  const outcome = await desk.window.evaluate(async () => {
    const script = document.querySelector('script[src]')?.getAttribute('src') ?? ''
    // Trusted Types refuse it at once, the scheme would refuse it later.
    try {
      await navigator.serviceWorker.register(script)
      return 'registered'
    } catch {
      return script === '' ? 'no script was found' : 'refused'
    }
  })
  expect(outcome).toBe('refused')
})
