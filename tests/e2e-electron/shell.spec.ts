import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { wordsIn } from '../e2e/words-in.ts'
import { launchDesktop, noElectron, runDesktop } from './launch.ts'
import type { LaunchedDesktop } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// Nothing listens here: the shell must stand without a service.
const serviceUrl = 'http://127.0.0.1:9'
const userData = mkdtempSync(join(tmpdir(), 'tierdesk-shell-'))
let desk: LaunchedDesktop
let elsewhere: Server
let elsewhereUrl = ''
// Every request that reached the server that nobody may reach. A host that does not answer would prove nothing.
const hits: string[] = []

test.beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('<h1>elsewhere</h1>')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const address = elsewhere.address()
  elsewhereUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  desk = await launchDesktop({ serviceUrl, userData })
  // Links that are allowed out are collected instead of opened.
  await desk.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedLinks: opened })
    shell.openExternal = async (url) => void opened.push(url)
  })
})

test.afterAll(async () => {
  if (noElectron !== null) return
  await desk.app.close()
  elsewhere.closeAllConnections()
  elsewhere.close()
  rmSync(userData, { recursive: true, force: true })
})

interface TrustedTypes {
  createPolicy(name: string, rules: object): object
}

const openedLinks = (): Promise<string[]> => desk.app.evaluate(() => Reflect.get(globalThis, 'openedLinks') as string[])

// Catches: a window that never shows, or shows a file: page without an origin.
test('one visible window opens on our own page', async () => {
  expect(desk.window.url()).toBe('app://workspace/index.html')
  expect(await desk.window.evaluate(() => [window.origin, window.isSecureContext])).toEqual(['app://workspace', true])
  await expect
    .poll(() => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())))
    .toEqual([true])
})

// Catches: Node or electron within reach of whatever runs in the page.
test('the page has no Node, no electron and a bridge of two functions', async () => {
  const kinds = await desk.window.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__dirname']
    const bridge = Reflect.get(window, 'tierdesk') as object
    return {
      found: names.filter((name) => Reflect.has(window, name)),
      bridge: Object.keys(bridge),
      isFrozen: Object.isFrozen(bridge),
    }
  })
  expect(kinds).toEqual({ found: [], bridge: ['call', 'on'], isFrozen: true })
  const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
    const [contents] = BrowserWindow.getAllWindows().map(
      (w) => w.webContents as unknown as Record<'getLastWebPreferences', () => object>,
    )
    return contents?.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})

// Catches: a policy that is sent and not enforced, or not sent at all.
test('the policy stops foreign scripts, evaluated text, unchecked HTML and foreign hosts', async () => {
  const stopped = await desk.window.evaluate(async (elsewhereAt) => {
    const violated: string[] = []
    Object.assign(window, { violated })
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
    const added = (tag: string, set: (element: HTMLElement) => void): Promise<unknown> => {
      const element = document.createElement(tag)
      const settled = new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', resolve, { once: true }),
      )
      set(element)
      document.body.append(element)
      return settled
    }
    await added('img', (image) => image.setAttribute('src', `${elsewhereAt}/image`))
    await added('iframe', (frame) => frame.setAttribute('src', `${elsewhereAt}/frame`))
    await added('style', (style) => (style.textContent = 'body { color: red }'))
    const refused = async (run: () => unknown): Promise<string> => {
      try {
        await run()
        return 'allowed'
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown'
      }
    }
    const results = [
      await refused(() => fetch(`${elsewhereAt}/fetch`)),
      await refused(() => (document.createElement('div').innerHTML = '<b>x</b>')),
      await refused(() => (document.createElement('script').textContent = '1')),
      await refused(() => new Worker('./index.js')),
      await refused(() => (Reflect.get(window, 'trustedTypes') as TrustedTypes).createPolicy('other', {})),
    ]
    return results
  }, elsewhereUrl)
  expect(stopped).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError'])
  await expect
    .poll(() => desk.window.evaluate(() => Reflect.get(window, 'violated') as string[]))
    .toEqual(expect.arrayContaining(['img-src', 'frame-src', 'style-src-elem', 'connect-src', 'trusted-types']))
  expect(hits).toEqual([])
})

// Catches: a scheme that hands out files beside the built window.
test('the scheme serves our files and nothing around them', async () => {
  const statuses = await desk.window.evaluate(async () => {
    const paths = [
      '/index.html',
      '/missing.js',
      '/..%2f..%2fpackage.json',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/.env',
      '/index.html%20',
    ]
    const answers = await Promise.all(paths.map((path) => fetch(path)))
    const post = await fetch('/index.html', { method: 'POST', body: 'x' })
    return [...answers, post].map((answer) => answer.status)
  })
  expect(statuses).toEqual([200, 404, 403, 403, 403, 403, 403, 405])
})

// Catches: the window carried off to another page, by a link, by script, by a form or in a second window.
test('nothing leaves our page: links, scripts, forms and second windows are blocked', async () => {
  await desk.window.evaluate((elsewhereAt) => {
    const link = document.createElement('a')
    link.href = `${elsewhereAt}/link`
    document.body.append(link)
    link.click()
    link.target = '_blank'
    link.click()
    const form = document.createElement('form')
    form.action = `${elsewhereAt}/form`
    form.method = 'post'
    document.body.append(form)
    form.submit()
    window.open(`${elsewhereAt}/window`)
    window.open('file:///etc/passwd')
    window.open('app://workspace/index.html')
    window.location.href = `${elsewhereAt}/location`
  }, elsewhereUrl)
  // The blocked steps were all taken before this answer: the page would be gone, or a request would have come.
  expect(await desk.window.evaluate(() => fetch('/index.html').then((answer) => answer.status))).toBe(200)
  expect(desk.window.url()).toBe('app://workspace/index.html')
  expect(desk.app.windows()).toHaveLength(1)
  expect(hits).toEqual([])
  expect(await openedLinks()).toEqual([])
})

// Catches: a link of an article that does nothing, or one that opens inside the desk.
test('a link to another page opens in the browser of the person, checked first', async () => {
  const answers = await desk.window.evaluate(async () => {
    const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
    const opened = [window.open('https://example.com/by-window') === null]
    const urls = ['https://example.com/by-bridge', 'http://example.com', 'file:///etc/passwd', 'https://a@example.com']
    return [opened, ...(await Promise.all(urls.map((url) => bridge.call('link.open', { url }))))]
  })
  expect(answers).toEqual([[true], { opened: true }, { opened: false }, { opened: false }, { opened: false }])
  expect((await openedLinks()).toSorted()).toEqual(['https://example.com/by-bridge', 'https://example.com/by-window'])
  expect(desk.app.windows()).toHaveLength(1)
})

// Catches: a file of a stranger that is proposed outside of the downloads, one that may be run, and one that is written although nobody wanted it.
test('a file is saved where the person says, under a name that is safe, and nowhere where they say nothing', async () => {
  const place = join(userData, 'saved.txt')
  await desk.app.evaluate(({ dialog }, filePath) => {
    const answers = [
      { canceled: true, filePath: '' },
      { canceled: false, filePath },
    ]
    const proposed: (string | undefined)[] = []
    Object.assign(globalThis, { proposed })
    const showSaveDialog = (_window: unknown, { defaultPath }: { defaultPath?: string }) => {
      proposed.push(defaultPath)
      return Promise.resolve(answers.shift())
    }
    Object.assign(dialog, { showSaveDialog })
  }, place)
  const save = (): Promise<unknown> =>
    desk.window.evaluate(() => {
      const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
      return bridge.call('file.save', { name: '../.profile', bytes: new TextEncoder().encode('What was attached.') })
    })
  expect(await save()).toEqual({ isSaved: false })
  expect(await save()).toEqual({ isSaved: true })
  expect(readFileSync(place, 'utf8')).toBe('What was attached.')
  expect(statSync(place).mode & 0o111).toBe(0)
  const downloads = await desk.app.evaluate(({ app }) => app.getPath('downloads'))
  const proposed = await desk.app.evaluate(() => Reflect.get(globalThis, 'proposed') as string[])
  expect(proposed).toEqual(Array.from({ length: 2 }, () => join(downloads, '_.profile')))
})

// Catches: Electron's default, which grants every permission a page asks for.
test('permissions that a desk does not need are denied', async () => {
  const verdicts = await desk.window.evaluate(async () => {
    const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'other')
    const geolocation = new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        (error) => resolve(error.code),
      ),
    )
    return [
      await Notification.requestPermission(),
      await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', nameOf),
      await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', nameOf),
      await navigator.clipboard.readText().then(() => 'given', nameOf),
      await geolocation,
      (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName })).state,
    ]
  })
  expect(verdicts[0]).toBe('denied')
  expect(verdicts[1]).toBe('NotAllowedError')
  expect(verdicts[2]).not.toBe('given')
  expect(verdicts[3]).toBe('NotAllowedError')
  expect(verdicts[4]).toBe(1)
  expect(verdicts[5]).toBe('granted')
})

// Catches: a bridge that answers the wrong service, leaks an error of the main process, or is swamped by a page in a loop.
test('the bridge answers what it knows and refuses junk and floods', async () => {
  const replies = await desk.window.evaluate(async () => {
    const bridge = Reflect.get(window, 'tierdesk') as { call(name: unknown, input?: unknown): Promise<unknown> }
    const ask = (name: unknown, input?: unknown): Promise<unknown> =>
      bridge.call(name, input).catch((error: unknown) => (error instanceof Error ? error.message : 'other'))
    const flood = await Promise.all(Array.from({ length: 1000 }, (_, count) => ask('badge.set', { count })))
    return {
      about: await ask('app.about'),
      junk: await Promise.all([
        ask('app.quit'),
        ask('toString'),
        ask(7),
        ask('app.about', {}),
        ask('file.save', { name: 7 }),
        ask('theme.set'),
      ]),
      isFloodStopped: flood.includes('too-many-calls'),
    }
  })
  const about = {
    platform: process.platform,
    serviceUrl,
    version: expect.any(String),
    runtime: expect.stringMatching(/^Electron \d/),
  }
  expect(replies.about).toEqual(about)
  expect(replies.junk).toEqual(['unknown-call', 'unknown-call', 'bad-input', 'bad-input', 'bad-input', 'bad-input'])
  expect(replies.isFloodStopped).toBe(true)
})

// Catches: an event that never reaches the page, or brings electron's own event object with it.
test('a command chosen in the menu reaches the page, and the theme reaches its styles', async () => {
  await desk.window.evaluate(() => {
    const bridge = Reflect.get(window, 'tierdesk') as {
      on(name: string, listener: (...all: unknown[]) => void): () => void
    }
    const heard: unknown[] = []
    Object.assign(window, { heard, stopHearing: bridge.on('menu.command', (...all) => heard.push(all)) })
  })
  const choose = (): Promise<void> =>
    desk.app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('palette.open')?.click())
  await choose()
  const heard = (): Promise<unknown> => desk.window.evaluate(() => Reflect.get(window, 'heard') as unknown)
  await expect.poll(heard).toEqual([[{ commandId: 'palette.open' }]])
  await desk.window.evaluate(() => (Reflect.get(window, 'stopHearing') as () => void)())
  await choose()
  for (const theme of ['dark', 'light'] as const) {
    await desk.window.evaluate(async (wanted) => {
      const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
      await bridge.call('theme.set', { theme: wanted })
    }, theme)
    await expect
      .poll(() => desk.window.evaluate((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, theme))
      .toBe(true)
  }
  // The theme's round trips came after the second choice: had the listener stayed, it would have heard by now.
  expect(await heard()).toEqual([[{ commandId: 'palette.open' }]])
})

// Catches: a menu that stays English while the window speaks another language, and one that the next start forgets.
test('the menu speaks the language of the window, also once it was loaded again', async () => {
  const labels = (): Promise<string[]> =>
    desk.app.evaluate(({ Menu }) => {
      const menu = Menu.getApplicationMenu()
      return [...(menu?.items ?? []), menu?.getMenuItemById('palette.open')].map((item) => item?.label ?? '')
    })
  const th = wordsIn('th')
  await desk.window.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('tierdesk.settings') ?? '{}') as object
    localStorage.setItem('tierdesk.settings', JSON.stringify({ ...kept, language: 'th' }))
  })
  await desk.window.reload()
  await expect.poll(labels).toEqual(expect.arrayContaining([th('menu.file'), th('menu.view'), th('menu.palette')]))
  await desk.window.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('tierdesk.settings') ?? '{}') as object
    localStorage.setItem('tierdesk.settings', JSON.stringify({ ...kept, language: 'en' }))
  })
  await desk.window.reload()
  await expect.poll(labels).toEqual(expect.arrayContaining(['File', 'View']))
})

// Catches: two desks writing to one outbox.
test('a second start ends by itself and brings the first window to the front', async () => {
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((w) => w.hide()))
  expect(await runDesktop({ serviceUrl, userData })).toMatchObject({ code: 0 })
  await expect
    .poll(() => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())))
    .toEqual([true])
})

// Catches: an origin or a profile that changes between starts, and with it the whole cache and outbox.
test('what the window stored is there after a restart', async () => {
  await desk.window.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('shell-probe', 1)
        opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('kept'))
        opening.addEventListener('error', () => reject(new Error('not opened')))
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('kept', 'readwrite', { durability: 'strict' })
          writing.objectStore('kept').put('still here', 'word')
          writing.addEventListener('complete', () => resolve())
        })
      }),
  )
  await desk.app.close()
  desk = await launchDesktop({ serviceUrl, userData })
  const kept = await desk.window.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('shell-probe', 1)
        opening.addEventListener('error', () => reject(new Error('not opened')))
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('kept').objectStore('kept').get('word')
          reading.addEventListener('success', () => resolve(reading.result))
        })
      }),
  )
  expect(kept).toBe('still here')
})

// Catches: an agent left with a dead white window after its process died.
test('a window whose process died comes back', async () => {
  await desk.app.evaluate(async ({ BrowserWindow }) => {
    const [contents] = BrowserWindow.getAllWindows().map((w) => w.webContents)
    const isBack = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    await isBack
  })
  const state = await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((w) => [w.webContents.isCrashed(), w.webContents.getURL()]),
  )
  expect(state).toEqual([[false, 'app://workspace/index.html']])
})
