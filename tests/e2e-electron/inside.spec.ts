import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { isSynced, openCase, signIn } from '../e2e/story.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { type LaunchedDesktop, launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

let service: ServiceUnderTest
let base: string
test.beforeAll(async () => {
  if (noElectron !== null) return
  service = await serviceUnderTest()
  base = mkdtempSync(join(tmpdir(), 'tierdesk-inside-'))
})
test.afterAll(async () => {
  if (noElectron !== null) return
  await service.remove()
  rmSync(base, { recursive: true, force: true })
})

/** A desk with a case open, under these policies. */
async function desk(name: string, enforced: Readonly<Record<string, unknown>>): Promise<LaunchedDesktop> {
  const policies = join(base, name, 'policies')
  mkdirSync(policies, { recursive: true })
  writeFileSync(join(policies, 'it.json'), JSON.stringify({ Enforced: enforced }), { mode: 0o644 })
  const launched = await launchDesktop({
    serviceUrl: service.directUrl,
    userData: join(base, name, 'profile'),
    policies,
  })
  await signIn(launched.window, 'ana', service.password)
  await openCase(launched.window, '10311')
  await expect(launched.window.getByRole('dialog')).toHaveCount(0)
  // How often a page was made for a printer.
  await launched.window.evaluate(() => {
    Object.assign(globalThis, { pages: 0 })
    globalThis.addEventListener('beforeprint', () =>
      Object.assign(globalThis, { pages: (Reflect.get(globalThis, 'pages') as number) + 1 }),
    )
  })
  return launched
}

const elsewhere = 'from elsewhere'
const onClipboard = ({ app }: LaunchedDesktop): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())
const putElsewhere = ({ app }: LaunchedDesktop): Promise<void> =>
  app.evaluate(({ clipboard }, text) => clipboard.writeText(text), elsewhere)
const box = ({ window }: LaunchedDesktop) =>
  window.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

// Catches: a rule that only hides a button, one that takes copying within the window away too, and text of another program that is shadowed.
test('where IT forbids it nothing is copied out of the window, and cut, copied and pasted within it all the same', async () => {
  const forbidden = await desk('forbidden', { ClipboardAllowed: false })
  const { app, window } = forbidden
  await putElsewhere(forbidden)
  for (const isRich of [false, true]) {
    if (isRich) await window.keyboard.press('Alt+r')
    await box(forbidden).fill('Only here.')
    await window.keyboard.press('Control+a')
    await window.keyboard.press('Control+c')
    await expect(window.getByText('Copied within this window only')).toBeVisible()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.copy())
    await window.keyboard.press('Control+x')
    await expect(box(forbidden)).not.toContainText('Only here.')
    expect(await onClipboard(forbidden)).toBe(elsewhere)
    await window.keyboard.press('Control+v')
    await window.keyboard.press('Control+v')
    if (isRich) await expect(box(forbidden)).toHaveText('Only here.Only here.')
    else await expect(box(forbidden)).toHaveValue('Only here.Only here.')
  }
  const asked = await window.evaluate(() =>
    navigator.clipboard.writeText('asked of the system').catch((error: Error) => error.name),
  )
  expect(asked).toBe('NotAllowedError')
  expect(await onClipboard(forbidden)).toBe(elsewhere)
  // Whoever comes back from another program means what they copied there, and what they had selected stays here.
  const selection = await app.evaluate(async ({ BrowserWindow, clipboard }) => {
    // By name in older versions of Electron, a property in newer ones.
    interface ByName {
      writeText(text: string, type: string): void
      readText(type: string): string
    }
    const byName = clipboard as unknown as ByName
    await (clipboard.selection?.writeText('selected') ?? byName.writeText('selected', 'selection'))
    BrowserWindow.getAllWindows()[0]?.emit('blur')
    return clipboard.selection?.readText() ?? byName.readText('selection')
  })
  expect(selection).toBe('')
  await window.evaluate(() => globalThis.dispatchEvent(new Event('blur')))
  await box(forbidden).fill('')
  await window.keyboard.press('Control+v')
  await expect(box(forbidden)).toHaveText(elsewhere)
  await app.close()
})

/** From now on what would ask the system for a printer is counted: the dialog of the system would wait for somebody. */
async function countPrints({ window }: LaunchedDesktop): Promise<() => Promise<number>> {
  await window.addInitScript(() => {
    Object.assign(globalThis, { prints: 0 })
    globalThis.print = () => Object.assign(globalThis, { prints: (Reflect.get(globalThis, 'prints') as number) + 1 })
  })
  await window.reload()
  await isSynced(window)
  return () => window.evaluate(() => Reflect.get(globalThis, 'prints') as number)
}

// Catches: a key that does something else, one that prints where nothing may be printed, and one that is dead while a text is written.
test('Ctrl+P prints what the window shows where IT allows it, and says why not where it does not', async () => {
  for (const isAllowed of [true, false]) {
    const launched = await desk(`by-key-${isAllowed}`, { PrintingAllowed: isAllowed })
    const { app, window } = launched
    const prints = await countPrints(launched)
    await openCase(window, '10311')
    for (const place of ['list', 'composer'] as const) {
      if (place === 'composer') await box(launched).focus()
      await window.keyboard.press('Control+p')
      if (isAllowed) await expect.poll(prints).toBe(place === 'list' ? 1 : 2)
      else await expect(window.getByText('Nothing was printed').first()).toBeVisible()
    }
    expect(await prints()).toBe(isAllowed ? 2 : 0)
    await expect(window.getByRole('search').getByRole('combobox')).not.toBeFocused()
    await app.close()
  }
})

// Catches: a page that any other way to the printer still gets.
test('where IT forbids it nothing is printed, and the person is told', async () => {
  const { app, window } = await desk('unprinted', { PrintingAllowed: false })
  await window.evaluate(() => globalThis.print())
  await expect(window.getByText('Nothing was printed').first()).toBeAttached()
  expect(await window.evaluate(() => Reflect.get(globalThis, 'pages') as number)).toBe(0)
  const pdf = await app.evaluate(async ({ BrowserWindow }) => {
    const bytes = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({})
    return bytes?.length ?? 0
  })
  await app.close()
  const open = await desk('printed', {})
  const shown = await open.app.evaluate(async ({ BrowserWindow }) => {
    const bytes = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({})
    return bytes?.length ?? 0
  })
  // An empty page has no font and no picture in it.
  expect(pdf).toBeLessThan(shown / 5)
  // And without a rule what is copied leaves, so that the tests above mean something.
  await box(open).fill('May leave.')
  await open.window.keyboard.press('Control+a')
  await open.window.keyboard.press('Control+c')
  await expect.poll(() => onClipboard(open)).toBe('May leave.')
  await open.app.close()
})
