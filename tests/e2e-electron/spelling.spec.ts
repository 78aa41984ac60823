import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { openCase, signIn } from '../e2e/story.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { type LaunchedDesktop, launchDesktop, noElectron } from './launch.ts'
import { tinyDictionary } from './tiny-dictionary.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest
let base: string
test.beforeAll(async () => {
  if (noElectron !== null) return
  service = await serviceUnderTest()
  base = mkdtempSync(join(tmpdir(), 'tierdesk-spelling-'))
})
test.afterAll(async () => {
  if (noElectron !== null) return
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})

const box = (window: Page) => window.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

/** Has every menu that would pop up written down instead. */
async function noteMenus({ app }: LaunchedDesktop): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const menus: string[][] = []
    Object.assign(globalThis, { menus })
    Menu.prototype.popup = function popup() {
      menus.push(this.items.map((item) => item.label))
      Object.assign(globalThis, { lastMenu: this })
    }
  })
}

const menusOf = ({ app }: LaunchedDesktop): Promise<string[][]> =>
  app.evaluate(() => Reflect.get(globalThis, 'menus') as string[][])

/** Writes, and clicks on the first word with the other button. */
async function askAboutWord(launched: LaunchedDesktop, text: string): Promise<string[]> {
  const { window } = launched
  await box(window).fill('')
  await box(window).pressSequentially(text)
  const rect = await box(window).boundingBox()
  if (rect === null) throw new Error('The box is not drawn.')
  const before = (await menusOf(launched)).length
  await window.mouse.click(rect.x + 16, rect.y + 12, { button: 'right' })
  // The main process hears of the click a moment later: until then the last menu is that of the click before.
  await expect.poll(async () => (await menusOf(launched)).length).toBeGreaterThan(before)
  return (await menusOf(launched)).at(-1) ?? []
}

// Catches: a check that is on and knows no words, a wrong word without a way to the right one, and dictionaries of others.
test('a word that the service’s dictionary does not know is offered as it may be meant, and put right by a click', async () => {
  const folder = join(service.folder, 'dictionaries')
  mkdirSync(folder, { recursive: true })
  const words = tinyDictionary(['refund', 'parcel', 'the', 'we', 'arrived'])
  // As it lies in the archive of Electron; this version asks in other letters.
  writeFileSync(join(folder, 'EN-us-10-1.bdic'), words)
  const launched = await launchDesktop({ serviceUrl: service.directUrl, userData: join(base, 'checked') })
  const { app, window } = launched
  await noteMenus(launched)
  await signIn(window, 'ana', service.password)
  expect(await app.evaluate(({ session }) => session.defaultSession.getSpellCheckerLanguages())).toContain('en-US')
  await openCase(window, '10311')
  await expect.poll(() => askAboutWord(launched, 'parcle arrived ')).toContain('parcel')
  await app.evaluate(() => {
    const menu = Reflect.get(globalThis, 'lastMenu') as Electron.Menu
    menu.items.find(({ label }) => label === 'parcel')?.click()
  })
  await expect(box(window)).toHaveValue('parcel arrived ')
  expect(await askAboutWord(launched, 'parcel arrived ')).toEqual(['Cut', 'Copy', 'Paste', '', 'Select all'])
  await app.close()
})

// Catches: words of a customer's letter, or the mere fact of it, at the maker of Chromium; and a check that IT has taken away.
test('without a dictionary at the service none is asked for anywhere else, and none at all where IT forbids the check', async () => {
  const asked: string[] = []
  // Stands between the desk and the whole world.
  const world = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.statusCode = 502
    response.end()
  })
  world.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => world.listen(0, '127.0.0.1', resolve))
  const address = world.address()
  const proxy = typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : ''
  for (const SpellcheckAllowed of [true, false]) {
    asked.length = 0
    const policies = join(base, `unchecked-${SpellcheckAllowed}`, 'policies')
    mkdirSync(policies, { recursive: true })
    const Enforced = { SpellcheckAllowed }
    writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced }), { mode: 0o644 })
    const userData = join(base, `unchecked-${SpellcheckAllowed}`, 'profile')
    const launched = await launchDesktop({ serviceUrl: service.directUrl, userData, policies })
    const { app, window } = launched
    await app.evaluate(async ({ session }, rules) => {
      await session.defaultSession.setProxy({ proxyRules: rules, proxyBypassRules: '<-loopback>' })
      Object.assign(globalThis, { failed: [] })
      session.defaultSession.on('spellcheck-dictionary-download-failure', (_event, language) =>
        (Reflect.get(globalThis, 'failed') as string[]).push(language),
      )
    }, proxy)
    await window.evaluate(() =>
      (Reflect.get(window, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }).call(
        'spelling.languages',
        { languages: ['en-US', 'vi'] },
      ),
    )
    if (SpellcheckAllowed) {
      await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'failed') as string[])).toContain('vi')
      // The window may have had its own language asked for before.
      expect(asked.filter((one) => one.includes('/dictionaries/')).length).toBeGreaterThan(0)
    }
    expect(await app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(SpellcheckAllowed)
    expect(asked.filter((one) => !one.startsWith(`GET ${service.directUrl}/dictionaries/`))).toEqual([])
    if (!SpellcheckAllowed) expect(asked).toEqual([])
    await app.close()
  }
  world.closeAllConnections()
  world.close()
})
