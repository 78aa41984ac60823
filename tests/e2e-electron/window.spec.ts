import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, test } from '@playwright/test'
import { type LaunchedDesktop, launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// Nothing listens here: the window stands without a service.
const serviceUrl = 'http://127.0.0.1:9'

/** Plays on a profile of its own, which is started as often as it is asked for. */
async function onProfile(
  play: (profile: { readonly userData: string; readonly start: () => Promise<LaunchedDesktop> }) => Promise<void>,
): Promise<void> {
  const userData = mkdtempSync(join(tmpdir(), 'tierdesk-window-'))
  let desk: LaunchedDesktop | undefined
  const start = async (): Promise<LaunchedDesktop> => {
    await desk?.app.close()
    return (desk = await launchDesktop({ serviceUrl, userData }))
  }
  await play({ userData, start })
  await desk?.app.close()
  rmSync(userData, { recursive: true, force: true })
}

/** Presses a key together with Ctrl as it comes from a keyboard: what the page leaves alone goes on to the menu. */
const pressWithControl = (app: ElectronApplication, keyCode: string): Promise<void> =>
  app.evaluate(({ BrowserWindow }, key) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    for (const type of ['keyDown', 'keyUp'] as const)
      contents?.sendInputEvent({ type, keyCode: key, modifiers: ['control'] })
  }, keyCode)

const zoomOf = ({ window }: LaunchedDesktop): Promise<number> => window.evaluate(() => globalThis.devicePixelRatio)

// Catches: a key of the menu that no keyboard sends, one of which the page keeps the press, and a size that the next start forgets.
test('Ctrl with plus, equals and minus zooms, with 0 it is as at first, and the next start keeps it', async () => {
  await onProfile(async ({ start }) => {
    const desk = await start()
    const usual = await zoomOf(desk)
    const presses = [
      ['Plus', 1.2 ** 0.5],
      ['=', 1.2],
      ['-', 1.2 ** 0.5],
      ['0', 1],
      ['-', 1.2 ** -0.5],
      ['numadd', 1],
      ['numadd', 1.2 ** 0.5],
      ['numsub', 1],
      ['numadd', 1.2 ** 0.5],
      ['num0', 1],
      ['=', 1.2 ** 0.5],
    ] as const
    for (const [key, zoom] of presses) {
      await pressWithControl(desk.app, key)
      await expect.poll(async () => (await zoomOf(desk)) / usual, key).toBeCloseTo(zoom, 2)
    }
    const next = await start()
    await expect.poll(async () => (await zoomOf(next)) / usual).toBeCloseTo(1.2 ** 0.5, 2)
  })
})

/** Where the window is, and the room of the only screen there is. */
const placeOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow, screen }) => ({
    window: BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: NaN, y: NaN, width: NaN, height: NaN },
    screen: screen.getPrimaryDisplay().workArea,
  }))

/** How much of a window at this place is on the screen, from side to side and from top to bottom. */
const onScreen = ({ window, screen }: Awaited<ReturnType<typeof placeOf>>): [number, number] => [
  Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x),
  Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y),
]

// Catches: a window that starts, or is left, on a monitor that is no longer there, and a place that the next start forgets.
test('a window whose monitor is gone is on the screen, at the start and while it is open, and one that has its place keeps it', async () => {
  await onProfile(async ({ userData, start }) => {
    const file = join(userData, 'window.json')
    writeFileSync(
      file,
      JSON.stringify({ x: 9000, y: 5000, width: 1100, height: 700, isMaximized: false, zoomLevel: 1 }),
    )
    const { app } = await start()
    // Chromium keeps it, too, and may not have come to it when the desk ended.
    const zoomed = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel())
    await expect.poll(zoomed).toBe(1)
    const opened = await placeOf(app)
    expect(opened.window).toMatchObject({ width: 1100, height: 700 })
    expect(onScreen(opened)).toEqual([Math.min(1100, opened.screen.width), Math.min(700, opened.screen.height)])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(-8000, 100))
    await expect.poll(async () => (await placeOf(app)).window.x).toBe(-8000)
    await app.evaluate(({ screen }) => void screen.emit('display-removed', {}, screen.getPrimaryDisplay()))
    await expect.poll(async () => onScreen(await placeOf(app))[0]).toBeGreaterThan(100)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(60, 40))
    await expect.poll(async () => (await placeOf(app)).window).toMatchObject({ x: 60, y: 40 })
    const again = await start()
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      x: 60,
      y: 40,
      width: 1100,
      height: 700,
      zoomLevel: 1,
    })
    expect((await placeOf(again.app)).window).toMatchObject({ x: 60, y: 40, width: 1100, height: 700 })
  })
})
