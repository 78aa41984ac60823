import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { type DesktopCall, desktopCalls } from '#shared/desktop-bridge.ts'
import { menuWords } from '#shared/menu-words.ts'
import { outsideWords } from '#shared/notices.ts'
import { hostilePath, hostileUrl, isPlainLink } from '../main/hostile/hostile-urls.ts'
import { hostileArgs } from '../shared/mutations/hostile/hostile-args.ts'
import { hostileText } from '../shared/mutations/hostile/hostile-values.ts'
import { type Call, makeCalls } from './bridge-calls.ts'
import { type LaunchedDesktop, launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// The same again with TIERDESK_HOSTILE_SEED.
const seed = Number(process.env['TIERDESK_HOSTILE_SEED'] ?? Date.now() % 2 ** 31)
// One takes the page away that makes the calls, and is played by itself (renew.spec.ts).
const names = (Object.keys(desktopCalls) as DesktopCall[]).filter((name) => name !== 'window.renew')
const inputsOfEach = 60
const page = 'app://workspace/index.html'

let base = ''
let userData = ''
let desk: LaunchedDesktop
let said = ''

test.beforeAll(async () => {
  if (noElectron !== null) return
  console.log(`Hostile bridge: seed ${seed}`)
  base = mkdtempSync(join(tmpdir(), 'tierdesk-hostile-'))
  userData = join(base, 'profile')
  const [home, policies, programs] = ['home', 'policies', 'bin'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [home, policies, programs]) mkdirSync(folder)
  writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced: { ExternalLinkHosts: ['*.example.com'] } }))
  // By this Chromium hands an address to whoever takes it, on every Linux.
  writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\necho "$1" >> "${base}/handed-over"\n`)
  chmodSync(join(programs, 'xdg-open'), 0o755)
  desk = await launchDesktop({
    serviceUrl: 'http://127.0.0.1:9',
    userData,
    policies,
    firstModule: fileURLToPath(new URL('watched-main.cjs', import.meta.url)),
    environment: { HOME: home, PATH: `${programs}:${process.env['PATH'] ?? ''}` },
  })
  desk.app.process().stderr?.on('data', (chunk) => (said += String(chunk)))
  await standInForTheSystem(join(userData, 'saved-by-a-person'))
})

test.afterAll(async () => {
  if (noElectron !== null) return
  await desk.app.close()
  rmSync(base, { recursive: true, force: true })
})

/** What would leave the desk is noted instead: links, files, dialogs, windows, pages. A person who is asked for a file names `place`. */
const standInForTheSystem = (place: string): Promise<void> =>
  desk.app.evaluate(({ app, BrowserWindow, dialog, shell }, filePath) => {
    const opened: string[] = []
    const strange: string[] = []
    Object.assign(globalThis, { opened, strange })
    shell.openExternal = async (url) => void opened.push(url)
    shell.openPath = async (path) => (strange.push(`opened ${path}`), '')
    shell.showItemInFolder = (path) => void strange.push(`shown ${path}`)
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: false, filePath }),
      showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
      showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
      showMessageBoxSync: () => 0,
    })
    app.on('browser-window-created', () => strange.push('a window'))
    app.on('web-contents-created', () => strange.push('contents'))
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.on('did-navigate', (_event, url) => strange.push(`navigated to ${url}`))
      window.webContents.on('render-process-gone', (_event, { reason }) => strange.push(`its process: ${reason}`))
    }
  }, place)

interface WatchedMain {
  readonly written: Set<string>
  readonly started: string[]
  isHurried: boolean
}

/** Everything that must not have happened, as far as it did. */
async function harm(): Promise<unknown> {
  const seen = await desk.app.evaluate(({ BrowserWindow, webContents }) => {
    const watched = Reflect.get(globalThis, 'watchedMain') as WatchedMain
    return {
      windows: BrowserWindow.getAllWindows().length + webContents.getAllWebContents().length - 2,
      strange: Reflect.get(globalThis, 'strange') as string[],
      written: [...watched.written],
      started: watched.started,
      opened: Reflect.get(globalThis, 'opened') as string[],
    }
  })
  const { windows, strange, written, started, opened } = seen
  return {
    windows,
    strange,
    started,
    written: written.filter((path) => path !== userData && !path.startsWith(`${userData}/`)),
    opened: opened.filter((url) => !isPlainLink(url, 'example.com')),
    handedOver: existsSync(join(base, 'handed-over')),
    address: desk.window.url(),
    unexpected: said.split('\n').filter((line) => line.startsWith('Unexpected')),
    // What a page sends has no place in a log.
    quoted: /hostileRan|evil\.example/.test(said),
  }
}
const none = {
  windows: 0,
  strange: [],
  started: [],
  written: [],
  opened: [],
  handedOver: false,
  address: page,
  unexpected: [],
  quoted: false,
}

const setHurried = (isHurried: boolean): Promise<void> =>
  desk.app.evaluate((_electron, value) => {
    const watched = Reflect.get(globalThis, 'watchedMain') as WatchedMain
    watched.isHurried = value
  }, isHurried)

const make = (calls: readonly Call[]): Promise<(string | null)[]> => makeCalls(desk.window, calls)

/** Bytes as a window sends them, which no schema tells a generator how to make. */
const bytes = fc.uint8Array({ maxLength: 200 })
const journal = fc.constantFrom('a', 'agent-1', '0')
const records = fc.array(bytes, { minLength: 1, maxLength: 5 })
const right: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map<string, fc.Arbitrary<unknown>>([
  ['file.save', fc.record({ name: hostileText.map((text) => text.slice(0, 255)), bytes })],
  ['menu.show', fc.constant({ words: menuWords })],
  ['outside.speak', fc.constant({ words: outsideWords })],
  ['journal.append', fc.record({ journal, records })],
  ['journal.rewrite', fc.record({ journal, records })],
])
const noIds = () => fc.uuid()

const refusals = new Set(['unknown-call', 'bad-input', 'answer-failed', 'disk-full', 'disk-failed'])
/** What lies within itself more than a thousand times does not come over Electron's own bridge: nothing of ours is asked. */
const isRefused = (by: string): boolean => refusals.has(by) || by.startsWith('Electron contextBridge recursion depth')

// Catches a call that takes what it never declared, writes where it is told to, opens what it is given, ends the main process, or logs what
// a page made up. A call that is new is among them by itself.
test('every call of the bridge takes hostile inputs and refuses or answers them, and nothing else comes of it', async () => {
  const idle: string[] = []
  const unnamed: unknown[] = []
  for (const [at, name] of names.entries()) {
    const inputs = fc.sample(hostileArgs(desktopCalls[name].input, noIds, right.get(name)), {
      numRuns: inputsOfEach,
      seed: seed + at,
    })
    const outcomes = await make(inputs.map((input): Call => [name, input]))
    unnamed.push(...outcomes.filter((refused) => refused !== null && !isRefused(refused)).map((one) => [name, one]))
    // Inputs of which none gets past the first check would prove little.
    if (!outcomes.includes(null)) idle.push(name)
  }
  expect(unnamed).toEqual([])
  expect(idle).toEqual([])
  const odd = fc.sample(fc.tuple(fc.oneof(hostileText, fc.constantFrom(...names)), hostileText), { numRuns: 500, seed })
  expect((await make(odd)).filter((refused) => refused === null)).toEqual([])
  expect(await make([['app.about', undefined]])).toEqual([null])
  expect(await harm()).toEqual(none)
})

// Catches what only a page can send: things that cannot be copied, that run while they are copied, or that are far too large.
test('things that no call can carry are refused before or behind the bridge', async () => {
  const answered = await desk.window.evaluate(async (all) => {
    const bridge = Reflect.get(window, 'tierdesk') as { call(name: unknown, input: unknown): Promise<unknown> }
    const cyclic: Record<string, unknown> = {}
    cyclic['itself'] = cyclic
    let deep: unknown = 1
    for (let depth = 0; depth < 5000; depth++) deep = { url: deep }
    const trap = new Proxy({}, { get: () => () => trap, ownKeys: () => ['url', 'name', 'count'] })
    const throwing = Object.defineProperty({}, 'url', {
      enumerable: true,
      get() {
        throw new Error('from a getter')
      },
    })
    const things: unknown[] = [
      () => 1,
      Symbol('x'),
      cyclic,
      deep,
      trap,
      throwing,
      window,
      document,
      document.body,
      new Map([[1, 2]]),
      new Set([1]),
      new Blob(['x']),
      new WeakMap(),
      Promise.resolve(1),
      /x/g,
      new Error('x'),
      10n ** 40n,
      new ArrayBuffer(4 * 1024 * 1024),
      'x'.repeat(4 * 1024 * 1024),
      Array.from({ length: 20_000 }, () => []),
    ]
    // What cannot be copied is refused at once, before there is a promise.
    const ask = async (name: unknown, thing: unknown): Promise<void> => void (await bridge.call(name, thing))
    const isTaken = (name: unknown, thing: unknown): Promise<boolean> =>
      ask(name, thing).then(
        () => true,
        () => false,
      )
    const taken: string[] = []
    for (const name of [...all, ...things]) {
      for (const [at, thing] of things.entries()) {
        // One of each is enough of what nobody knows.
        if (typeof name !== 'string' && at > 3) continue
        if (await isTaken(name, thing)) taken.push(`${String(name).slice(0, 40)} takes thing ${at}`)
      }
    }
    return taken
  }, names)
  expect(answered).toEqual([])
  expect(await make([['app.about', undefined]])).toEqual([null])
  expect(await harm()).toEqual(none)
})

// As many calls are allowed of it as no page can make in ten seconds: what it may write is what a disk takes. Its limit is tested by itself.
const withoutFlood: ReadonlySet<string> = new Set(['journal.append'])

// Catches a call without a limit, by which a page in a loop would keep the main process from everything else.
test('a flood of any call is refused, and the desk goes on when it is over', async () => {
  await setHurried(false)
  const refused = await desk.window.evaluate(
    async (all) => {
      const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
      const counts: [string, number][] = []
      for (const name of all) {
        const calls = Array.from({ length: 1500 }, () =>
          bridge.call(name, { hostile: true }).then(
            () => 'answered',
            (error: unknown) => (error instanceof Error ? error.message : 'thrown'),
          ),
        )
        counts.push([name, (await Promise.all(calls)).filter((outcome) => outcome === 'too-many-calls').length])
      }
      return counts
    },
    names.filter((name) => !withoutFlood.has(name)),
  )
  expect(refused.filter(([, count]) => count === 0)).toEqual([])
  await setHurried(true)
  expect(await make([['app.about', undefined]])).toEqual([null])
  expect(await harm()).toEqual(none)
})

// Catches a scheme, a host or a letter that one check reads otherwise than the browser that opens it, at each of the doors.
test('of five thousand hostile addresses none leads out of the page, into it or to another program', async () => {
  const urls = fc.sample(hostileUrl, { numRuns: 5000, seed })
  const told = await make(urls.map((url): Call => ['link.open', { url }]))
  expect(told.filter((refused) => refused !== null)).toEqual([])
  await desk.window.evaluate((all) => {
    Object.assign(window, { isTheSame: true })
    for (const url of all) {
      // An address that is none throws here, and opens nothing.
      try {
        window.open(url)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
      }
    }
  }, urls)
  const opened = await desk.app.evaluate(() => (Reflect.get(globalThis, 'opened') as string[]).length)
  // Both doors let out what is right, or nothing was shown.
  expect(opened).toBeGreaterThan(20)
  expect(await harm()).toEqual(none)
})

// Catches a way to carry the window off that one of the guards does not hear of.
test('no hostile address carries the window off, in whatever way it is gone to', async () => {
  const sampled = fc.sample(hostileUrl, { numRuns: 1500, seed: seed + 1 })
  // What is the page itself would load it again, as it may: by the browser's own reading, which is not Node's for such a scheme.
  const elsewhere = await desk.window.evaluate((all) => {
    const [here] = window.location.href.split(/[?#]/)
    return all.filter((url) => {
      // Not `URL.canParse`, which Chromium 114 has not.
      try {
        return new URL(url, here).href.split(/[?#]/)[0] !== here
      } catch {
        return false
      }
    })
  }, sampled)
  const urls = elsewhere.slice(0, 400)
  const asked = await desk.window.evaluate(async (all) => {
    const link = document.createElement('a')
    document.body.append(link)
    const form = document.createElement('form')
    document.body.append(form)
    const ways: ((url: string) => void)[] = [
      (url) => {
        link.href = url
        link.click()
      },
      (url) => window.location.assign(url),
      (url) => window.location.replace(url),
      (url) => {
        form.action = url
        form.submit()
      },
      (url) => {
        const frame = document.createElement('iframe')
        frame.src = url
        document.body.append(frame)
        frame.remove()
      },
    ]
    const bridge = Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
    let count = 0
    for (const [at, url] of all.entries()) {
      // What is no address at all throws here, and goes nowhere.
      try {
        ways[at % ways.length]?.(url)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
      }
      count += 1
      // Whatever was begun has come to the main process before this answer.
      await bridge.call('app.about', undefined)
    }
    link.remove()
    form.remove()
    return count
  }, urls)
  expect(asked).toBe(urls.length)
  expect(await desk.window.evaluate(() => Reflect.get(window, 'isTheSame') as unknown)).toBe(true)
  expect(await harm()).toEqual(none)
})

// Catches a file beside the window that its own scheme hands out.
test('of two thousand hostile paths only files of the window are served', async () => {
  const folder = fileURLToPath(new URL('../../out/renderer', import.meta.url))
  const ours = new Set([
    '/',
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `/${path.replaceAll('\\', '/')}`),
  ])
  const urls = fc.sample(hostilePath, { numRuns: 2000, seed }).map((path) => `app://workspace/${path}`)
  const answers = await desk.window.evaluate(async (all) => {
    const found: [string, number][] = []
    const pathOf = (url: string): string | null => {
      try {
        return new URL(url).pathname
      } catch {
        return null
      }
    }
    for (const url of all) {
      // The browser's own reading: Node's of such a scheme is another one.
      const path = pathOf(url)
      if (path === null) continue
      const answer = await fetch(url).catch(() => null)
      found.push([path, answer?.status ?? 0])
    }
    return found
  }, urls)
  const statuses = new Set(answers.map(([, status]) => status))
  expect([...statuses].filter((status) => ![0, 200, 403, 404].includes(status))).toEqual([])
  expect(statuses.has(403)).toBe(true)
  const served = answers.filter(([, status]) => status === 200).map(([path]) => decodeURIComponent(path))
  expect(served.filter((path) => !ours.has(path))).toEqual([])
  expect(served.length).toBeGreaterThan(0)
  expect(await harm()).toEqual(none)
})
