import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Browser, type BrowserContext, type Page, chromium } from '@playwright/test'
import { within } from './until.ts'

const isRoot = process.getuid?.() === 0
const startWithinMs = 20_000

/** A browser process of our own on a profile folder, so that it can be killed as a crash or a power cut does it. */
export interface ChromiumProcess {
  readonly context: BrowserContext
  readonly page: Page
  /** Ends it as a person does. */
  close(): Promise<void>
  /** kill -9 of the whole process group. */
  kill(): Promise<void>
}

/** Starts a headless Chromium. Rejects with what it said where it does not start. */
export async function openChromium(program: string, profile: string): Promise<ChromiumProcess> {
  const child = spawn(
    program,
    [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check',
      // What the window needs in an outage must be in its own keeping: the HTTP cache may not come to its help.
      '--disk-cache-size=1',
      '--window-size=1440,900',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const browser = await chromium.connectOverCDP(await within('Chromium starts', devtools(child), startWithinMs))
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('Chromium has no context of its own.')
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    context,
    page,
    close: () => end(child, browser, () => closePolitely(browser)),
    kill: () => end(child, browser, async () => killGroup(child)),
  }
}

function devtools({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    if (stderr === null) return reject(new Error('Chromium has no output.'))
    const lines = createInterface({ input: stderr })
    lines.on('line', (line) => {
      said.push(line)
      const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? []
      if (address !== undefined) resolve(address)
    })
    lines.on('close', () => reject(new Error(`Chromium ended:\n${said.slice(-5).join('\n')}`)))
  })
}

async function closePolitely(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  // The connection may end before the answer comes: that is what was asked for.
  await session.send('Browser.close').catch(() => undefined)
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL')
}

async function end(child: ChildProcess, browser: Browser, how: () => Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    await how()
    await within('Chromium ends', gone, 10_000).catch(() => killGroup(child))
  }
  await browser.close()
}
