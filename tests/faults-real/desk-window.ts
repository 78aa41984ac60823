import { type CDPSession, type Page, expect } from '@playwright/test'
import { enterPin, isSynced, openCase, setPin, signIn, storyPin } from '../e2e/story.ts'
import type { ChromiumProcess } from './chromium-process.ts'
import type { Stand } from './stand.ts'
import { until } from './until.ts'

const patience = 30_000

export interface DeskWindowOptions {
  readonly login?: string
  /** A folder; without one, a copy of a profile on which the agent has signed in before. */
  readonly profile?: string
  /** The case to have open. */
  readonly caseNumber?: string
  /** False: the window is opened without a service, so nothing is waited for. */
  readonly isOnline?: boolean
}

/** The real window in a real browser, worked by its screen. */
export class DeskWindow {
  readonly profile: string
  /** What the page threw and nobody caught. */
  readonly uncaught: string[] = []
  readonly #process: ChromiumProcess
  readonly #stand: Stand
  readonly #options: DeskWindowOptions

  private constructor(stand: Stand, process: ChromiumProcess, profile: string, options: DeskWindowOptions) {
    this.#stand = stand
    this.#process = process
    this.profile = profile
    this.#options = options
    this.page.on('pageerror', (error) => this.uncaught.push(error.message))
    this.page.setDefaultTimeout(patience)
  }

  /** Opens the window over the wire. Online it is synced when this resolves. */
  static async open(stand: Stand, options: DeskWindowOptions = {}): Promise<DeskWindow> {
    const login = options.login ?? 'ana'
    const profile = options.profile ?? (await stand.profile(login))
    const window = new DeskWindow(stand, await stand.browser(profile), profile, options)
    await window.page.goto(stand.wire.url)
    await window.#enter(login)
    if (options.isOnline !== false) await window.isSynced()
    if (options.caseNumber !== undefined) await window.openCase(options.caseNumber)
    return window
  }

  /** Opens a profile that somebody else got hold of, without the service and without knowing the agent's secrets. */
  static async openLocked(stand: Stand, profile: string): Promise<DeskWindow> {
    const window = new DeskWindow(stand, await stand.browser(profile), profile, {})
    await window.page.goto(stand.wire.url)
    await window.#pill.or(window.#signIn).or(window.#lock).first().waitFor()
    return window
  }

  /** Rejects where any of these texts stands on the screen. */
  async mustNotShow(texts: readonly string[]): Promise<void> {
    const shown = await this.page.locator('body').innerText()
    const seen = texts.filter((text) => shown.includes(text))
    if (seen.length > 0) throw new Error(`the screen shows ${seen.join(', ')}`)
  }

  get page(): Page {
    return this.#process.page
  }

  /** Whatever stands between a started window and the desk: signing in, or the PIN where the service cannot be reached. */
  async #enter(login: string): Promise<void> {
    await this.#pill.or(this.#signIn).or(this.#lock).or(this.#choice).first().waitFor()
    if (await this.#signIn.isVisible()) {
      await signIn(this.page, login, this.#stand.service.password, storyPin)
    } else if (this.#options.isOnline === false && (await this.#lock.isVisible())) {
      await enterPin(this.page, storyPin)
    } else if (await this.#choice.isVisible()) {
      // What knew the PIN was lost with the profile's files.
      await setPin(this.page, storyPin)
    }
    await this.#pill.waitFor()
  }

  get #pill() {
    return this.page.getByLabel(/^State of the connection/)
  }

  get #signIn() {
    return this.page.getByLabel('Login')
  }

  get #choice() {
    return this.page.getByRole('heading', { name: 'Choose a PIN' })
  }

  get #lock() {
    return this.page.getByRole('heading', { name: 'The desk is locked' })
  }

  isSynced(): Promise<void> {
    return isSynced(this.page)
  }

  /** As `isSynced`, for faults after which a window may take its time. */
  synced(ms: number): Promise<void> {
    return this.says(/All synced/, ms)
  }

  /** What the window says of its connection. */
  async state(): Promise<string> {
    return (await this.#pill.textContent()) ?? ''
  }

  /** Has the window try at once, unless it is trying already: then there is nothing to press. */
  async tryNow(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try now' }).evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click()
    })
  }

  says(words: RegExp, ms = patience): Promise<void> {
    return expect(this.#pill).toContainText(words, { timeout: ms })
  }

  async openCase(number: string): Promise<void> {
    await openCase(this.page, number)
    await this.page.getByRole('region', { name: 'Thread' }).focus()
    await this.page.keyboard.press('n')
    await this.#note.waitFor()
  }

  get #note() {
    return this.page.getByLabel('Internal note, seen by the desk only')
  }

  /** Writes an internal note on the open case. It is on the screen when this resolves. */
  async write(text: string): Promise<void> {
    await this.#note.fill(text)
    await this.#note.press('Control+Enter')
    await this.message(text).waitFor()
  }

  /** Writes without sending, and waits until the screen says that it is kept. */
  async draft(text: string): Promise<void> {
    await this.#note.fill(text)
    await this.page.getByText('Draft kept').waitFor()
  }

  message(text: string) {
    return this.page.getByRole('region', { name: 'Thread' }).locator('article').filter({ hasText: text }).last()
  }

  /**
   * Waits until the screen says that the note is safe: on this computer, or already in the service. Looks for it further up where others'
   * notes came after it: what is out of sight is not drawn.
   */
  async saved(text: string, ms = patience): Promise<void> {
    const isSafe = this.message(text).filter({ hasText: /Saved on this computer|Added/ })
    await expect(async () => {
      if ((await this.message(text).count()) === 0) await this.#lookFurtherUp()
      await expect(isSafe).toBeVisible({ timeout: 250 })
    }).toPass({ timeout: ms, intervals: [0] })
  }

  async #lookFurtherUp(): Promise<void> {
    await this.page.getByRole('region', { name: 'Thread' }).evaluate((box) => {
      if (box.scrollTop > 0) box.scrollBy(0, -box.clientHeight / 2)
      else box.scrollTo(0, box.scrollHeight)
    })
  }

  /** Waits until the browser keeps the window's own files, so that it opens without a network. */
  async keepsShell(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
  }

  devtools(): Promise<CDPSession> {
    return this.#process.context.newCDPSession(this.page)
  }

  /** Ends the browser without warning and opens the window again on the same profile. */
  async killAndReopen(options: Partial<DeskWindowOptions> = {}): Promise<DeskWindow> {
    await this.kill()
    return DeskWindow.open(this.#stand, { ...this.#options, ...options, profile: this.profile })
  }

  close(): Promise<void> {
    return this.#process.close()
  }

  kill(): Promise<void> {
    return this.#process.kill()
  }

  /** Waits until the service counts this many windows. */
  static connected(stand: Stand, count: number, ms = patience): Promise<true> {
    return until(
      `${count} windows are connected`,
      async () => (await stand.metrics()).get('tierdesk_sockets') === count,
      ms,
    )
  }
}
